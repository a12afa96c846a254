package dev.flotilla.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.flotilla.app.Launcher;
import dev.flotilla.engine.RealCluster;
import dev.flotilla.engine.RealClusters;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// `status --watch` in a process of its own that the operating system stops and lets go on, as a laptop's lid does, while real
/// members change.
@Tag("cluster")
@Timeout(400)
@DisabledOnOs(OS.WINDOWS)
class SleepingWatcherTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    /// How long the process sleeps: longer than half a minute, after which a silent watch is doubted.
    private static final Duration SLEEP = Duration.ofSeconds(Integer.getInteger("flotilla.sleep", 35));
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir Path folder;

    private final String namespace = "asleep-" + ProcessHandle.current().pid();
    private final LinkedBlockingQueue<Value> lines = new LinkedBlockingQueue<>();

    private void write(RealCluster one, RealCluster two) throws IOException {
        Files.createDirectories(folder.resolve("ws"));
        Files.writeString(folder.resolve("ws/flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: %s}
                spec: {members: [{name: one, kubeconfig: "%s"}, {name: two, kubeconfig: "%s"}]}
                """.formatted(namespace, one.kubeconfig().toAbsolutePath(), two.kubeconfig().toAbsolutePath()));
        var all = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: %s}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]
                  placement: {clusterAffinity: {clusterNames: [one, two]}}
                """.formatted(namespace));
        for (int i = 0; i < 10; i++) {
            all.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c%d, namespace: %s}\ndata: {number: \"%d\"}\n"
                    .formatted(i, namespace, i));
        }
        Files.writeString(folder.resolve("ws/all.yaml"), all);
    }

    private Process watcher() throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), Launcher.class.getName(),
                "status", folder.resolve("ws").toString(), "--watch", "-o", "json")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("HOME", folder.toString());
        Process child = builder.start();
        Thread.ofVirtual().start(() -> {
            try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(Json.read(line));
                }
            } catch (IOException _) {
                // It ends with the process.
            }
        });
        return child;
    }

    private static void signal(Process child, String name) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + child.pid()).start().waitFor()).isZero();
    }

    private void await(String what, Predicate<Value> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Value last = Value.NULL;
        while (true) {
            Value status = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(status).as("waited in vain for %s; last was %s", what, last).isNotNull();
            if (wanted.test(status)) return;
            last = status;
        }
    }

    /// `one c1 data.number` for what drifted, `one c2 not-found` for what is not as it should be.
    private static Set<String> oddities(Value status) {
        var odd = new TreeSet<String>();
        for (MapValue object : status.listAt("objects").maps()) {
            String name = object.textAt("ref", "name");
            for (MapValue member : object.listAt("members").maps()) {
                String place = member.textAt("cluster") + " " + name + " ";
                if (!"current".equals(member.textAt("phase"))) odd.add(place + member.textAt("phase"));
                if (member.isTrueAt("stale")) odd.add(place + "stale");
                member.listAt("drift").maps().forEach(drift -> odd.add(place + drift.textAt("path")));
            }
        }
        return odd;
    }

    private static ClusterClient client(RealCluster cluster) throws Exception {
        return KubeClusterClient.connect(new Connection(cluster.name(), "test", cluster.server(), new Connection.Tls(Files
                .readString(cluster.caFile()), null, false), Connection.Login.token(cluster.token()), null, List.of()),
                ConsentStore.NONE);
    }

    private void change(ClusterClient client, String name) throws Exception {
        client.patch(CONFIG_MAP, namespace, name, PatchKind.MERGE, Value.of(Map.of("data", Map.of("number", "theirs"))),
                WriteOptions.NORMAL);
    }

    @Test
    void aWatcherThatSleptSeesAllThatChangedMeanwhile() throws Exception {
        List<RealCluster> clusters = RealClusters.members("worker01", "worker02");
        write(clusters.getFirst(), clusters.getLast());
        var pushed = new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("state").toString()).variable("HOME", folder
                .toString()).with("sync", "ws");
        assertThat(pushed.exit()).as(pushed.err()).isZero();
        Process child = watcher();
        try (ClusterClient one = client(clusters.getFirst()); ClusterClient two = client(clusters.getLast())) {
            await("all as planned", status -> oddities(status).isEmpty());

            signal(child, "STOP");
            change(one, "c1");
            one.delete(CONFIG_MAP, namespace, "c2", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            change(two, "c3");
            // The one thing here that takes time by itself.
            Thread.sleep(SLEEP);
            change(two, "c4");
            lines.clear();
            signal(child, "CONT");

            await("what changed", status -> oddities(status).equals(Set.of("one c1 data.number", "one c2 not-found",
                    "two c3 data.number", "two c4 data.number")));
            change(one, "c5");
            await("what changes afterwards", status -> oddities(status).contains("one c5 data.number"));
        } finally {
            signal(child, "KILL");
        }
    }
}
