package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.dialect.karmada.schedule.Binding;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What a workspace holds of a control plane's own records: bindings that were copied from one, and rebalancers that ask for a
/// fresh start.
final class StoredBindings {
    private static final State NONE = new State("", List.of(), Set.of(), "", false);

    private final Map<Key, MapValue> bindings = new HashMap<>();
    private final Set<Key> rebalanced = new HashSet<>();

    private record Key(TypeRef type, @Nullable String namespace, String name) {
        static Key of(MapValue reference) {
            String namespace = reference.textAt("namespace");
            return new Key(new TypeRef(String.valueOf(reference.textAt("apiVersion")), String.valueOf(reference.textAt("kind"))),
                    namespace == null || namespace.isEmpty() ? null : namespace, String.valueOf(reference.textAt("name")));
        }
    }

    /// Where an object stands before it is scheduled again.
    ///
    /// @param uid      of the template; empty while unknown
    /// @param evicting clusters that are being left
    /// @param observed the affinity group used last
    /// @param fresh    whether old results do not count
    record State(String uid, List<Binding.Target> previous, Set<String> evicting, String observed, boolean fresh) {}

    StoredBindings(List<Document> documents) {
        for (Document document : documents) {
            Manifest manifest = document.manifest();
            String group = manifest.type().group();
            if (group.equals("work.karmada.io") && manifest.kind().endsWith("ResourceBinding")) {
                bindings.put(Key.of(manifest.root().mapAt("spec", "resource")), manifest.root());
            } else if (group.equals("apps.karmada.io") && manifest.kind().equals("WorkloadRebalancer")) {
                manifest.root().listAt("spec", "workloads").maps().forEach(workload -> rebalanced.add(Key.of(workload)));
            }
        }
    }

    State of(Manifest template) {
        ObjectRef ref = template.ref();
        var key = new Key(ref.type(), ref.namespace(), ref.name());
        MapValue binding = bindings.get(key);
        boolean fresh = rebalanced.contains(key);
        if (binding == null) return fresh ? new State("", List.of(), Set.of(), "", true) : NONE;
        var previous = new ArrayList<Binding.Target>();
        for (MapValue cluster : binding.listAt("spec", "clusters").maps()) {
            Long replicas = cluster.intAt("replicas");
            previous.add(new Binding.Target(String.valueOf(cluster.textAt("name")),
                    replicas == null ? 0 : (int) Math.clamp(replicas, 0, Integer.MAX_VALUE)));
        }
        var evicting = new HashSet<String>();
        binding.listAt("spec", "gracefulEvictionTasks").maps()
                .forEach(task -> evicting.add(String.valueOf(task.textAt("fromCluster"))));
        return new State(text(binding.textAt("spec", "resource", "uid")), List.copyOf(previous), Set.copyOf(evicting),
                text(binding.textAt("status", "schedulerObservingAffinityName")), fresh);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
