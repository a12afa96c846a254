package dev.flotilla.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

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
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Values of Secrets, planted at random, occur in nothing that is logged, told, stored or shown.
@Timeout(120)
class PlantedSecretsTest {
    private static final ApiResource SECRET = new ApiResource("v1", "Secret", "secrets", true);
    private static final String ALPHABET = "abcXYZ0189+/='\"\\\n\t{}[]:,%é漢<>&";

    @TempDir Path folder;

    private final StringBuffer sinks = new StringBuffer();
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("dev.flotilla");
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            sinks.append(new SimpleFormatter().format(entry));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    @BeforeEach
    void listen() {
        log.setLevel(Level.ALL);
        root.addHandler(log);
        ours.setLevel(Level.ALL);
    }

    @AfterEach
    void listenNoMore() {
        root.removeHandler(log);
        ours.setLevel(null);
    }

    private static String planted(Random random) {
        var value = new StringBuilder("planted-");
        for (int i = 0; i < 6 + random.nextInt(20); i++) {
            value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return value.append("-end").toString();
    }

    private static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    /// What a simulated cluster stores is its own affair, as etcd's is.
    private boolean isSandbox(Path file) {
        Path below = folder.resolve("state").relativize(file);
        return below.getNameCount() > 2 && below.getName(1).equals(Path.of("sandbox"));
    }

    /// As it may turn up: plain, in JSON, in base64.
    private void assertHidden(List<String> values) throws IOException {
        var all = new StringBuilder(sinks);
        try (var files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !isSandbox(file)).toList()) {
                all.append(Files.readString(file));
            }
        }
        for (String value : values) {
            String json = Json.write(Value.text(value));
            String inJson = json.substring(1, json.length() - 1);
            assertThat(all.toString()).doesNotContain(value).doesNotContain(inJson).doesNotContain(inGosJson(inJson))
                    .doesNotContain(encoded(value));
        }
    }

    private static String inGosJson(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noSinkOfAPushHoldsOne(long seed) throws Exception {
        var random = new Random(seed);
        var values = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            values.add(planted(random));
        }
        Path workspace = folder.resolve("workspace");
        write(workspace, values.get(0), values.get(1));
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            tell(fleet.sync(SyncOptions.NORMAL), fleet);
            ClusterClient one = fleet.session.client("one").orElseThrow();
            Manifest theirs = one.get(SECRET, "default", "s").orElseThrow().manifest();
            MapValue data = theirs.root().mapAt("data").with("a", Value.text(encoded(values.get(2))));
            // An update, as kubectl edit sends it, by a manager that is not Flotilla's own apply.
            one.update(SECRET, new Manifest(theirs.root().with("data", data)), WriteOptions.NORMAL);
            sinks.append(fleet.session.status(fleet.plan()));
            tell(fleet.sync(SyncOptions.NORMAL), fleet);
            write(workspace, values.get(3), values.get(1));
            var changed = fleet.engine.plan(fleet.engine.open(workspace), fleet.session.observed(), fleet.session.previous(),
                    null);
            SyncPlan plan = fleet.session.prepare(changed, Set.of(), SyncOptions.NORMAL.withTakeOver(true));
            sinks.append(plan);
            plan.members().getFirst().steps().forEach(step -> {
                sinks.append(step);
                if (step instanceof Change.Update update) sinks.append(update.fields()).append(update.taken());
                if (step instanceof Change.Conflict conflict) sinks.append(conflict.fields()).append(conflict.conflicts());
            });
            assertThat(plan.isEmpty()).isFalse();
            tell(fleet.run(plan), fleet);
            sinks.append(fleet.session.details().live("one", new ObjectRef("v1", "Secret", "default", "s")).orElseThrow());
            tell(fleet.session.rollback(fleet.session.history().getLast().id()).toString(), fleet);
            assertThat(one.get(SECRET, "default", "s").orElseThrow().root().textAt("data", "a")).as("it was pushed")
                    .isEqualTo(encoded(values.get(3)));
        }
        assertHidden(values);
    }

    private void tell(Object said, PushedFleet fleet) throws IOException {
        sinks.append(said).append(fleet.events).append(fleet.session.history());
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
        String value = planted(random);
        String theirs = planted(random);
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
                                : " now it is " + value + " and " + inGosJson(Json.write(Value.text(value))));
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
        assertThat(sinks.toString()).contains("ClusterException");
        assertHidden(List.of(value, theirs));
    }

    private interface Call {
        Object call() throws ClusterException;
    }

    private void failing(Call call) {
        try {
            sinks.append(call.call());
        } catch (ClusterException e) {
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            sinks.append(trace).append(e.failure()).append(e.failure().arguments());
        }
    }
}
