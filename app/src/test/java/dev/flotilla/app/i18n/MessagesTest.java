package dev.flotilla.app.i18n;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.FieldCatalog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Every code and key has its sentence in both languages, and every sentence is used.
class MessagesTest {
    private static final Path ROOT = Path.of(System.getProperty("flotilla.root"));
    private static final Pattern MADE = Pattern.compile(
            "(?:Diagnostic\\s*\\.\\s*(?:error|warning|hint)|new Diagnostic)\\(\\s*(?:Severity\\.\\w+,\\s*)?\"([a-z][\\w.-]+)\"");
    private static final Pattern REASONED = Pattern.compile("(?:Reason\\s*\\.\\s*of|new Reason)\\(\\s*\"([a-z][\\w.-]+)\"");
    private static final Pattern FIXED = Pattern.compile("new QuickFix\\(\\s*\"(?:fix\\.)?([a-z][\\w.-]+)\"");
    private static final Pattern TYPED = Pattern.compile(
            "(?:wrongType\\([^;{\n]*|expect\\(value instanceof [^;{\"]*|wrong-type\"[^;{\n]*"
                    + "|new UnreadableException\\([^;{\n]*|override-field-type\"[^;{\n]*)"
                    + "\"([a-z][a-z0-9-]*)\"\\)");
    private static final Pattern USED = Pattern.compile("\\.get\\(\\s*\"([a-z][\\w]*(?:\\.[\\w-]+)+)\"");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        for (String area : Messages.AREAS) {
            assertThat(new TreeSet<>(Messages.area(area, "_zh").keySet())).as("%s in Chinese", area)
                    .isEqualTo(new TreeSet<>(Messages.area(area, "").keySet()));
        }
    }

    @Test
    void everyFileBelongsToAnAreaAndEveryKeyToOneFile() throws IOException {
        Path folder = ROOT.resolve("app/src/main/resources/dev/flotilla/app/i18n");
        try (var files = Files.list(folder)) {
            Set<String> areas = files.map(file -> file.getFileName().toString().replaceAll("(_zh)?\\.properties$", ""))
                    .collect(Collectors.toSet());
            assertThat(Messages.AREAS).containsAll(areas);
        }
        Map<String, String> owners = new HashMap<>();
        for (String area : Messages.AREAS) {
            for (String key : Messages.area(area, "").keySet()) {
                assertThat(owners.put(key, area)).as("who else has %s than %s", key, area).isNull();
            }
        }
    }

    /// Whoever reads that a text is wrong wants to know what to write instead.
    @Test
    void everyFindingAboutATextHasAHint() {
        Messages words = Messages.english();
        List<String> findings = words.keys().stream()
                .filter(key -> key.matches("diagnostic\\.(text|yaml|document|workspace)\\.[a-z-]+")).toList();

        assertThat(findings).hasSizeGreaterThan(40).allSatisfy(key -> assertThat(words.pattern(key + ".hint")).isNotNull());
    }

    @Test
    void everySentenceIsAPatternWithoutTraps() {
        for (String area : Messages.AREAS) {
            for (String suffix : List.of("", "_zh")) {
                Messages.area(area, suffix).forEach((key, pattern) -> {
                    new MessageFormat(pattern, Locale.ENGLISH);
                    assertThat(pattern.replace("''", "").replaceAll("'[{}]+'", "")).as("a lone ' in %s%s: %s", area, suffix, key)
                            .doesNotContain("'");
                });
            }
        }
    }

    @Test
    void bothLanguagesUseTheSameArguments() {
        for (String area : Messages.AREAS) {
            Map<String, String> chinese = Messages.area(area, "_zh");
            Messages.area(area, "").forEach((key, english) -> assertThat(arguments(chinese.getOrDefault(key, english)))
                    .as("arguments of %s", key).isEqualTo(arguments(english)));
        }
    }

    private static Set<String> arguments(String pattern) {
        return Pattern.compile("\\{([0-9])").matcher(pattern).results().map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCodeTheEngineSpeaksHasASentence() throws IOException {
        Messages words = Messages.english();
        var missing = new TreeSet<String>();
        for (String source : sources("engine")) {
            missing.addAll(unknown(words, "diagnostic.", MADE, source));
            missing.addAll(unknown(words, "reason.", REASONED, source));
            missing.addAll(unknown(words, "fix.", FIXED, source));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyKeyTheFacesUseHasASentence() throws IOException {
        Messages words = Messages.english();
        var missing = new TreeSet<String>();
        for (String source : sources("app")) {
            missing.addAll(unknown(words, "", USED, source));
        }
        assertThat(missing).isEmpty();
    }

    /// What picocli asks for and what is said of fields is elsewhere: HelpSentencesTest, FieldSentencesTest.
    @Test
    void everySentenceIsSpoken() throws IOException {
        List<String> sources = Stream.concat(sources("engine").stream(), sources("app").stream()).toList();
        List<Dialect> dialects = Engine.standard().dialects();
        var said = new KeysInSources(sources, dialects.stream().map(dialect -> "step." + dialect.id() + ".").toList(),
                dialects.stream().flatMap(dialect -> dialect.catalog().types().stream()).map(TypeRef::kind).toList());

        assertThat(Messages.english().keys().stream().filter(key -> !key.startsWith("field.") && !key.startsWith("flotilla."))
                .filter(key -> !key.equals("lang") && !said.say(key)).sorted().toList()).isEmpty();
    }

    @Test
    void aSentenceThatNobodySpeaksIsFound() {
        var said = new KeysInSources(List.of("""
                /// a comment says "a.comment"
                text.get("page.title"); text.get("page.state." + (on ? "on" : mode.name())); enum Mode { HALF_OFF }
                Diagnostic.error("some.code", at); text.get(head + ".do"); head = "page.ask"; code += "-largest";
                """), List.of("step.karmada."), List.of("taint"));

        assertThat(List.of("page.title", "page.state.on", "page.state.half-off", "diagnostic.some.code",
                "diagnostic.some.code.hint", "page.ask.do", "page.state.on-largest", "step.karmada.taint")).allMatch(said::say);
        assertThat(List.of("page.titles", "page.state.off", "page.other.on", "diagnostic.some.other", "page.title.hint2",
                "a.comment", "step.kubefed.taint", "page.ask.undo")).noneMatch(said::say);
    }

    @Test
    void theSearchesFindWhatTheyAreFor() {
        assertThat(unknown(Messages.english(), "diagnostic.", MADE, "x = Diagnostic.error(\"no.such-code\", at);"))
                .containsExactly("diagnostic.no.such-code");
        assertThat(unknown(Messages.english(), "reason.", REASONED, "Reason.of(\n  \"no.such\")"))
                .containsExactly("reason.no.such");
        assertThat(unknown(Messages.english(), "", USED, "words.get(\"no.such.key\")")).containsExactly("no.such.key");
    }

    @Test
    void plainArgumentsAreShownAsWritten() {
        Messages words = Messages.english();

        assertThat(words.get("diagnostic.yaml.duplicate-key", "a", 1234, 5678)).contains("line 1234").contains("line 5678");
        assertThat(words.get("no.such.key", "x")).isEqualTo("no.such.key [x]");
        assertThat(Messages.of(Locale.SIMPLIFIED_CHINESE).get("severity.error")).isEqualTo("错误");
    }

    @Test
    void everyTypeTheEngineNamesIsAWordInBothLanguages() throws IOException {
        var names = new TreeSet<String>();
        for (FieldCatalog.Shape shape : FieldCatalog.Shape.values()) {
            names.add(shape.name().toLowerCase(Locale.ROOT));
        }
        for (String source : sources("engine")) {
            TYPED.matcher(source).results().forEach(found -> names.add(found.group(1)));
        }
        assertThat(names).as("among what was found").contains("list-of-strings", "map", "int64", "boolean");

        Map<String, String> chinese = Messages.area("text", "_zh");
        for (String name : names) {
            assertThat(chinese).containsKey(Messages.typeKey(name));
        }
    }

    @Test
    void aTypeIsNamedInTheLanguageOfItsSentence() {
        for (String key : Messages.TYPES.keySet()) {
            Object[] arguments = {"spec.a", "spec.b", "spec.c"};
            arguments[Messages.TYPES.get(key)] = "integer";
            assertThat(Messages.english().get(key, arguments)).contains("an integer");
            assertThat(Messages.of(Locale.SIMPLIFIED_CHINESE).get(key, arguments)).contains("整数").doesNotContain("integer");
        }
        assertThat(Messages.english().get("diagnostic.document.wrong-type", "spec.replicas", "integer-string"))
                .isEqualTo("“spec.replicas” has to be an integer or a string.");
    }

    private static Set<String> unknown(Messages words, String prefix, Pattern search, String source) {
        return search.matcher(source).results().map(found -> prefix + found.group(1))
                .filter(key -> !key.endsWith(".") && !words.has(key))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> sources(String module) throws IOException {
        var sources = new ArrayList<String>();
        try (var walk = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }
}
