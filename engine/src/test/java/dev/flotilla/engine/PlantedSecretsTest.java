package dev.flotilla.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.value.GoJson;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flotilla.engine.PlantedValues.encoded;
import static org.assertj.core.api.Assertions.assertThat;

/// Values of Secrets, planted at random, occur in nothing that is logged, told, stored or shown.
@Timeout(120)
class PlantedSecretsTest {
    private static final ApiResource SECRET = new ApiResource("v1", "Secret", "secrets", true);

    @TempDir Path folder;

    @RegisterExtension private final PlantedValues planted = new PlantedValues();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noSinkOfAPushHoldsOne(long seed) throws Exception {
        var random = new Random(seed);
        List<String> values = Stream.generate(() -> planted.plant(random)).limit(4).toList();
        Path workspace = folder.resolve("workspace");
        write(workspace, values.get(0), values.get(1));
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            tell(fleet.sync(SyncOptions.NORMAL), fleet);
            ClusterClient one = fleet.session.client("one").orElseThrow();
            Manifest theirs = one.get(SECRET, "default", "s").orElseThrow().manifest();
            MapValue data = theirs.root().mapAt("data").with("a", Value.text(encoded(values.get(2))));
            // An update, as kubectl edit sends it, by a manager that is not Flotilla's own apply.
            one.update(SECRET, new Manifest(theirs.root().with("data", data)), WriteOptions.NORMAL);
            planted.hear(fleet.session.status(fleet.plan()));
            tell(fleet.sync(SyncOptions.NORMAL), fleet);
            write(workspace, values.get(3), values.get(1));
            var changed = fleet.engine.plan(fleet.engine.open(workspace), fleet.session.observed(), fleet.session.previous(),
                    null);
            SyncPlan plan = fleet.session.prepare(changed, Set.of(), SyncOptions.NORMAL.withTakeOver(true));
            planted.hear(plan);
            plan.members().getFirst().steps().forEach(step -> {
                planted.hear(step);
                if (step instanceof Change.Update update) planted.hear(update.fields()).hear(update.taken());
                if (step instanceof Change.Conflict conflict) planted.hear(conflict.fields()).hear(conflict.conflicts());
            });
            assertThat(plan.isEmpty()).isFalse();
            tell(fleet.run(plan), fleet);
            planted.hear(fleet.session.details().live("one", new ObjectRef("v1", "Secret", "default", "s")).orElseThrow());
            tell(fleet.session.rollback(fleet.session.history().getLast().id()).toString(), fleet);
            assertThat(one.get(SECRET, "default", "s").orElseThrow().root().textAt("data", "a")).as("it was pushed")
                    .isEqualTo(encoded(values.get(3)));
        }
        planted.assertHidden(folder.resolve("state"));
    }

    private void tell(Object said, PushedFleet fleet) throws IOException {
        planted.hear(said).hear(fleet.events).hear(fleet.session.history());
    }

    private static void write(Path workspace, String first, String second) throws IOException {
        Files.createDirectories(workspace);
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: planted}
                spec: {members: [{name: one, sandbox: {nodes: 1}}]}
                """);
        Files.writeString(workspace.resolve("all.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: s
                  namespace: default
                  annotations: {kubectl.kubernetes.io/last-applied-configuration: %1$s}
                stringData: {a: %1$s}
                data: {b: %2$s}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: Secret}]
                  placement: {clusterAffinity: {clusterNames: [one]}}
                """.formatted(Json.write(Value.text(first)), encoded(second)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409, 422, 500, 503})
    void noFailureHoldsOneThoughTheServerSendsTheObjectBack(int status) throws Exception {
        Files.createDirectories(folder.resolve("state"));
        var random = new Random(status);
        String value = planted.plant(random);
        String theirs = planted.plant(random);
        MapValue live = (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "s",
                "namespace", "default"), "data", Map.of("c", encoded(theirs))));
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (exchange.getRequestMethod().equals("GET")) {
                    byte[] there = Json.write(live).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, there.length);
                    exchange.getResponseBody().write(there);
                    return;
                }
                // A webhook sees what is sent and what is there, and may say anything about both.
                String message = "Secret \"s\" is invalid: data: Invalid value: " + sent + ", before it was " + theirs + " or "
                        + live + (exchange.getRequestMethod().equals("DELETE")
                                ? ""
                                : " now it is " + value + " and " + GoJson.SINCE_1_22.write(Value.text(value)));
                byte[] answer = Json.write(MapValue.builder().put("kind", "Status").put("code", status).put("message", message)
                        .put("details", MapValue.of("causes", Value.of(List.of(Map.of("message", message))))).build())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        var manifest = new Manifest(
                (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "s",
                        "namespace", "default"), "stringData", Map.of("a", value), "data", Map.of("b", encoded(value)))));
        try (ClusterClient client = KubeClusterClient.connect(Connection.local("one", URI.create("http://127.0.0.1:" + server
                .getAddress().getPort()), "t"), ConsentStore.NONE)) {
            failing(() -> client.apply(SECRET, manifest, WriteOptions.NORMAL));
            failing(() -> client.create(SECRET, manifest, WriteOptions.NORMAL));
            failing(() -> client.update(SECRET, manifest, WriteOptions.NORMAL));
            failing(() -> client.patch(SECRET, "default", "s", PatchKind.MERGE, manifest.root(), WriteOptions.NORMAL));
            failing(() -> client.delete(SECRET, "default", "s", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null,
                    false)));
        } finally {
            server.stop(0);
        }
        assertThat(planted.heard()).contains("ClusterException");
        planted.assertHidden(folder.resolve("state"));
    }

    private interface Call {
        Object call() throws ClusterException;
    }

    private void failing(Call call) {
        try {
            planted.hear(call.call());
        } catch (ClusterException e) {
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            planted.hear(trace).hear(e.failure()).hear(e.failure().arguments());
        }
    }
}
