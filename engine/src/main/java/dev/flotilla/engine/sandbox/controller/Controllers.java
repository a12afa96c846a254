package dev.flotilla.engine.sandbox.controller;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.controller.WorkQueue.Task;
import dev.flotilla.engine.sandbox.store.Change;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.sandbox.store.ObjectStore;
import dev.flotilla.engine.sandbox.store.ObjectStore.Subscription;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs all controllers of one sandbox on one thread.
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);

    /// Who looks at a changed object of a storage.
    private static final Map<String, String> OWN = Map.ofEntries(Map.entry("apps/deployments", "deployment"),
            Map.entry("apps/replicasets",
                    "replicaset"),
            Map.entry("apps/statefulsets", "statefulset"), Map.entry("apps/daemonsets", "daemonset"), Map.entry("batch/jobs",
                    "job"),
            Map.entry("/services", "service"), Map.entry("/namespaces", "namespace"), Map.entry("/pods", "pod"), Map.entry(
                    "/persistentvolumeclaims", "claim"),
            Map.entry("/secrets", "secret"), Map.entry(
                    "apiextensions.k8s.io/customresourcedefinitions", "definition"));
    private static final Map<String, String> BY_KIND = Map.of("Deployment", "deployment", "ReplicaSet", "replicaset",
            "StatefulSet",
            "statefulset", "DaemonSet", "daemonset", "Job", "job");

    /// What the nodes offer.
    ///
    /// @param version of the kubelets
    public record Capacity(int nodes, String cpu, String memory, int pods, String version) {}

    private final World world;
    private final WorkQueue queue;
    private final Backend backend;
    private final Nodes nodes;
    private final GarbageCollector garbage;
    private final Map<String, Reconciler> reconcilers = new LinkedHashMap<>();
    private final Subscription subscription;
    private final String name;
    private @Nullable Thread thread;

    /// @param issue     makes a bearer token for a user
    /// @param authority PEM text of the certificate that clients trust
    /// @param before    what the sandbox held when it ran last; `null` for a fresh one
    public Controllers(Backend backend, UnaryOperator<String> issue, String authority, Capacity capacity,
            ObjectStore.@Nullable Contents before) {
        this.backend = backend;
        this.name = "sandbox-controllers";
        world = new World(backend);
        queue = world.queue();
        nodes = new Nodes(world, capacity);
        garbage = new GarbageCollector(world);
        var scheduler = new Scheduler(world, nodes);
        var pods = new Pods(world, nodes, scheduler);
        var namespaces = new Namespaces(world, authority);
        reconcilers.put("namespace", namespaces::reconcile);
        reconcilers.put("definition", new Definitions(world)::reconcile);
        reconcilers.put("deployment", new Deployments(world)::reconcile);
        reconcilers.put("replicaset", new ReplicaSets(world)::reconcile);
        reconcilers.put("statefulset", new StatefulSets(world)::reconcile);
        reconcilers.put("daemonset", new DaemonSets(world, nodes)::reconcile);
        reconcilers.put("job", new Jobs(world)::reconcile);
        reconcilers.put("pod", pods::reconcile);
        reconcilers.put("service", new Services(world)::reconcile);
        reconcilers.put("claim", new Claims(world)::reconcile);
        reconcilers.put("secret", new TokenSecrets(world, issue, authority)::reconcile);
        reconcilers.put("garbage", garbage::reconcile);
        subscription = backend.store().listen(this::observe);
        if (before == null) {
            new Bootstrap(world).run();
            nodes.create();
        } else {
            backend.store().restore(before);
            world.list("apiextensions.k8s.io", "CustomResourceDefinition", "").stream()
                    .filter(definition -> World.isTrue(definition, "Established")).forEach(backend.catalog()::serve);
            nodes.findDown();
        }
        namespaces.fillAll();
    }

    public void start() {
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /// Lets this much time pass at once. To be called before [#start].
    public void passTime(Duration passed) {
        long end = world.time().nanos() + passed.toNanos();
        for (Task task = queue.takeBefore(end); task != null; task = queue.takeBefore(end)) {
            step(task);
        }
        world.time().leapTo(end);
    }

    private void run() {
        try {
            for (Task task = queue.take(); task != null; task = queue.take()) {
                step(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(Task task) {
        Reconciler reconciler = reconcilers.get(task.controller());
        if (reconciler == null) return;
        int slash = task.key().indexOf('/');
        try {
            reconciler.reconcile(task.key().substring(0, slash), task.key().substring(slash + 1));
        } catch (RuntimeException e) {
            LOG.error("sandbox controller failed controller={} object={}", task.controller(), task.key(), e);
        }
    }

    /// Called under the store's lock: only puts tasks into the queue.
    private void observe(Change change) {
        garbage.observe(change);
        MapValue object = change.object();
        String key = Meta.namespace(object) + "/" + Meta.name(object);
        String own = OWN.get(change.id().storage());
        if (own != null) queue.add(new Task(own, key), 0);
        MapValue owner = Meta.controller(object);
        String by = owner == null ? null : BY_KIND.get(String.valueOf(owner.textAt("kind")));
        if (owner != null && by != null) queue.add(new Task(by, Meta.namespace(object) + "/" + owner.textAt("name")), 0);
        switch (change.id().storage()) {
            case "/pods" -> podChanged(change);
            case "/nodes" -> nodeChanged();
            default -> {
            }
        }
        if (change.type() == Change.Type.DELETED && !Meta.namespace(object).isEmpty()) {
            MapValue namespace = backend.store().get(backend.id(backend.kind("", "Namespace"), "", Meta.namespace(object)));
            if (namespace != null && Meta.isBeingDeleted(namespace))
                queue.add(new Task("namespace", "/" + Meta.namespace(object)), 0);
        }
    }

    private void podChanged(Change change) {
        for (MapValue service : backend.store().list("/services", Meta.namespace(change.object()))) {
            queue.add(new Task("service", Meta.namespace(service) + "/" + Meta.name(service)), world.nanos(20));
        }
        // Room on a node: whoever waits for it is looked at again.
        if (change.type() == Change.Type.DELETED) wakePending();
    }

    private void wakePending() {
        for (MapValue pod : backend.store().list("/pods", "")) {
            if (pod.at("spec", "nodeName") == null)
                queue.add(new Task("pod", Meta.namespace(pod) + "/" + Meta.name(pod)), world.nanos(50));
        }
    }

    private void nodeChanged() {
        wakePending();
        for (MapValue set : backend.store().list("apps/daemonsets", "")) {
            queue.add(new Task("daemonset", Meta.namespace(set) + "/" + Meta.name(set)), 0);
        }
    }

    public void setNodeDown(String node, boolean down) {
        nodes.setDown(node, down);
        for (MapValue pod : backend.store().list("/pods", "")) {
            if (node.equals(pod.textAt("spec", "nodeName")))
                queue.add(new Task("pod", Meta.namespace(pod) + "/" + Meta.name(pod)), 0);
        }
    }

    public void setTimeScale(double factor) {
        if (factor < 0) throw new IllegalArgumentException("time does not run backwards");
        world.setScale(factor);
    }

    @Override
    public void close() {
        subscription.close();
        queue.close();
        Thread running = thread;
        if (running != null) running.interrupt();
    }
}
