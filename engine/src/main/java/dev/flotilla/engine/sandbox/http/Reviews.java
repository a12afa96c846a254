package dev.flotilla.engine.sandbox.http;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Who may do what: whoever has a token of a sandbox may do everything.
final class Reviews {
    private static final ListValue ANY = ListValue.of(Value.text("*"));

    MapValue answer(ServedKind kind, MapValue review, String user) {
        MapValue status = kind.kind().equals("SelfSubjectRulesReview")
                ? rules()
                : MapValue.builder().put("allowed", Value.TRUE).put("reason",
                        "sandbox: " + user + " may do everything").build();
        return MapValue.builder().put("kind", kind.kind()).put("apiVersion", kind.apiVersion()).put("metadata", MapValue.EMPTY)
                .put("spec",
                        review.mapAt("spec"))
                .put("status", status).build();
    }

    private static MapValue rules() {
        var resources = MapValue.builder().put("verbs", ANY).put("apiGroups", ANY).put("resources", ANY).build();
        var others = MapValue.builder().put("verbs", ANY).put("nonResourceURLs", ANY).build();
        return MapValue.builder().put("resourceRules", ListValue.of(resources)).put("nonResourceRules", ListValue.of(others)).put(
                "incomplete", Value.FALSE).build();
    }
}
