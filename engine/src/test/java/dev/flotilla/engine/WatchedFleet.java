package dev.flotilla.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A process of its own that plays many API servers at once, as far as a watcher can tell: discovery, LIST in pages, WATCH, and
/// objects that change all the time. Their JSON is what Kubernetes 1.20 says of [ManyObjects]; it is made anew for each answer,
/// so that many members cost little here. `main` writes a workspace that has them as its members, and runs until its input ends.
final class WatchedFleet {
    static final String NAME = "watched";

    private final int objects;
    private final String set = new ApplySet(NAME).id();
    private final long[] versions;
    private final Map<String, List<BlockingQueue<String>>> watches = new HashMap<>(
            Map.of("configmaps", new CopyOnWriteArrayList<>(),
                    "deployments", new CopyOnWriteArrayList<>()));
    /// Labels and annotations of each object as they are planned, so that nothing drifts.
    private final String[] marks;
    private long version;

    private WatchedFleet(int objects) {
        this.objects = objects;
        this.versions = new long[objects];
        this.marks = new String[objects];
        for (int i = 0; i < objects; i++) {
            versions[i] = ++version;
        }
    }

    /// @param arguments folder to write to, members, objects on each, changes a second on each
    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int members = Integer.parseInt(arguments[1]);
        int objects = Integer.parseInt(arguments[2]);
        int changes = Integer.parseInt(arguments[3]);
        Files.createDirectories(folder.resolve("kube"));
        var kubeconfigs = new java.util.LinkedHashMap<String, Path>();
        var fleet = new ArrayList<WatchedFleet>();
        for (int i = 0; i < members; i++) {
            var member = new WatchedFleet(objects);
            fleet.add(member);
            String name = "member%02d".formatted(i);
            kubeconfigs.put(name, Files.writeString(folder.resolve("kube").resolve(name), """
                    current-context: c
                    clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    users: [{name: u, user: {token: none}}]
                    """.formatted(member.serve())));
        }
        ManyObjects.write(folder.resolve("workspace"), NAME, objects, kubeconfigs);
        var engine = Engine.standard();
        var plan = engine.plan(engine.open(folder.resolve("workspace")), Map.of(), Map.of(), null);
        var names = List.copyOf(kubeconfigs.keySet());
        for (int i = 0; i < members; i++) {
            fleet.get(i).mark(plan, names.get(i));
        }
        System.out.println("ready");
        var ticker = Executors.newSingleThreadScheduledExecutor();
        var random = new Random(1);
        var unused = ticker.scheduleAtFixedRate(() -> fleet.forEach(member -> member.change(random.nextInt(objects))), 1_000_000,
                1_000_000
                        / changes,
                TimeUnit.MICROSECONDS);
        while (System.in.read() >= 0) {
            // Whoever started this holds the pipe.
        }
        System.exit(0);
    }

    private void mark(FleetPlan plan, String member) {
        plan.objects().forEach(object -> object.on(member).ifPresent(placed -> {
            MapValue metadata = placed.manifest().root().mapAt("metadata");
            MapValue labels = metadata.mapAt("labels").with(ApplySet.PART_OF, Value.text(set));
            String name = placed.manifest().name();
            int number = Integer.parseInt(name.substring(1));
            marks[name.startsWith("c") ? number : objects / 2 + number] = "\"labels\":" + labels + ",\"annotations\":" + metadata
                    .mapAt("annotations");
        }));
    }

    private int serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String plural = path.substring(path.lastIndexOf('/') + 1);
        if (watches.containsKey(plural)) {
            if (query.contains("watch=true")) {
                watch(exchange, plural);
            } else {
                answer(exchange, 200, page(plural, query));
            }
            return;
        }
        switch (path) {
            case "/version" -> answer(exchange, 200, "{\"gitVersion\":\"v1.20.2\"}");
            case "/apis" ->
                answer(exchange, 200, "{\"groups\":[{\"name\":\"apps\",\"versions\":[{\"groupVersion\":\"apps/v1\"}]}]}");
            case "/api/v1" -> answer(exchange, 200,
                    "{\"resources\":[{\"name\":\"configmaps\",\"kind\":\"ConfigMap\",\"namespaced\":true},"
                            + "{\"name\":\"namespaces\",\"kind\":\"Namespace\",\"namespaced\":false}]}");
            case "/apis/apps/v1" -> answer(exchange, 200,
                    "{\"resources\":[{\"name\":\"deployments\",\"kind\":\"Deployment\",\"namespaced\":true}]}");
            default -> answer(exchange, 404, "{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /// Object numbers below the half are ConfigMaps.
    private synchronized String page(String plural, String query) {
        int half = objects / 2;
        int from = parameter(query, "continue", 0);
        int to = Math.min(half, from + parameter(query, "limit", half));
        var text = new StringBuilder("{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"")
                .append(version)
                .append('"');
        if (to < half) text.append(",\"continue\":\"").append(to).append('"');
        text.append("},\"items\":[");
        for (int i = from; i < to; i++) {
            if (i > from) text.append(',');
            text.append(object(plural.equals("configmaps") ? i : half + i));
        }
        return text.append("]}").toString();
    }

    private static int parameter(String query, String name, int otherwise) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) return Integer.parseInt(pair.substring(name.length() + 1));
        }
        return otherwise;
    }

    private void watch(HttpExchange exchange, String plural) throws IOException {
        var events = new LinkedBlockingQueue<String>();
        watches.get(plural).add(events);
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (true) {
                out.write(events.take().getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            watches.get(plural).remove(events);
        }
    }

    private synchronized void change(int number) {
        versions[number] = ++version;
        String event = "{\"type\":\"MODIFIED\",\"object\":" + object(number) + "}\n";
        watches.get(number < objects / 2 ? "configmaps" : "deployments").forEach(watch -> watch.add(event));
    }

    private String object(int number) {
        int half = objects / 2;
        return number < half ? configMap(number) : deployment(number - half, versions[number]);
    }

    private String metadata(String name, long version, int number, String owned, String theirs) {
        return """
                "metadata":{"name":"%1$s","namespace":"%2$s","uid":"5f0c1f7e-0000-4000-8000-%3$012d","resourceVersion":"%4$d","generation":1,\
                "creationTimestamp":"2026-01-01T00:00:00Z",%6$s,"managedFields":[{"manager":"flotilla",\
                "operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":\
                {"f:labels":{"f:%5$s":{}}},%7$s}}%8$s]}"""
                .formatted(name, NAME, number, version, ApplySet.PART_OF, marks[number], owned, theirs);
    }

    private String configMap(int i) {
        return """
                {"apiVersion":"v1","kind":"ConfigMap",%s,"data":{"number":"%d"}}""".formatted(metadata("c" + i, versions[i], i,
                "\"f:data\":{\"f:number\":{}}", ""), i);
    }

    private String deployment(int i, long version) {
        String owned = """
                "f:spec":{"f:replicas":{},"f:selector":{"f:matchLabels":{"f:app":{}}},"f:template":{"f:metadata":{"f:labels":{"f:app":{}}},\
                "f:spec":{"f:containers":{"k:{\\"name\\":\\"nginx\\"}":{".":{},"f:image":{},"f:name":{},"f:ports":\
                {"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}}}}}}}}""";
        String theirs = """
                ,{"manager":"kube-controller-manager","operation":"Update","apiVersion":"apps/v1","time":"2026-01-01T00:00:00Z",\
                "fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:annotations":{".":{},"f:deployment.kubernetes.io/revision":{}}},"f:status":\
                {"f:availableReplicas":{},"f:conditions":{".":{},"k:{\\"type\\":\\"Available\\"}":{".":{},"f:lastTransitionTime":{},\
                "f:lastUpdateTime":{},"f:message":{},"f:reason":{},"f:status":{},"f:type":{}},"k:{\\"type\\":\\"Progressing\\"}":{".":{},\
                "f:lastTransitionTime":{},"f:lastUpdateTime":{},"f:message":{},"f:reason":{},"f:status":{},"f:type":{}}},\
                "f:observedGeneration":{},"f:readyReplicas":{},"f:replicas":{},"f:updatedReplicas":{}}}}""";
        return """
                {"apiVersion":"apps/v1","kind":"Deployment",%1$s,"spec":{"replicas":2,"selector":{"matchLabels":{"app":"d%2$d"}},"template":\
                {"metadata":{"creationTimestamp":null,"labels":{"app":"d%2$d"}},"spec":{"containers":[{"name":"nginx","image":"nginx:1.27",\
                "ports":[{"containerPort":80,"protocol":"TCP"}],"resources":{},"terminationMessagePath":"/dev/termination-log",\
                "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always",\
                "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}},\
                "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%%","maxSurge":"25%%"}},"revisionHistoryLimit":10,\
                "progressDeadlineSeconds":600},"status":{"observedGeneration":1,"replicas":2,"updatedReplicas":2,"readyReplicas":%3$d,\
                "availableReplicas":%3$d,"conditions":[{"type":"Available","status":"True","lastUpdateTime":"2026-01-01T00:00:00Z",\
                "lastTransitionTime":"2026-01-01T00:00:00Z","reason":"MinimumReplicasAvailable","message":"Deployment has minimum availability."},\
                {"type":"Progressing","status":"True","lastUpdateTime":"2026-01-01T00:00:00Z","lastTransitionTime":"2026-01-01T00:00:00Z",\
                "reason":"NewReplicaSetAvailable","message":"ReplicaSet \\"d%2$d-5d59d67564\\" has successfully progressed."}]}}"""
                .formatted(metadata("d" + i, version, objects / 2 + i, owned, theirs), i, 1 + version % 2);
    }
}
