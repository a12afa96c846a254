package dev.flotilla.engine;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Two real members and a workspace of ConfigMaps in a namespace of the test's own: what tests of faults have in common.
abstract class FaultFixture {
    static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    static final ApiResource NAMESPACE = new ApiResource("v1", "Namespace", "namespaces", false);
    static final ApiResource SECRET = new ApiResource("v1", "Secret", "secrets", true);
    static final ApiResource SERVICE_ACCOUNT = new ApiResource("v1", "ServiceAccount", "serviceaccounts", true);
    static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir Path folder;

    final List<RealCluster> clusters = new ArrayList<>();
    final String namespace = "fault-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();

    @BeforeEach
    void startClusters() {
        clusters.addAll(RealClusters.members("worker01", "worker02"));
    }

    Map<String, Path> both() {
        var members = new LinkedHashMap<String, Path>();
        members.put("one", clusters.getFirst().kubeconfig());
        members.put("two", clusters.getLast().tokenKubeconfig());
        return members;
    }

    PushedFleet fleet(int count, Map<String, Path> members) {
        ConfigMapWorkspace.write(folder.resolve("workspace"), namespace, count, members);
        return new PushedFleet(folder.resolve("workspace"), folder.resolve("state"));
    }

    long pushed(PushedFleet fleet, String member) throws ClusterException {
        ClusterClient client = fleet.session.client(member).orElseThrow();
        return client.listAll(CONFIG_MAP, ListQuery.in(namespace)).stream().filter(object -> object.ownManager() != null).count();
    }

    /// Somebody edits a ConfigMap of the first member.
    void edit(String name, String number) throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (var http = HttpClient.newBuilder().sslContext(Pem.trusting(cluster.caFile())).build()) {
            var request = HttpRequest
                    .newBuilder(URI.create(cluster.server() + "/api/v1/namespaces/" + namespace + "/configmaps/" + name
                            + "?fieldManager=kubectl-edit"))
                    .header("Authorization", "Bearer " + cluster.token())
                    .header("Content-Type", PatchKind.MERGE.mediaType())
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"data\":{\"number\":\"" + number + "\"}}")).build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }
    static void delete(PushedFleet fleet, String namespace) throws ClusterException {
        for (String member : List.of("one", "two")) {
            fleet.session.client(member).orElseThrow().delete(NAMESPACE, null, namespace, new DeleteOptions(
                    DeleteOptions.Propagation.BACKGROUND, null, false));
        }
    }

    interface Look<T> {
        Optional<T> look() throws Exception;
    }

    /// Looks again and again until there is an answer.
    static <T> T until(Look<T> look) throws Exception {
        long deadline = System.nanoTime() + PushedFleet.PATIENCE.toNanos();
        while (true) {
            Optional<T> answer = look.look();
            if (answer.isPresent()) return answer.get();
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    static Manifest manifest(Map<String, Object> root) {
        return new Manifest((MapValue) Value.of(root));
    }
}
