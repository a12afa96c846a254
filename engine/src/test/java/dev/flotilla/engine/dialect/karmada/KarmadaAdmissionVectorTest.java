package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
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
        var priorities = PriorityClasses.of(input.listAt("policies").maps().stream().map(Manifest::new).toList());
        for (MapValue map : input.listAt("policies").maps()) {
            var manifest = new Manifest(map);
            if (KarmadaTypes.isPropagation(manifest.type())) policies.add(new PropagationPolicy(manifest));
            if (KarmadaTypes.isOverride(manifest.type())) overrides.add(manifest.ref());
        }
        return switch (new PolicySet(policies, overrides).match(template)) {
            case Matched.Skipped(String code, _) when code.equals("karmada.claimed-by") ->
                answer(Value.NULL, "", null, Value.NULL);
            case Matched.Skipped _ -> MapValue.of("skipped", Value.TRUE);
            case Matched.Unmatched _ -> answer(Value.NULL, "no matched propagation policy", null, Value.NULL);
            case Matched.Waiting _ -> answer(Value.NULL, "waiting for dependent overrides", null, Value.NULL);
            // without a binding to find it by, the template keeps a claim that is out of date
            case Matched.Stale(var claim, var policy) -> answer(Value.NULL,
                    policy != null && policy.isLeaving() ? "policy is being deleted" : "", claim, reference(claim));
            case Matched.Claimed(PropagationPolicy policy, _, _) -> {
                var claim = Claim.of(policy);
                var draft = new BindingDraft(claim.applyTo(template), policy, Interpreter.builtIn());
                Reason fault = draft.fault(priorities);
                yield answer(fault == null ? draft.build(priorities) : Value.NULL, fault == null ? "" : fault.code(), claim,
                        reference(claim));
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

    private static Value reference(Claim claim) {
        var reference = MapValue.builder()
                .put("kind", claim.namespace() == null ? "ClusterPropagationPolicy" : "PropagationPolicy")
                .put("name", claim.name());
        String namespace = claim.namespace();
        if (namespace != null) reference.put("namespace", namespace);
        return reference.build();
    }

    private static Value texts(Map<String, String> texts) {
        var map = MapValue.builder();
        texts.forEach(map::put);
        return map.build();
    }
}
