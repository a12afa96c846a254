package dev.flotilla.engine.diff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Keeps the values of Secrets out of everything that is shown, logged or stored.
public final class Secrets {
    private static final String DOTS = "•••";
    private static final FieldPath LAST_APPLIED = FieldPath.of("metadata", "annotations",
            "kubectl.kubernetes.io/last-applied-configuration");
    private static final FieldPath MANIFESTS = FieldPath.of("spec", "workload", "manifests");
    private static final List<FieldPath> APPLIED_OVERRIDES = List.of(
            FieldPath.of("metadata", "annotations", "policy.karmada.io/applied-overrides"),
            FieldPath.of("metadata", "annotations", "policy.karmada.io/applied-cluster-overrides"));
    private static final FieldPath TEMPLATE = FieldPath.of("spec", "template");
    private static final FieldPath OVERRIDES = FieldPath.of("spec", "overrides");

    private Secrets() {}

    public static boolean isSecret(Value root) {
        return "Secret".equals(root.textAt("kind")) && "v1".equals(root.textAt("apiVersion"));
    }

    /// The object with dots for its values; any other kind as it is. What kubectl notes in an annotation goes as well.
    public static MapValue masked(MapValue root) {
        return isSecret(root) ? withoutValues(root) : root;
    }

    private static MapValue withoutValues(MapValue secret) {
        MapValue masked = dotted(secret, LAST_APPLIED);
        for (String key : new String[]{"data", "stringData"}) {
            if (secret.get(key) instanceof MapValue values) {
                var dots = MapValue.builder();
                values.keys().forEach(name -> dots.put(name, DOTS));
                masked = masked.with(key, dots.build());
            }
        }
        return masked;
    }

    private static MapValue dotted(MapValue root, FieldPath path) {
        return root.at(path) == null ? root : (MapValue) root.set(path, Value.text(DOTS));
    }

    /// A control plane's record of an object, in which a Secret may stand whole, or what overrides put into one.
    public static Manifest maskedRecord(Manifest record) {
        MapValue root = masked(record.root());
        if (root.at(MANIFESTS) instanceof ListValue list) root = maskedWork(root, list);
        if (record.kind().equals("FederatedSecret")) root = maskedFederated(root);
        return root == record.root() ? record : new Manifest(root);
    }

    /// Overrides are noted down as they were applied, with their values.
    private static MapValue maskedWork(MapValue work, ListValue manifests) {
        List<Value> masked = manifests.stream().map(item -> item instanceof MapValue map ? masked(map) : item).toList();
        if (masked.equals(manifests.items())) return work;
        MapValue root = (MapValue) work.set(MANIFESTS, ListValue.of(masked));
        for (FieldPath applied : APPLIED_OVERRIDES) {
            root = dotted(root, applied);
        }
        return root;
    }

    private static MapValue maskedFederated(MapValue federated) {
        MapValue root = dotted(federated, LAST_APPLIED);
        if (root.at(TEMPLATE) instanceof MapValue template) root = (MapValue) root.set(TEMPLATE, withoutValues(template));
        ListValue overrides = root.listAt("spec", "overrides");
        for (int i = 0; i < overrides.size(); i++) {
            ListValue patches = overrides.items().get(i).listAt("clusterOverrides");
            for (int k = 0; k < patches.size(); k++) {
                root = dotted(root, OVERRIDES.index(i).key("clusterOverrides").index(k).key("value"));
            }
        }
        return root;
    }

    /// A value of a Secret for showing.
    public static @Nullable Value mask(@Nullable Value value) {
        return value == null ? null : Value.text(DOTS);
    }

    /// SHA-256 of a text, 64 hexadecimal digits.
    public static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
