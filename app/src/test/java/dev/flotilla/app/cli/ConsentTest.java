package dev.flotilla.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.settings.OwnFolder;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.cluster.Consents;
import dev.flotilla.engine.cluster.ExecCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A kubeconfig may name a program to be run for credentials; the command line runs it only with consent to exactly that command.
@DisabledOnOs(OS.WINDOWS)
class ConsentTest {
    @TempDir Path folder;
    private Path ran;
    private Map<String, String> environment;

    @BeforeEach
    void write() throws IOException {
        ran = folder.resolve("ran");
        environment = Map.of("HOME", folder.toString());
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: consent}
                spec:
                  members:
                  - {name: cloud, kubeconfig: config}
                """);
        kubeconfig("login");
    }

    private void kubeconfig(String argument) throws IOException {
        Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: cloud
                clusters: [{name: cloud, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: cloud, context: {cluster: cloud, user: me}}]
                users:
                - name: me
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      interactiveMode: Never
                      command: /bin/sh
                      args: [-c, "echo %s >> %s"]
                """.formatted(argument, ran));
    }

    private Runs.Result run(@Nullable String answer, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(new PrintWriter(out), new PrintWriter(err), false, answer != null, folder, environment,
                Messages.of(Locale.ENGLISH), answer == null ? null : new BufferedReader(new StringReader(answer + "\n")));
        int exit = Cli.run(List.of(arguments), console, Engine.standard(), _ -> List.of());
        return new Runs.Result(exit, out.toString(), err.toString());
    }

    @Test
    void withoutConsentNothingIsRunAndTheWayIsNamed() {
        var result = run(null, "clusters");

        assertThat(result.exit()).isEqualTo(ExitCode.NO_MEMBER_REACHED);
        assertThat(result.err()).contains("cloud", "/bin/sh -c 'echo login", "--allow-exec");
        assertThat(ran).doesNotExist();
    }

    @Test
    void aPersonIsAskedAndMaySayNo() {
        var result = run("n", "status");

        assertThat(result.err()).contains("Allow exactly this command from now on?");
        assertThat(ran).doesNotExist();
    }

    @Test
    void aYesHoldsForExactlyThisCommandAndForTheWindow() throws IOException {
        run("y", "diff");
        assertThat(ran).content().startsWith("login");
        String before = Files.readString(ran);
        run(null, "clusters");
        assertThat(Files.readString(ran)).as("run again without a question").hasSizeGreaterThan(before.length());

        var asTheWindowAsks = new Consents(OwnFolder.of(environment));
        var command = new ExecCommand("client.authentication.k8s.io/v1", "/bin/sh", List.of("-c", "echo login >> " + ran),
                Map.of());
        assertThat(asTheWindowAsks.allows(command)).isTrue();
        kubeconfig("another");
        assertThat(run(null, "clusters").err()).contains("--allow-exec");
        assertThat(ran).content().doesNotContain("another");
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(OwnFolder.of(environment).resolve("consents.txt"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aScriptAllowsByAnOption() {
        var result = run(null, "sync", "--allow-exec");

        assertThat(ran).content().startsWith("login");
        assertThat(result.err()).contains("cloud: allowed from now on: /bin/sh -c");
        assertThat(result.exit()).isEqualTo(ExitCode.NO_MEMBER_REACHED);
    }
}
