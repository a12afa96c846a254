package dev.flotilla.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.flotilla.engine.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// `sample-configs/mistakes`: each file says in its first lines what is wrong in it, `# expect: CODE LINE:COLUMN`, and that and
/// nothing else is found.
class MistakesTest {
    private static final Path FOLDER = Path.of(System.getProperty("flotilla.root"), "sample-configs", "mistakes");
    private static final Pattern EXPECTATION = Pattern.compile("(?m)^# expect: (\\S+ \\d+:\\d+)$");

    @Test
    void eachFileHasTheMistakeThatItNames() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : files()) {
            String path = FOLDER.relativize(file).toString().replace('\\', '/');
            List<String> named = expectations(file);
            if (!named.isEmpty()) expected.put(path, named);
            if (path.startsWith("settings/")) collect(file.getParent(), path.substring(0, path.lastIndexOf('/') + 1), found);
        }
        collect(FOLDER, "", found);

        assertThat(found).isEqualTo(expected);
        assertThat(expected).hasSizeGreaterThan(70);
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
