package dev.flotilla.engine.cluster.kube;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Takes a Secret's values out of what a server says about it: validation messages and webhooks like to quote what they refuse.
final class Redaction {
    private static final String MASK = "•••";
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Redaction() {}

    static boolean isSecret(String apiVersion, String kind) {
        return kind.equals("Secret") && apiVersion.equals("v1");
    }

    /// Whether a failure repeats words or values of the server's.
    static boolean mayQuote(ClusterFailure failure) {
        return switch (failure) {
            case ClusterFailure.Invalid _,ClusterFailure.Forbidden _,ClusterFailure.Stale _,ClusterFailure.Refusal _,ClusterFailure.ServerError _,ClusterFailure.Conflicts _ ->
                true;
            default -> false;
        };
    }

    /// @param known the Secret in all forms that the server may have had before it: what was sent, what is there
    static ClusterFailure of(List<Value> known, ClusterFailure failure) {
        List<String> values = values(known);
        return switch (failure) {
            case ClusterFailure.Invalid(String message) -> new ClusterFailure.Invalid(masked(message, values));
            case ClusterFailure.Forbidden(String message) -> new ClusterFailure.Forbidden(masked(message, values));
            case ClusterFailure.Stale(String message) -> new ClusterFailure.Stale(masked(message, values));
            case ClusterFailure.Refusal(int status, String message) ->
                new ClusterFailure.Refusal(status, masked(message, values));
            case ClusterFailure.ServerError(int status, String message, var wait) ->
                new ClusterFailure.ServerError(status, masked(
                        message, values), wait);
            case ClusterFailure.Conflicts(List<FieldConflict> fields) -> new ClusterFailure.Conflicts(fields.stream()
                    .map(field -> new FieldConflict(field.path(), field.owner(), null, null)).toList());
            default -> failure;
        };
    }

    private static List<String> values(List<Value> secrets) {
        var values = new ArrayList<String>();
        secrets.forEach(secret -> collect(secret, values));
        values.removeIf(String::isBlank);
        // Servers quote as JSON does, Go's also with angle brackets and ampersands escaped; the longest first, so that no value is
        // hidden in part by one that it contains.
        List<String> quoted = values.stream().map(value -> Json.write(Value.text(value)))
                .map(json -> json.substring(1, json.length() - 1)).toList();
        values.addAll(quoted);
        values.addAll(quoted.stream().map(json -> json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
                .toList());
        return values.stream().distinct().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    private static void collect(Value secret, List<String> values) {
        secret.mapAt("data").forEach((_, value) -> {
            if (value instanceof Value.Text(String text)) {
                values.add(text);
                try {
                    values.add(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    // No base64: then the server refuses it, and quotes it as it is.
                }
            }
        });
        secret.mapAt("stringData").forEach((_, value) -> {
            if (value instanceof Value.Text(String text)) {
                values.add(text);
                values.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            }
        });
        String applied = secret.textAt("metadata", "annotations", LAST_APPLIED);
        if (applied == null) return;
        values.add(applied);
        try {
            if (Json.read(applied) instanceof MapValue before) collect(before, values);
        } catch (IllegalArgumentException _) {
            // Not what kubectl writes: hidden as a whole.
        }
    }

    private static String masked(String message, List<String> values) {
        String masked = message;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }
}
