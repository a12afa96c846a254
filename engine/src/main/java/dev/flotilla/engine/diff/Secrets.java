package dev.flotilla.engine.diff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Keeps the values of Secrets out of everything that is shown, logged or stored.
public final class Secrets {
    private static final String DOTS = "•••";

    private Secrets() {}

    public static boolean isSecret(Value root) {
        return "Secret".equals(root.textAt("kind")) && "v1".equals(root.textAt("apiVersion"));
    }

    /// The object with dots for its values; any other kind as it is. What kubectl notes in an annotation goes as well.
    public static MapValue masked(MapValue root) {
        if (!isSecret(root)) return root;
        MapValue masked = withoutValues(root);
        FieldPath lastApplied = FieldPath.of("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");
        return masked.at(lastApplied) == null ? masked : (MapValue) masked.set(lastApplied, Value.text(DOTS));
    }

    private static MapValue withoutValues(MapValue secret) {
        MapValue masked = secret;
        for (String key : new String[]{"data", "stringData"}) {
            if (secret.get(key) instanceof MapValue values) {
                var dots = MapValue.builder();
                values.keys().forEach(name -> dots.put(name, DOTS));
                masked = masked.with(key, dots.build());
            }
        }
        return masked;
    }

    /// A control plane's record of an object, in which a Secret may stand whole.
    public static Manifest maskedRecord(Manifest record) {
        MapValue root = masked(record.root());
        FieldPath manifests = FieldPath.of("spec", "workload", "manifests");
        if (root.at(manifests) instanceof ListValue list) {
            root = (MapValue) root.set(manifests,
                    ListValue.of(list.stream().map(item -> item instanceof MapValue map ? masked(map) : item).toList()));
        }
        FieldPath template = FieldPath.of("spec", "template");
        if (record.kind().equals("FederatedSecret") && root.at(template) instanceof MapValue map) {
            root = (MapValue) root.set(template, withoutValues(map));
        }
        return root == record.root() ? record : new Manifest(root);
    }

    /// A value of a Secret for showing.
    static @Nullable Value mask(@Nullable Value value) {
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
