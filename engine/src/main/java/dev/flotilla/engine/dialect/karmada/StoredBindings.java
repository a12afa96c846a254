package dev.flotilla.engine.dialect.karmada;

import java.time.DateTimeException;
import java.time.Instant;
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
    static final State NONE = new State("", List.of(), Set.of(), "", false, List.of(), null, false);
    private static final String APPLIED = "policy.karmada.io/applied-placement";

    private final Map<Key, MapValue> bindings = new HashMap<>();
    /// When a fresh start was asked for; empty where nobody knows.
    private final Map<Key, String> rebalanced = new HashMap<>();

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
    /// @param components the pod templates that the control plane told apart; empty for most objects
    /// @param applied  the placement of the last pass, as it was written down; `null` where nobody knows
    /// @param suspended whether the scheduler leaves it alone
    record State(String uid, List<Binding.Target> previous, Set<String> evicting, String observed, boolean fresh,
            List<Binding.Component> components, @Nullable String applied, boolean suspended) {
        /// The same object after a push: what it gave counts for more than a record from some control plane.
        State pushed(List<Binding.Target> targets) {
            return new State(uid, targets, evicting, observed, fresh, components, null, false);
        }
    }

    StoredBindings(List<Document> documents) {
        for (Document document : documents) {
            Manifest manifest = document.manifest();
            String group = manifest.type().group();
            if (group.equals("work.karmada.io") && manifest.kind().endsWith("ResourceBinding")) {
                bindings.put(Key.of(manifest.root().mapAt("spec", "resource")), manifest.root());
            } else if (group.equals("apps.karmada.io") && manifest.kind().equals("WorkloadRebalancer")) {
                manifest.root().listAt("spec", "workloads").maps().forEach(workload -> rebalanced.put(
                        Key.of(workload), text(manifest.root().textAt("metadata", "creationTimestamp"))));
            }
        }
    }

    State of(Manifest template) {
        ObjectRef ref = template.ref();
        var key = new Key(ref.type(), ref.namespace(), ref.name());
        MapValue binding = bindings.get(key);
        if (binding == null) {
            return rebalanced.containsKey(key) ? new State("", List.of(), Set.of(), "", true, List.of(), null, false) : NONE;
        }
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
                text(binding.textAt("status", "schedulerObservingAffinityName")), isFresh(key, binding),
                Binding.Component.readAll(binding.mapAt("spec")), binding.textAt("metadata", "annotations", APPLIED),
                binding.isTrueAt("spec", "suspension", "scheduling"));
    }

    private boolean isFresh(Key key, MapValue binding) {
        String last = text(binding.textAt("status", "lastScheduledTime"));
        String asked = rebalanced.get(key);
        if (asked != null && (asked.isEmpty() || last.isEmpty() || isAfter(asked, last))) return true;
        String triggered = text(binding.textAt("spec", "rescheduleTriggeredAt"));
        return !triggered.isEmpty() && !last.isEmpty() && isAfter(triggered, last);
    }

    private static boolean isAfter(String one, String other) {
        try {
            return Instant.parse(one).isAfter(Instant.parse(other));
        } catch (DateTimeException _) {
            return one.compareTo(other) > 0;
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
