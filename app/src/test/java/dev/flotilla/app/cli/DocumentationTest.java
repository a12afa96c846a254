package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The documents name nothing that is not there: no file, no test, no command and no option.
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w*Test)(?:\\.([a-z]\\w+))?\\b");
    private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");
    private static final Pattern COMMAND = Pattern
            .compile("(?:(?:^|`|\\$ |\\()(flotilla )|`)([a-z][a-z-]*)([^`\\n#]*)", Pattern.MULTILINE);
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]+");

    private static List<Path> documents() throws IOException {
        var found = new ArrayList<>(List.of(Runs.ROOT.resolve("README.md"), Runs.ROOT.resolve("ARCHITECTURE.md")));
        for (String folder : List.of("docs", "sample-configs", "installers")) {
            try (Stream<Path> files = Files.walk(Runs.ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
            }
        }
        return found;
    }

    private static List<String> wrong(Check check) throws IOException {
        var wrong = new ArrayList<String>();
        for (Path document : documents()) {
            for (String problem : check.in(document, Files.readString(document))) {
                wrong.add(Runs.ROOT.relativize(document) + ": " + problem);
            }
        }
        return wrong;
    }

    private interface Check {
        List<String> in(Path document, String text) throws IOException;
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        assertThat(wrong(DocumentationTest::deadLinks)).isEmpty();
        assertThat(deadLinks(Runs.ROOT.resolve("README.md"), "[a](docs/none.md) [b](docs/cli.md#json)"))
                .containsExactly("docs/none.md");
    }

    private static List<String> deadLinks(Path document, String text) {
        return LINK.matcher(text).results().map(link -> link.group(1))
                .filter(target -> !Files.exists(document.resolveSibling(target))).toList();
    }

    @Test
    void testsThatAreNamedExist() throws IOException {
        Map<String, TreeSet<String>> tests = tests();

        assertThat(wrong((_, text) -> missing(text, tests))).isEmpty();
        assertThat(missing("NoneTest, DocumentationTest.none and DocumentationTest.linksLeadSomewhere", tests))
                .containsExactly("NoneTest", "DocumentationTest.none");
    }

    private static List<String> missing(String text, Map<String, TreeSet<String>> tests) {
        return TEST.matcher(text).results().filter(named -> !tests.containsKey(named.group(1))
                || named.group(2) != null && !tests.get(named.group(1)).contains(named.group(2))).map(named -> named.group())
                .toList();
    }

    private static Map<String, TreeSet<String>> tests() throws IOException {
        var tests = new HashMap<String, TreeSet<String>>();
        for (String module : List.of("engine", "app")) {
            try (Stream<Path> files = Files.walk(Runs.ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(one -> one.toString().endsWith("Test.java")).toList()) {
                    var methods = tests.computeIfAbsent(file.getFileName().toString().replace(".java", ""), _ -> new TreeSet<>());
                    METHOD.matcher(Files.readString(file)).results().forEach(method -> methods.add(method.group(1)));
                }
            }
        }
        return tests;
    }

    /// Where a sentence shows a command with options, help knows both.
    @Test
    void commandsAndTheirOptionsExist() throws IOException {
        assertThat(wrong((_, text) -> unknown(text))).isEmpty();
        assertThat(unknown("`flotilla fly`, `flotilla plan --zebra`, `sync --dry` and\nflotilla sync w --prune"))
                .containsExactly("flotilla fly", "flotilla plan --zebra", "flotilla sync --dry");
    }

    private static List<String> unknown(String text) {
        var unknown = new ArrayList<String>();
        for (Matcher command = COMMAND.matcher(text); command.find();) {
            String name = command.group(2);
            if (!Cli.COMMANDS.contains(name)) {
                boolean path = name.equals("sample-configs") || Cli.isCommand(name);
                if (command.group(1) != null && !path) unknown.add("flotilla " + name);
                continue;
            }
            Set<String> known = options(Runs.run(name, "--help").out());
            OPTION.matcher(command.group(3)).results().map(option -> option.group())
                    .filter(option -> !known.contains(option)).forEach(option -> unknown.add("flotilla " + name + " " + option));
        }
        return unknown;
    }

    /// Help writes `--[no-]heal` for two of them.
    private static Set<String> options(String help) {
        var options = new TreeSet<String>();
        Pattern.compile("--(\\[no-\\])?([a-z-]+)").matcher(help).results().forEach(option -> {
            options.add("--" + option.group(2));
            if (option.group(1) != null) options.add("--no-" + option.group(2));
        });
        return options;
    }
}
