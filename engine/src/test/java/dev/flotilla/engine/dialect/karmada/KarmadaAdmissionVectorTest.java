package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.Vectors;
import dev.flotilla.engine.dialect.karmada.admission.Defaults;
import dev.flotilla.engine.dialect.karmada.admission.Validation;
import dev.flotilla.engine.dialect.karmada.interpret.Interpreter;
import dev.flotilla.engine.dialect.karmada.match.Claim;
import dev.flotilla.engine.dialect.karmada.match.Matched;
import dev.flotilla.engine.dialect.karmada.match.PolicySet;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

class KarmadaAdmissionVectorTest {
    @Test
    void defaults() {
        Vectors.run("karmada-default", input -> {
            var manifest = new Manifest(input.mapAt("manifest"));
            boolean create = "CREATE".equals(input.textAt("operation"));
            return MapValue.of("manifest", (create ? Defaults.created(manifest, "<uuid>") : Defaults.webhook(manifest)).root());
        });
    }

    @Test
    void validation() {
        Vectors.check("karmada-validate", recorded -> {
            List<String> actual = Validation.findings(new Manifest(recorded.input().mapAt("manifest"))).stream()
                    .map(finding -> finding.field() + "|" + finding.type() + "|" + finding.detail()).toList();
            List<String> expected = recorded.expected().listAt("errors").maps().stream()
                    .map(error -> error.textAt("field") + "|" + error.textAt("type") + "|" + error.textAt("detail")).toList();
            return actual.equals(expected) ? null : "expected " + expected + "\n  actual " + actual;
        });
    }

    @Test
    void matching() {
        Vectors.check("karmada-match", recorded -> {
            MapValue actual = match(recorded.input());
            return comparable(recorded.expected()).equals(comparable(actual)) ? null : Vectors.difference(recorded, actual);
        });
    }

    /// Whether there is an error must agree; its wording is the faces' business.
    private static Value comparable(Value answer) {
        MapValue map = (MapValue) answer;
        return map.has("error") ? map.with("error", Value.TRUE) : map;
    }

    private static MapValue match(MapValue input) {
        var template = new Manifest(input.mapAt("template"));
        var policies = new ArrayList<PropagationPolicy>();
        var overrides = new ArrayList<ObjectRef>();
        Map<String, Long> priorities = new HashMap<>();
        for (MapValue map : input.listAt("policies").maps()) {
            var manifest = new Manifest(map);
            if (KarmadaTypes.isPropagation(manifest.type())) policies.add(new PropagationPolicy(manifest));
            if (KarmadaTypes.isOverride(manifest.type())) overrides.add(manifest.ref());
            Long value = map.intAt("value");
            if (manifest.kind().equals("PriorityClass") && value != null) priorities.put(manifest.name(), value);
        }
        return switch (new PolicySet(policies, overrides).match(template)) {
            case Matched.Skipped _ -> MapValue.of("skipped", Value.TRUE);
            case Matched.Unmatched _ -> answer(Value.NULL, "no matched propagation policy", null, Value.NULL);
            case Matched.Waiting _ -> answer(Value.NULL, "waiting for dependent overrides", null, Value.NULL);
            case Matched.Stale(var claim, _) -> answer(Value.NULL, "", claim, Value.NULL);
            case Matched.Claimed(PropagationPolicy policy, _, _) -> {
                var claim = Claim.of(policy);
                var draft = new BindingDraft(claim.applyTo(template), policy, Interpreter.builtIn());
                Reason fault = draft.fault();
                yield answer(fault == null ? draft.build(priorities) : Value.NULL, fault == null ? "" : fault.code(), claim,
                        reference(policy));
            }
        };
    }

    private static MapValue answer(Value binding, String error, @org.jspecify.annotations.Nullable Claim claim, Value policy) {
        var answer = MapValue.builder().put("binding", binding);
        if (!error.isEmpty()) answer.put("error", error);
        return answer.put("policy", policy).put("skipped", Value.FALSE)
                .put("templateClaimAnnotations", texts(claim == null ? Map.of() : claim.annotations()))
                .put("templateClaimLabels", texts(claim == null ? Map.of() : claim.labels())).build();
    }

    private static Value reference(PropagationPolicy policy) {
        var reference = MapValue.builder().put("kind", policy.ref().kind()).put("name", policy.name());
        String namespace = policy.namespace();
        if (namespace != null) reference.put("namespace", namespace);
        return reference.build();
    }

    private static Value texts(Map<String, String> texts) {
        var map = MapValue.builder();
        texts.forEach(map::put);
        return map.build();
    }
}
