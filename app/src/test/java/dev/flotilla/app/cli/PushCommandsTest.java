package dev.flotilla.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.flotilla.app.Launcher;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The commands that push and remember, against one simulated cluster that outlives each of them.
@Timeout(120)
class PushCommandsTest {
    private static final String PLANTED = "hunter2-planted-secret";

    @TempDir Path folder;

    private SandboxCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = SandboxCluster.start(SandboxSpec.named("one"));
        Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
        write(1, "1", PLANTED);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void write(int count, String value, String secret) throws IOException {
        Files.createDirectories(folder.resolve("ws"));
        Files.writeString(folder.resolve("ws/flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: push-commands}
                spec: {members: [{name: one, kubeconfig: ../kubeconfig}]}
                """);
        var all = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap}, {apiVersion: v1, kind: Secret}]
                  placement: {clusterAffinity: {clusterNames: [one]}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: default}
                stringData: {password: %s}
                """.formatted(secret));
        for (int i = 0; i < count; i++) {
            all.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c%d, namespace: default}\ndata: {key: \"%s\"}\n"
                    .formatted(i, value));
        }
        Files.writeString(folder.resolve("ws/all.yaml"), all);
    }

    /// An object that no member can take.
    private void gadget() throws IOException {
        Files.writeString(folder.resolve("ws/gadget.yaml"), """
                apiVersion: unknown.example.com/v1
                kind: Gadget
                metadata: {name: g, namespace: default}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: gadgets, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: unknown.example.com/v1, kind: Gadget}]
                  placement: {clusterAffinity: {clusterNames: [one]}}
                """);
    }

    /// An object that the member refuses.
    private void refused() throws IOException {
        Files.writeString(folder.resolve("ws/odd.yaml"), """
                apiVersion: v1
                kind: Service
                metadata: {name: odd, namespace: default}
                spec: {ports: [{port: many}]}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: services, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: Service}]
                  placement: {clusterAffinity: {clusterNames: [one]}}
                """);
    }

