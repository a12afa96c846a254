package dev.flotilla.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.flotilla.engine.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// `sample-configs/mistakes`: each file says in its first lines what is wrong in it, `# expect: CODE LINE:COLUMN`, and that and
/// nothing else is found.
class MistakesTest {
    private static final Path FOLDER = Path.of(System.getProperty("flotilla.root"), "sample-configs", "mistakes");
    private static final Pattern SENTENCE = Pattern.compile("(?m)^diagnostic\\.([a-z0-9.-]+)=");
    private static final Pattern EXPECTATION = Pattern.compile("(?m)^# expect: (\\S+ \\d+:\\d+)$");

    @Test
    void eachFileHasTheMistakeThatItNames() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : files()) {
            String path = FOLDER.relativize(file).toString().replace('\\', '/');
            List<String> named = expectations(file);
            if (!named.isEmpty()) expected.put(path, named);
            boolean ownWorkspace = file.endsWith("flotilla.yaml") && path.contains("/");
            if (ownWorkspace) collect(file.getParent(), path.substring(0, path.lastIndexOf('/') + 1), found);
        }
        collect(FOLDER, "", found);

        assertThat(found).isEqualTo(expected);
    }

    /// Codes without a file, and why.
    private static final Map<String, String> WITHOUT_A_FILE = Map.ofEntries(
            Map.entry("karmada.cluster-name",
                    "a Cluster whose name no member can have, so that its own object is never looked at"),
            Map.entry("karmada.deprecated-kind", "a Karmada before 1.0 only, which flotilla.yaml chooses for a whole workspace"),
            Map.entry("karmada.grace-missing", "admission fills the period in before it checks"),
            Map.entry("kubefed.overrides-unreadable", "a member's reason; the finding in the text is kubefed.wrong-type"),
            Map.entry("kubefed.patch.no-from", "a member's reason; the finding in the text is kubefed.not-one-of"),
            Map.entry("kubefed.patch.unknown-op", "a member's reason; the finding in the text is kubefed.not-one-of"),
            Map.entry("kubefed.patch.test-failed", "a member's reason; the finding in the text is kubefed.not-one-of"),
            Map.entry("kubefed.same-name", "only in two versions of one kind; else document.duplicate-object comes first"),
            Map.entry("kubefed.patch.crash", "a KubeFed 0.8 only, which flotilla.yaml chooses for a whole workspace"),
            Map.entry("kubefed.push-gate-off", "a KubeFedConfig that stops every other object of its workspace"),
            Map.entry("kubefed.preference-gate-off", "a KubeFedConfig that stops every preference of its workspace"),
            Map.entry("kubefed.namespaces-not-enabled", "a set of types without namespaces, which stops all others"),
            Map.entry("kubefed.outside-scope", "a KubeFedConfig of one namespace, outside of which everything stops"),
            Map.entry("kubefed.scope-namespaced-type", "a KubeFedConfig of one namespace, outside of which everything stops"),
            Map.entry("kubefed.preference-needs-namespace",
                    "a KubeFedConfig of one namespace; else kubefed.namespace-not-federated says it of the object"),
            Map.entry("kubefed.preference-nobody-ready", "live members, of which none answers"),
            Map.entry("kubefed.replicas-exceed", "live members that are full"),
            Map.entry("workspace.too-large", "a file of hundreds of megabytes"),
            Map.entry("workspace.access-denied", "a file without the right to read it"),
            Map.entry("workspace.dead-link", "a symbolic link, which not every checkout can make"),
            Map.entry("workspace.unreadable", "a disk that does not answer"),
            Map.entry("workspace.vanished", "somebody who deletes it at the right moment"),
            Map.entry("yaml.syntax", "what the parser says when none of the sentences for a known mistake fits"));

    @Test
    void eachCodeHasItsFile() throws IOException {
        var covered = new TreeSet<String>();
        for (Path file : files()) {
            expectations(file).forEach(line -> covered.add(line.substring(0, line.indexOf(' '))));
        }
        var without = new TreeSet<>(codes());
        without.removeAll(covered);

        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_A_FILE.keySet());
    }

    /// Every code that has a sentence; another test sees to it that those are all.
    private static Set<String> codes() throws IOException {
        var codes = new TreeSet<String>();
        Path words = Path.of(System.getProperty("flotilla.root"), "app/src/main/resources/dev/flotilla/app/i18n");
        try (var files = Files.newDirectoryStream(words, "*.properties")) {
            for (Path file : files) {
                SENTENCE.matcher(Files.readString(file)).results().map(match -> match.group(1))
                        .filter(code -> !code.endsWith(".hint")).forEach(codes::add);
            }
        }
        return codes;
    }

    private static void collect(Path workspace, String prefix, Map<String, List<String>> found) throws IOException {
        Engine engine = Engine.standard();
        for (Diagnostic diagnostic : engine.plan(engine.open(workspace), Map.of(), Map.of(), null).diagnostics()) {
            var at = diagnostic.location();
            found.computeIfAbsent(prefix + at.file(), _ -> new ArrayList<>())
                    .add(diagnostic.code() + " " + at.line() + ":" + at.column());
        }
    }

    private static List<String> expectations(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return EXPECTATION.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static List<Path> files() throws IOException {
        try (var walk = Files.walk(FOLDER)) {
            return walk.filter(path -> path.toString().matches(".*\\.ya?ml")).sorted().toList();
        }
    }
}
