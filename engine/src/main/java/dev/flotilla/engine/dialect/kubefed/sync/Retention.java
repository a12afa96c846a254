package dev.flotilla.engine.dialect.kubefed.sync;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What an update takes over from the object in the member cluster.
///
/// KubeFed computes template, then this, then overrides, so that an override always beats what is retained.
///
/// Source: kubefed `pkg/controller/sync/dispatch/retain.go` RetainClusterFields.
public final class Retention {
    public static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath PORTS = FieldPath.of("spec", "ports");

    private Retention() {}

    /// @param manifest what to send; what was desired when `error` says why there is nothing
    /// @param error    the field that is not of the type it must have, or `null`: KubeFed's FieldRetentionFailed
    public record Retained(MapValue manifest, @Nullable FieldPath error) {}

    /// As KubeFed does it, with the whole object sent.
    ///
    /// @param federated the federated object, for `spec.retainReplicas`
    public static Retained retain(String targetKind, MapValue desired, MapValue live, MapValue federated) {
        MapValue metadata = desired.mapAt("metadata");
        MapValue seen = live.mapAt("metadata");
        for (String key : new String[]{"resourceVersion", "finalizers", "annotations"}) {
            Value value = seen.get(key);
            metadata = value == null || isUnset(value) ? metadata.without(key) : metadata.with(key, value);
        }
        return retainFields(targetKind, desired.with("metadata", metadata), live, federated);
    }

    /// Only what the kind's own fields ask for; server-side apply keeps other people's metadata by itself.
    public static Retained retainFields(String targetKind, MapValue desired, MapValue live, MapValue federated) {
        return switch (targetKind) {
            case "Service" -> service(desired, live);
            case "ServiceAccount" -> serviceAccount(desired, live);
            default -> replicas(desired, live, federated);
        };
    }

    /// Kubernetes' accessors find nothing in what is not of the type it must have.
    private static boolean isUnset(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.isEmpty();
            case MapValue map -> map.texts().size() != map.size();
            case ListValue list -> list.texts().size() != list.size();
            case Value.Null _,Value.Bool _,Value.Int _,Value.Dec _ -> true;
        };
    }

    /// Kubernetes' accessors fail at a `spec` that is something else; one that is not there holds nothing.
    private static boolean isNoMap(@Nullable Value spec) {
        return spec != null && spec != Value.NULL && !(spec instanceof MapValue);
    }

    /// Where a field has to be written, `null` is in the way too.
    private static boolean isInTheWay(@Nullable Value spec) {
        return spec != null && !(spec instanceof MapValue);
    }

    private static Retained replicas(MapValue desired, MapValue live, MapValue federated) {
        if (isNoMap(federated.get("spec"))) return new Retained(desired, SPEC);
        Value retain = federated.at("spec", "retainReplicas");
        if (retain != null && !(retain instanceof Value.Bool))
            return new Retained(desired, FieldPath.of("spec", "retainReplicas"));
        if (!federated.isTrueAt("spec", "retainReplicas")) return new Retained(desired, null);
        if (isNoMap(live.get("spec"))) return new Retained(desired, SPEC);
        Value replicas = live.at(REPLICAS);
        if (replicas == null) return new Retained(desired, null);
        if (!(replicas instanceof Value.Int)) return new Retained(desired, REPLICAS);
        if (isInTheWay(desired.get("spec"))) return new Retained(desired, SPEC);
        return new Retained((MapValue) desired.set(REPLICAS, replicas), null);
    }

    private static Retained serviceAccount(MapValue desired, MapValue live) {
        var place = FieldPath.of("secrets");
        Value own = desired.get("secrets");
        if (own != null && !(own instanceof ListValue)) return new Retained(desired, place);
        if (own instanceof ListValue list && !list.isEmpty()) return new Retained(desired, null);
        Value theirs = live.get("secrets");
        if (theirs == null) return new Retained(desired, null);
        if (!(theirs instanceof ListValue list)) return new Retained(desired, place);
        return new Retained(list.isEmpty() ? desired : desired.with("secrets", list), null);
    }

    private static Retained service(MapValue desired, MapValue live) {
        if (isNoMap(live.get("spec"))) return new Retained(desired, SPEC);
        Value out = desired;
        Value port = live.at("spec", "healthCheckNodePort");
        if (port != null && !(port instanceof Value.Int))
            return new Retained(desired, FieldPath.of("spec", "healthCheckNodePort"));
        if (port instanceof Value.Int(long number) && number > 0)
            out = out.set(FieldPath.of("spec", "healthCheckNodePort"), port);

        Value address = live.at("spec", "clusterIP");
        if (address != null && !(address instanceof Value.Text)) return new Retained(desired, FieldPath.of("spec", "clusterIP"));
        if (address instanceof Value.Text(String text) && !text.isEmpty())
            out = out.set(FieldPath.of("spec", "clusterIP"), address);

        Value addresses = live.at("spec", "clusterIPs");
        if (addresses != null && !isListOfTexts(addresses)) return new Retained(desired, FieldPath.of("spec", "clusterIPs"));
        if (addresses instanceof ListValue list && !list.isEmpty()) out = out.set(FieldPath.of("spec", "clusterIPs"), list);

        Value theirs = live.at(PORTS);
        boolean blocked = isInTheWay(desired.get("spec")) && (theirs != null || out != desired);
        if (blocked) return new Retained(desired, SPEC);
        if (theirs == null) return new Retained((MapValue) out, null);
        Value own = desired.at(PORTS);
        if (!(theirs instanceof ListValue livePorts) || own != null && !(own instanceof ListValue))
            return new Retained(desired, PORTS);
        return new Retained((MapValue) out.set(PORTS, ports(own instanceof ListValue list ? list : ListValue.EMPTY, livePorts)),
                null);
    }

    private static boolean isListOfTexts(Value value) {
        return value instanceof ListValue list && list.texts().size() == list.size();
    }

    /// A port is the same when name, protocol and number are, where a missing one is a value like any other. The protocol that
    /// servers default to is therefore not found again when the template leaves it out.
    private static ListValue ports(ListValue desired, ListValue live) {
        ListValue out = desired;
        for (int i = 0; i < desired.size(); i++) {
            if (!(desired.items().get(i) instanceof MapValue port)) continue;
            MapValue kept = port;
            for (MapValue theirs : live.maps()) {
                Value nodePort = theirs.get("nodePort");
                if (nodePort != null && isSame(port, theirs)) kept = kept.with("nodePort", nodePort);
            }
            out = out.with(i, kept);
        }
        return out;
    }

    private static boolean isSame(MapValue one, MapValue other) {
        for (String key : new String[]{"name", "protocol", "port"}) {
            Value a = one.get(key);
            Value b = other.get(key);
            if (a == null ? b != null && b != Value.NULL : !a.equals(b) && !(a == Value.NULL && b == null)) return false;
        }
        return true;
    }
}
