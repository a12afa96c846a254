package dev.flotilla.app.cli;

import java.util.List;
import java.util.Locale;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// A plan in the shape that scripts rely on; `docs/cli.md` describes it. Fields may be added, never renamed or removed.
final class PlanDocument {
    private final Messages words;

    private PlanDocument(Messages words) {
        this.words = words;
    }

    static MapValue of(Workspace workspace, FleetPlan plan, Messages english) {
        var document = new PlanDocument(english);
        return MapValue.builder().put("workspace", workspace.settings().name())
                .put("dialects", ListValue.ofTexts(plan.objects().stream().map(ObjectPlan::dialect).distinct().sorted().toList()))
                .put("hash", plan.hash())
                .put("clusters", list(plan.fleet().members(), PlanDocument::cluster))
                .put("objects", list(plan.objects(), document::object))
                .put("diagnostics", Findings.json(plan.diagnostics(), english)).build();
    }

    private static <T> ListValue list(List<T> items, java.util.function.Function<T, MapValue> shape) {
        return ListValue.of(items.stream().map(shape).toList());
    }

    /// `ready` is `null` while nobody has asked the member.
    private static MapValue cluster(MemberCluster member) {
        return MapValue.builder().put("name", member.name())
                .put("ready",
                        member.readiness() == Readiness.UNKNOWN ? Value.NULL : Value.bool(member.readiness() == Readiness.READY))
                .put("version", Findings.orNull(member.version())).put("labels", Value.of(member.labels()))
                .put("provider", member.location().provider()).put("region", member.location().region())
                .put("zones", ListValue.ofTexts(member.location().zones()))
                .put("taints", ListValue.ofTexts(member.taints().stream().map(Object::toString).toList())).build();
    }

    private MapValue object(ObjectPlan object) {
        return MapValue.builder().put("ref", ref(object.ref()))
                .put("dialect", object.dialect()).put("policy", object.policy() == null ? Value.NULL : policy(object.policy()))
                .put("replicas", number(object.division().replicas()))
                .put("certainty", certainty(object))
                .put("placements", list(object.placements(), PlanDocument::placement))
                .put("excluded",
                        list(object.decisions().stream().filter(decision -> !decision.isChosen()).toList(),
                                d -> excluded(object, d)))
                .put("overrides", list(object.placements().stream().filter(placed -> !placed.overrides().isEmpty()).toList(),
                        placed -> MapValue.builder().put("cluster", placed.cluster())
                                .put("policies", list(placed.overrides(), by -> override(by, object))).build()))
                .put("error", sentence(object.error())).build();
    }

    static String certainty(ObjectPlan object) {
        return object.division().certainty().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static MapValue ref(ObjectRef ref) {
        return MapValue.builder().put("apiVersion", ref.apiVersion()).put("kind", ref.kind())
                .put("namespace", Findings.orNull(ref.namespace())).put("name", ref.name()).build();
    }

    static MapValue policy(ObjectRef ref) {
        return MapValue.builder().put("kind", ref.kind()).put("namespace", Findings.orNull(ref.namespace()))
                .put("name", ref.name()).build();
    }

    /// One that names no namespace acts where its object is; those that are scoped to the cluster have none.
    private static MapValue override(ObjectRef by, ObjectPlan object) {
        boolean silent = by.namespace() == null && !by.kind().startsWith("Cluster");
        return policy(silent ? new ObjectRef(by.apiVersion(), by.kind(), object.ref().namespace(), by.name()) : by);
    }

    private static MapValue placement(ClusterPlan placed) {
        return MapValue.builder().put("cluster", placed.cluster()).put("replicas", number(placed.replicas())).build();
    }

    private MapValue excluded(ObjectPlan object, MemberDecision decision) {
        StepResult stop = decision.stoppedAt();
        Reason why = decision.failure() != null ? decision.failure() : stop == null ? null : stop.reason();
        return MapValue.builder().put("cluster", decision.cluster()).put("step", stop == null ? "render" : stop.step())
                .put("reason",
                        why == null && stop != null ? Value.text(words.step(object.dialect(), stop.step())) : sentence(why))
                .put("code", why == null ? Value.NULL : Value.text(why.code())).build();
    }

    private Value sentence(@Nullable Reason reason) {
        return reason == null ? Value.NULL : Value.text(words.reason(reason));
    }

    static Value number(@Nullable Integer number) {
        return number == null ? Value.NULL : Value.number(number.longValue());
    }
}
