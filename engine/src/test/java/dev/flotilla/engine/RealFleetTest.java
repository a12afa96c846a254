package dev.flotilla.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A host and three members, all of them real.
@Tag("cluster")
@Timeout(300)
class RealFleetTest {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);

    @TempDir Path folder;

    private final String namespace = "fleet-" + ProcessHandle.current().pid();

    private static List<LiveObject> objects(ClusterClient client, String namespace) throws Exception {
        return client.listAll(CONFIG_MAP, ListQuery.in(namespace)).stream().filter(object -> object.ownManager() != null)
                .toList();
    }

    @Test
    void aHostIsReachedAndThreeMembersArePushedToWhileOneOfThemHangsForHalfAMinute() throws Exception {
        RealCluster host = RealClusters.host("host");
        List<RealCluster> members = RealClusters.members("worker01", "worker02", "worker03");
        var kubeconfigs = new LinkedHashMap<String, Path>();
        kubeconfigs.put("one", members.get(0).kubeconfig());
        kubeconfigs.put("two", members.get(1).tokenKubeconfig());
        kubeconfigs.put("three", members.get(2).kubeconfig());
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 60, kubeconfigs);
        Path settings = workspace.resolve("flotilla.yaml");
        Files.writeString(settings, Files.readString(settings) + "  host: {kubeconfig: \"" + host.kubeconfig().toAbsolutePath()
                + "\"}\n");
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            assertThat(fleet.session.host()).hasValueSatisfying(seen -> assertThat(seen.state())
                    .isEqualTo(MemberConnection.State.READY));
            var plan = fleet.prepare(SyncOptions.NORMAL.withPatience(20));
            members.get(2).pause();
            // The pause itself is the fault: half a minute, whatever the run does.
            Thread waking = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(30_000);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                } finally {
                    members.get(2).resume();
                }
            });
            var finished = new ArrayList<String>();
            RunRecord run = fleet.session.run(plan).execute(event -> {
                if (event instanceof SyncEvent.MemberFinished done)
                    finished.add(done.cluster() + (waking.isAlive()
                            ? " while it hung"
                            : ""));
            });
            waking.join();

            assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
            assertThat(finished).contains("one while it hung", "two while it hung").element(2).asString().startsWith("three");
            for (Map.Entry<String, Path> member : kubeconfigs.entrySet()) {
                assertThat(objects(fleet.session.client(member.getKey()).orElseThrow(), namespace)).hasSize(60);
            }
            assertThat(objects(fleet.session.client(FleetSession.HOST).orElseThrow(), namespace)).isEmpty();

            var before = versions(fleet, kubeconfigs);
            RunRecord again = fleet.sync(SyncOptions.NORMAL);
            assertThat(again.members()).extracting(MemberSummary::unchanged).containsOnly(60);
            assertThat(versions(fleet, kubeconfigs)).isEqualTo(before);
        }
    }

    private Map<String, List<String>> versions(PushedFleet fleet, Map<String, Path> members) throws Exception {
        var versions = new LinkedHashMap<String, List<String>>();
        for (String member : members.keySet()) {
            versions.put(member, objects(fleet.session.client(member).orElseThrow(), namespace).stream()
                    .map(LiveObject::resourceVersion).toList());
        }
        return versions;
    }
}