    private Runs.Result run(String... arguments) {
        return new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("state").toString()).variable("HOME", folder.toString())
                .with(arguments);
    }

    private List<MapValue> runs() {
        return Json.read(run("history", "ws", "-o", "json").out()).listAt("runs").maps();
    }

    @Test
    void whereNoRecordsCanBeKeptNothingIsPushedAndOneSentenceNamesTheFolder() throws IOException {
        Files.writeString(folder.resolve("state"), "a file where a folder should be");

        Runs.Result sync = run("sync", "ws");

        assertThat(sync.exit()).isEqualTo(2);
        assertThat(sync.out()).isEmpty();
        assertThat(sync.err().lines()).singleElement().asString().contains(folder.resolve("state").resolve("flotilla")
                .toString());
    }

    @Test
    void recordsThatCanNoLongerBeKeptStopAPushWithOneSentence() throws IOException {
        assertThat(run("sync", "ws").exit()).isZero();
        Path runs;
        try (var files = Files.walk(folder.resolve("state"))) {
            runs = files.filter(file -> file.endsWith("runs")).findFirst().orElseThrow();
        }
        Files.move(runs, runs.resolveSibling("moved"));
        Files.writeString(runs, "a file where a folder should be");
        write(300, "2", PLANTED);

        Runs.Result sync = run("sync", "ws");

        assertThat(sync.exit()).isEqualTo(3);
        assertThat(sync.err().lines()).singleElement().asString().contains(runs.toString());
        assertThat(sync.out().lines()).hasSizeLessThan(5);
    }

    @Test
    void theNextStartSaysWhatWasUnderWayInARunThatWasKilled() throws IOException {
        assertThat(run("sync", "ws").err()).doesNotContain("was killed");
        String killed = String.valueOf(runs().getFirst().textAt("id"));
        endWithItsProcess(killed);

        var next = run("sync", "ws");

        assertThat(next.exit()).isZero();
        assertThat(next.err()).contains("Run " + killed + " was killed with 2 objects under way");
        assertThat(run("history", "ws", killed).out()).contains("ConfigMap default/c0").contains("Secret default/s");
        assertThat(run("sync", "ws").err()).as("said once").doesNotContain("was killed");
    }

    /// Leaves of a run's journal what it intended, and lets it be of a process that is gone.
    private void endWithItsProcess(String run) throws IOException {
        try (var files = Files.walk(folder)) {
            Path journal = files.filter(file -> file.getFileName().toString().equals(run + ".journal")).findFirst().orElseThrow();
            Files.write(journal, Files.readAllLines(journal).stream()
                    .filter(line -> line.contains("\"t\":\"run\"") || line.contains("\"t\":\"wave\""))
                    .map(line -> line.replaceAll("\"pid\":\\d+", "\"pid\":999999999")).toList());
        }
    }

    @Test
    void aRollbackShowsItsDifferenceFirstAndIsDoneOnlyWhenAskedTo() throws IOException {
        assertThat(run("sync", "ws").exit()).isZero();
        String first = String.valueOf(runs().getFirst().textAt("id"));
        write(1, "2", PLANTED);
        assertThat(run("sync", "ws").exit()).isZero();

        var shown = run("rollback", "ws", first);
        assertThat(shown.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(shown.out()).contains("~ ConfigMap default/c0").contains("data.key");
        assertThat(shown.err()).contains("--yes");
        assertThat(runs()).hasSize(2);

        var done = run("rollback", "ws", first, "--yes");
        assertThat(done.exit()).as(done.err()).isZero();
        assertThat(runs().getFirst().textAt("rollbackOf")).isEqualTo(first);
        assertThat(run("diff", "ws").out()).contains("~ ConfigMap default/c0");
    }

    @Test
    void whatFailedIsTriedAgainAndNothingElse() throws IOException {
        assertThat(run("sync", "ws", "--allow-errors", "--retry-failed").err()).contains("nothing to try again");
        refused();
        assertThat(run("sync", "ws", "--allow-errors").exit()).isEqualTo(ExitCode.SOME_MEMBERS_FAILED);
        String first = String.valueOf(runs().getFirst().textAt("id"));
        write(1, "2", PLANTED);

        for (var again : List.of(run("sync", "ws", "--allow-errors", "--retry-failed"),
                run("sync", "ws", "--allow-errors", "--retry-failed=" + first))) {
            assertThat(again.out()).contains("Service default/odd").doesNotContain("ConfigMap default/c0");
            assertThat(again.exit()).isEqualTo(ExitCode.SOME_MEMBERS_FAILED);
        }
        assertThat(run("diff", "ws").out()).contains("~ ConfigMap default/c0");
        assertThat(run("sync", "ws", "--allow-errors", "--retry-failed=none").err()).contains("There was no run “none”");
    }

    @Test
    void aWorkspaceBehindAnOptionWithoutAValueIsTheWorkspace() throws IOException {
        refused();
        assertThat(run("sync", "ws", "--allow-errors").exit()).isEqualTo(ExitCode.SOME_MEMBERS_FAILED);
        String first = String.valueOf(runs().getFirst().textAt("id"));

        assertThat(run("sync", "--allow-errors", "--retry-failed", "ws").out()).contains("Service default/odd");
        assertThat(run("sync", "--allow-errors", "--retry-failed", first, "ws").out()).contains("Service default/odd");
    }

    @Test
    void aDryRunSaysWhatWouldBeDone() throws IOException {
        for (String kind : List.of("--dry-run", "--dry-run=server")) {
            Runs.Result dry = run("sync", "ws", kind);
            assertThat(dry.out()).contains("one  would be created  ConfigMap default/c0").doesNotContain("one  created");
            assertThat(dry.err()).contains("nothing has changed");
        }
        assertThat(run("sync", "ws").out()).contains("one  created  ConfigMap default/c0");
        write(0, "1", PLANTED);
        assertThat(run("sync", "ws", "--prune", "--dry-run").out()).contains("one  would be pruned  ConfigMap default/c0");
    }

    @Test
    void historyTellsWhyInSentences() throws IOException {
        gadget();
        run("sync", "ws", "--allow-errors");
        MapValue run = runs().getFirst();
        String id = String.valueOf(run.textAt("id"));

        String told = run("history", "ws", id).out();

        assertThat(told).contains("created  ConfigMap default/c0");
        run.listAt("changes").maps().stream().filter(change -> "Gadget".equals(change.textAt("ref", "kind"))).forEach(change -> {
            assertThat(change.textAt("message")).contains("does not know unknown.example.com/v1 Gadget");
            assertThat(told).contains("does not know unknown.example.com/v1 Gadget");
        });
        assertThat(run("history", "ws", "no-such-run").exit()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void noOutputHoldsASecretsValue() throws IOException {
        var said = new StringBuilder();
        for (int round = 0; round < 2; round++) {
            for (String command : List.of("diff ws -o json", "diff ws", "sync ws -o json", "sync ws", "status ws -o json",
                    "status ws",
                    "history ws -o json")) {
                var result = run(command.split(" "));
                said.append(result.out()).append(result.err());
            }
            write(1, "1", PLANTED + "-two");
        }
        var back = run("rollback", "ws", String.valueOf(runs().getLast().textAt("id")));
        said.append(back.out()).append(back.err());

        assertThat(said.toString()).contains("Secret")
                .doesNotContain(PLANTED)
                .doesNotContain(Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8)))
                .doesNotContain(Base64.getEncoder().encodeToString((PLANTED + "-two").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void noOutputHoldsTheValueOfASecretThatIsRefused() throws IOException {
        Path file = folder.resolve("ws/all.yaml");
        Files.writeString(file,
                Files.readString(file).replace("stringData: {password: " + PLANTED + "}", "data: {password: \"" + PLANTED
                        + " is no base64\"}"));
        var said = new StringBuilder();
        for (String command : List.of("validate ws", "validate ws -o json", "plan ws -o json", "explain ws Secret/s -n default",
                "diff ws", "diff ws -o json", "sync ws --allow-errors --dry-run=server", "sync ws --allow-errors",
                "sync ws --allow-errors -o json", "status ws", "status ws -o json", "history ws", "history ws -o json")) {
            var result = run(command.split(" "));
            said.append(result.out()).append(result.err());
        }
        var told = run("history", "ws", String.valueOf(runs().getFirst().textAt("id")));
        said.append(told.out()).append(told.err());

        assertThat(told.out()).contains("failed  Secret default/s");
        assertThat(said.toString()).doesNotContain(PLANTED);
    }

    /// What Ctrl-C sends; its twin where the tests run in the background of a shell, which lets no child see the first.
    private static String interrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return "-INT";
        String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst()
                .orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.substring(7).strip(), 16) & 2) == 0 ? "-INT" : "-TERM";
    }

    /// A command in a process of its own.
    ///
    /// @param state the folder of its records, below the test's
    private Process process(String state, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
                .getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Launcher.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("XDG_STATE_HOME", folder.resolve(state).toString());
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    @Test
    void whileAnotherProcessPushesThisOneOnlyWatches() throws Exception {
        write(400, "1", PLANTED);
        cluster.setLatency(Duration.ofMillis(100));
        Process first = process("elsewhere", "sync", folder.resolve("ws").toString(), "-o", "json");
        try (var out = new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.contains("\"object-finished\"")) {
                line = out.readLine();
            }

            Runs.Result second = run("sync", "ws");
            assertThat(second.exit()).as(second.out()).isEqualTo(ExitCode.SOME_MEMBERS_FAILED);
            assertThat(second.out()).contains("one: ").contains(" has been pushing this workspace to this member since ")
                    .doesNotContain("one  created");
            assertThat(run("status", "ws").out()).contains("c0");

            cluster.setLatency(Duration.ZERO);
            while (line != null) {
                assertThat(line).doesNotContain("held-elsewhere");
                line = out.readLine();
            }
        }
        assertThat(first.waitFor()).isZero();
        Runs.Result afterwards = run("sync", "ws");
        assertThat(afterwards.exit()).as(afterwards.out()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptCancelsTheRunAndStillTellsWhatWasDone() throws Exception {
        write(400, "1", PLANTED);
        cluster.setLatency(Duration.ofMillis(100));
        Process child = process("state", "sync", folder.resolve("ws").toString(), "-o", "json");
        var events = new ArrayList<Value>();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            boolean interrupted = false;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                events.add(Json.read(line));
                if (interrupted || !"object-finished".equals(events.getLast().textAt("event"))) continue;
                interrupted = true;
                new ProcessBuilder("sh", "-c", "kill " + interrupt() + " " + child.pid()).start().waitFor();
            }
        }

        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isNotZero();
        Value last = events.getLast();
        assertThat(last.textAt("event")).isEqualTo("finished");
        assertThat(last.textAt("end")).isEqualTo("cancelled");
        MapValue one = last.listAt("clusters").maps().getFirst();
        assertThat(one.intAt("created")).isPositive();
        assertThat(one.intAt("created") + one.intAt("failed")).isGreaterThanOrEqualTo(401);
        assertThat(runs().getFirst().textAt("end")).isEqualTo("cancelled");
    }
}
