package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a member cluster may keep when its object is updated.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/retain.go, pkg/util/lifted/retain.go.
final class Retention {
    private static final String RETAIN_REPLICAS = "resourcetemplate.karmada.io/retain-replicas";

    private Retention() {}

    /// `null` where the kind keeps nothing.
    static @Nullable Manifest of(Manifest desired, Manifest live) throws UnreadableException {
        return switch (Kinds.of(desired)) {
            case DEPLOYMENT -> replicas(desired, live);
            case POD -> pod(desired, live);
            case SERVICE -> service(desired, live);
            case SERVICE_ACCOUNT -> serviceAccount(desired, live);
            case CLAIM -> {
                Value volume = live.at("spec", "volumeName");
                if (volume != null && !(volume instanceof Value.Text)) throw new UnreadableException("spec.volumeName", "string");
                yield volume instanceof Value.Text(String name) && !name.isEmpty()
                        ? set(desired, volume, "spec", "volumeName")
                        : desired;
            }
            case VOLUME -> keep(desired, live, "spec", "claimRef");
            case JOB -> keepMap(keepMap(desired, live, "spec", "selector", "matchLabels"), live, "spec", "template", "metadata",
                    "labels");
            case SECRET -> "kubernetes.io/service-account-token".equals(desired.root().textAt("type"))
                    ? keepMap(desired, live, "data")
                    : desired;
            default -> null;
        };
    }

    private static Manifest set(Manifest manifest, Value value, String... keys) {
        return new Manifest((MapValue) manifest.root().set(FieldPath.of(keys), value));
    }

    private static Manifest keep(Manifest desired, Manifest live, String... keys) {
        Value value = live.at(keys);
        return value == null ? desired : set(desired, value, keys);
    }

    private static Manifest keepMap(Manifest desired, Manifest live, String... keys) throws UnreadableException {
        Value value = live.at(keys);
        if (value == null) return desired;
        if (!(value instanceof MapValue map) || map.texts().size() != map.size()) {
            throw new UnreadableException(String.join(".", keys), "map-of-strings");
        }
        return set(desired, value, keys);
    }

    private static Manifest replicas(Manifest desired, Manifest live) throws UnreadableException {
        if (!"true".equals(desired.labels().get(RETAIN_REPLICAS))) return desired;
        if (!(live.at("spec", "replicas") instanceof Value.Int replicas)) throw new UnreadableException("spec.replicas", "int64");
        return set(desired, replicas, "spec", "replicas");
    }

    private static Manifest service(Manifest desired, Manifest live) throws UnreadableException {
        Manifest kept = desired;
        Value port = live.at("spec", "healthCheckNodePort");
        if (port != null && !(port instanceof Value.Int)) throw new UnreadableException("spec.healthCheckNodePort", "int64");
        if (port instanceof Value.Int(long number) && number > 0) kept = set(kept, port, "spec", "healthCheckNodePort");
        Value address = live.at("spec", "clusterIP");
        if (address != null && !(address instanceof Value.Text)) throw new UnreadableException("spec.clusterIP", "string");
        if (address instanceof Value.Text(String ip) && !ip.isEmpty()) kept = set(kept, address, "spec", "clusterIP");
        return kept;
    }

    private static Manifest serviceAccount(Manifest desired, Manifest live) throws UnreadableException {
        Manifest kept = set(desired, union("secrets", desired, live), "secrets");
        return set(kept, union("imagePullSecrets", desired, live), "imagePullSecrets");
    }

    /// The desired entries, then the live ones of other names, each as it is written; null for none.
    private static Value union(String field, Manifest desired, Manifest live) throws UnreadableException {
        var entries = new ArrayList<Value>(named(field, desired));
        var names = new HashSet<@Nullable String>();
        entries.forEach(entry -> names.add(entry.textAt("name")));
        for (MapValue entry : named(field, live)) {
            if (names.add(entry.textAt("name"))) entries.add(entry);
        }
        return entries.isEmpty() ? Value.NULL : ListValue.of(entries);
    }

    private static List<MapValue> named(String field, Manifest account) throws UnreadableException {
        Value value = account.at(field);
        if (value == null) return List.of();
        if (!(value instanceof ListValue list)) throw new UnreadableException(field, "list");
        for (int i = 0; i < list.size(); i++) {
            if (list.items().get(i).textAt("name") == null) throw new UnreadableException(field + "[" + i + "].name", "string");
        }
        return list.maps();
    }

    /// A pod's spec can hardly be changed; what admission filled in stays.
    private static Manifest pod(Manifest desired, Manifest live) throws UnreadableException {
        ObjectShapes.typed(desired);
        ObjectShapes.typed(live);
        Value spec = desired.root().mapAt("spec");
        for (String field : List.of("nodeName", "serviceAccountName", "volumes")) {
            Value value = unlessEmpty(live.at("spec", field));
            spec = value != null ? spec.set(FieldPath.of(field), value) : spec.remove(FieldPath.of(field));
        }
        for (String field : List.of("containers", "initContainers")) {
            if (spec.get(field) instanceof ListValue containers) {
                spec = spec.set(FieldPath.of(field), mounts(containers, live.root().listAt("spec", field)));
            }
        }
        Manifest kept = set(desired, spec, "spec");
        // Go's Pod always writes its status
        return kept.at("status") == null ? set(kept, MapValue.EMPTY, "status") : kept;
    }

    private static @Nullable Value unlessEmpty(@Nullable Value value) {
        return switch (value) {
            case null -> null;
            case Value.Null _ -> null;
            case Value.Text(String s) when s.isEmpty() -> null;
            case ListValue list when list.isEmpty() -> null;
            default -> value;
        };
    }

    private static ListValue mounts(ListValue desired, ListValue live) {
        var containers = new ArrayList<Value>();
        for (MapValue container : desired.maps()) {
            // Go's Container always writes its resources
            MapValue kept = container.has("resources") ? container : container.with("resources", MapValue.EMPTY);
            for (MapValue present : live.maps()) {
                if (!Objects.equals(present.textAt("name"), container.textAt("name"))) continue;
                Value mounts = unlessEmpty(present.get("volumeMounts"));
                kept = mounts != null ? kept.with("volumeMounts", mounts) : kept.without("volumeMounts");
            }
            containers.add(kept);
        }
        return ListValue.of(containers);
    }
}
