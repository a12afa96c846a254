package dev.flotilla.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Account;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Decision paths in the shape that scripts rely on; `docs/cli.md` describes it. Fields may be added, never renamed or removed.
final class ExplanationDocument {
    private final Messages words;

    ExplanationDocument(Messages english) {
        this.words = english;
    }

    MapValue of(List<ObjectPlan> objects, List<Account> accounts, List<String> members) {
        return MapValue.builder().put("objects", list(objects, object -> object(object, members)))
                .put("documents", list(accounts, this::document)).build();
    }

    private static <T> ListValue list(List<T> items, Function<T, MapValue> shape) {
        return ListValue.of(items.stream().map(shape).toList());
    }

    private MapValue object(ObjectPlan object, List<String> members) {
        return MapValue.builder().put("ref", PlanDocument.ref(object.ref())).put("dialect", object.dialect())
                .put("template", object.template() == null ? Value.NULL : place(object.template().at(FieldPath.ROOT)))
                .put("policy", object.policy() == null ? Value.NULL : PlanDocument.policy(object.policy()))
                .put("replicas", PlanDocument.number(object.division().replicas()))
                .put("certainty", PlanDocument.certainty(object))
                .put("method", reason(object.division().method())).put("doubt", reason(object.division().doubt()))
                .put("alternatives", list(object.division().alternatives(), outcome -> {
                    var shares = MapValue.builder();
                    outcome.forEach((cluster, replicas) -> shares.put(cluster, Value.number(replicas.longValue())));
                    return shares.build();
                }))
                .put("clusters", list(object.decisions().stream().filter(one -> members.contains(one.cluster())).toList(),
                        decision -> decision(object, decision)))
                .put("stored", list(object.names(), name -> MapValue.builder().put("kind", name.kind())
                        .put("namespace", Findings.orNull(name.namespace())).put("name", name.name()).build()))
                .put("error", reason(object.error())).build();
    }

    private MapValue decision(ObjectPlan object, MemberDecision decision) {
        return MapValue.builder().put("cluster", decision.cluster()).put("chosen", Value.bool(decision.isChosen()))
                .put("replicas", decision.placed() == null ? Value.NULL : PlanDocument.number(decision.placed().replicas()))
                .put("failure", reason(decision.failure()))
                .put("steps", list(decision.steps(), step -> step(object, step)))
                .put("suggestions", ListValue.of(decision.suggestions().stream().map(this::suggestion).toList())).build();
    }

    private MapValue step(ObjectPlan object, StepResult step) {
        return MapValue.builder().put("step", step.step()).put("name", words.step(object.dialect(), step.step()))
                .put("verdict", step.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("reason", reason(step.reason())).build();
    }

    private Value suggestion(Suggestion suggestion) {
        return ListValue.ofTexts(suggestion.fixes().stream().map(words::fix).toList());
    }

    private MapValue document(Account account) {
        ObjectRef ref = account.document().ref();
        return MapValue.builder().put("ref", PlanDocument.ref(ref)).put("place", place(account.document().at(FieldPath.ROOT)))
                .put("facts", ListValue.of(account.facts().stream().map(this::reason).toList()))
                .put("diagnostics", Findings.json(account.findings(), words)).build();
    }

    private Value reason(@Nullable Reason reason) {
        if (reason == null) return Value.NULL;
        return MapValue.builder().put("code", reason.code()).put("message", words.reason(reason))
                .put("lines", list(reason.lines(), ExplanationDocument::place)).build();
    }

    private static MapValue place(Location at) {
        return MapValue.builder().put("file", at.file()).put("line", at.line()).put("column", at.column()).build();
    }
}
