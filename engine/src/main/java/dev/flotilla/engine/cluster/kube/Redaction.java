package dev.flotilla.engine.cluster.kube;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;

/// Takes a Secret's values out of what a server says about it: validation messages like to quote what they refuse.
final class Redaction {
    private static final String MASK = "•••";

    private Redaction() {}

    /// @param sent the object, or a part of it
    static ClusterFailure of(String apiVersion, String kind, Value sent, ClusterFailure failure) {
        if (!kind.equals("Secret") || !apiVersion.equals("v1")) return failure;
        List<String> values = values(sent);
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

    private static List<String> values(Value secret) {
        var values = new ArrayList<String>();
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
        values.removeIf(String::isBlank);
        // Servers quote as JSON does; the longest first, so that no value is hidden in part by one that it contains.
        values.addAll(
                values.stream().map(value -> Json.write(Value.text(value))).map(json -> json.substring(1, json.length() - 1))
                        .toList());
        return values.stream().distinct().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    private static String masked(String message, List<String> values) {
        String masked = message;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }
}
