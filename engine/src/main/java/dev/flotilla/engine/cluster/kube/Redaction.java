package dev.flotilla.engine.cluster.kube;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.Value;

/// Takes a Secret's values out of what a server says about it: validation messages like to quote what they refuse.
final class Redaction {
    private static final String MASK = "•••";

    private Redaction() {}

    static ClusterFailure of(Manifest sent, ClusterFailure failure) {
        if (!sent.kind().equals("Secret") || !sent.apiVersion().equals("v1")) return failure;
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

    private static List<String> values(Manifest secret) {
        var values = new ArrayList<String>();
        secret.root().mapAt("data").forEach((_, value) -> {
            if (value instanceof Value.Text(String text)) {
                values.add(text);
                try {
                    values.add(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    // No base64: then the server refuses it, and quotes it as it is.
                }
            }
        });
        secret.root().mapAt("stringData").forEach((_, value) -> {
            if (value instanceof Value.Text(String text)) {
                values.add(text);
                values.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            }
        });
        values.removeIf(String::isBlank);
        return values;
    }

    private static String masked(String message, List<String> values) {
        String masked = message;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }
}
