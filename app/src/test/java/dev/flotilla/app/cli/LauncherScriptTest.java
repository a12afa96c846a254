package dev.flotilla.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The real launcher script with this build's classes behind it.
@DisabledOnOs(OS.WINDOWS)
class LauncherScriptTest {
    @TempDir Path folder;

    @BeforeEach
    void layOutADistribution() throws IOException {
        Path source = Runs.ROOT.resolve("app/src/main/dist");
        Files.createDirectories(folder.resolve("dist/bin"));
        Files.createDirectories(folder.resolve("dist/lib"));
        Path script = folder.resolve("dist/bin/flotilla");
        Files.writeString(script, Files.readString(source.resolve("bin/flotilla")).replaceAll("@[a-z.]+@", ""));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.copy(source.resolve("lib/commands"), folder.resolve("dist/lib/commands"));
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, Arrays
                .stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).toURI().toString())
                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(folder.resolve("dist/lib/flotilla-app-0.jar")), manifest).close();
    }

    private Runs.Result run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>();
        command.add(script.toString());
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).directory(Runs.ROOT.toFile()).redirectError(folder.resolve("err").toFile())
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("FLOTILLA_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Runs.Result(exit, Files.readString(folder.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err"), StandardCharsets.UTF_8));
    }

    @Test
    void plansAndPassesTheExitCodeOn() throws IOException, InterruptedException {
        Path script = folder.resolve("dist/bin/flotilla");
        var plan = run(script, Map.of("LC_ALL", "C"), "plan", "sample-configs/quickstart-kubefed", "-o", "json");

        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(Json.read(plan.out()).textAt("workspace")).isEqualTo("quickstart-kubefed");
        assertThat(run(script, Map.of(), "plan", "no/such/folder").exit()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void isFoundThroughALinkAndSpeaksTheChosenLanguage() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("flotilla"), Path.of("dist/bin/flotilla"));
        var result = run(link, Map.of("FLOTILLA_LANG", "zh", "LC_ALL", "C"), "plan", "没有");

        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("没有名为“没有”的文件或文件夹");
    }

    @Test
    void wrongUsageNamesTheHelp() throws IOException, InterruptedException {
        var result = run(folder.resolve("dist/bin/flotilla"), Map.of("FLOTILLA_LANG", "en"), "plan", "--zebra");

        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("no option “--zebra”").contains("flotilla plan --help");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeWrittenIsNotPassedOverAndAClosedPipeIs() throws IOException, InterruptedException {
        String command = "'" + folder.resolve("dist/bin/flotilla") + "' plan sample-configs/mixed-fleet -o json";
        var full = run(Path.of("sh"), Map.of("FLOTILLA_LANG", "en"), "-c", command + " > /dev/full");
        var piped = run(Path.of("bash"), Map.of("FLOTILLA_LANG", "en"), "-c", command + " | head -n 1; exit ${PIPESTATUS[0]}");

        assertThat(full.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(full.err()).contains("could not be written").doesNotContain("\tat ");
        assertThat(piped.exit()).as(piped.err()).isZero();
        assertThat(piped.err()).doesNotContain("\tat ", "could not be written");
        assertThat(piped.out()).isEqualTo("{\n");
    }

    @Test
    void runsFromAnywhereInAFolderWithSpacesThatIsReadOnly() throws IOException, InterruptedException {
        Path spaced = folder.resolve("a folder with spaces");
        Files.move(folder.resolve("dist"), spaced);
        assertThat(spaced.resolve("lib").toFile().setWritable(false)).isTrue();
        Path link = Files.createSymbolicLink(folder.resolve("my flotilla"), Path.of("a folder with spaces/bin/flotilla"));
        var result = run(link, Map.of("NO_COLOR", "1"), "plan",
                Runs.ROOT.resolve("sample-configs/quickstart-kubefed").toString());
        assertThat(spaced.resolve("lib").toFile().setWritable(true)).isTrue();

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("fed-nginx").doesNotContain("\u001b");
    }

    /// Sourced into a real bash, and asked as its readline asks.
    @ParameterizedTest(name = "{0} completes to {1}")
    @CsvSource(delimiter = '|', textBlock = """
            flotilla s                       | sync status
            flotilla convert --to k          | karmada kubefed
            flotilla plan -o                 | table json yaml
            flotilla sync --dry-run          | client server
            flotilla orphaning-deletion      | enable disable status
            flotilla clusters --re           | --reset-sandbox
            flotilla plan --lang             | en zh
            """)
    void completesInBash(String line, String expected) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("complete.sh"), """
                compopt() { :; }
                source <("$1" completion bash)
                function=$(complete -p flotilla | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                read -ra COMP_WORDS <<< "$2"
                COMP_LINE=$2
                [[ $3 == next ]] && COMP_WORDS+=("") && COMP_LINE+=" "
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_POINT=${#COMP_LINE}
                $function
                echo "${COMPREPLY[*]}"
                """);
        boolean next = line.matches(".*(-o|--lang|--dry-run|orphaning-deletion)");
        var result = run(Path.of("bash"), Map.of(), script.toString(), folder.resolve("dist/bin/flotilla").toString(), line,
                next ? "next" : "same");

        assertThat(result.out().strip()).as(result.err()).isEqualTo(expected);
    }

    /// Neither is what the engine logs a sentence for whoever runs a command.
    @Test
    void standardErrorHoldsSentencesOnly() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        var result = run(folder.resolve("dist/bin/flotilla"), Map.of("FLOTILLA_LANG", "en", "XDG_STATE_HOME", file.toString()),
                "clusters", "sample-configs/quickstart-karmada");

        assertThat(result.exit()).isZero();
        assertThat(result.err().lines()).hasSize(1).allSatisfy(line -> assertThat(line).startsWith("flotilla: "));
    }

    /// The tour apart, which needs what the window needs.
    @Test
    void theScriptKnowsEveryCommand() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("dist/lib/commands")))
                .containsAll(Cli.COMMANDS.stream().filter(command -> !command.equals("tour")).toList());
    }
}
