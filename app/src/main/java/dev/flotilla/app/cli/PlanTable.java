package dev.flotilla.app.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flotilla.app.cli.TextTable.Cell;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;

/// A plan for people: a row for each object and member, the rejected ones with the reason.
final class PlanTable {
    private final Messages words;
    private final Ink ink;
    private final TextTable table;

    private PlanTable(Console console) {
        words = console.words();
        ink = Ink.of(console);
        table = new TextTable(words.get("cli.column.object"), words.get("cli.column.member"),
                ">" + words.get("cli.column.replicas"),
                words.get("cli.column.why"));
    }

    static void print(FleetPlan plan, Console console) {
        if (plan.objects().isEmpty()) {
            console.err().println(console.words().get("cli.plan.empty"));
            return;
        }
        var table = new PlanTable(console);
        plan.objects().forEach(table::object);
        table.table.lines(table.ink).forEach(console.out()::println);
    }

    private void object(ObjectPlan object) {
        String name = object.ref().toString();
        if (object.error() != null) {
            table.row(bold(name), Cell.plain(""), Cell.plain(""), red(words.reason(object.error())));
            return;
        }
        boolean first = true;
        for (MemberDecision decision : object.decisions()) {
            table.row(first ? bold(name) : Cell.plain(""), Cell.plain(decision.cluster()), replicas(decision.placed()),
                    why(object, decision));
            first = false;
        }
        if (first) table.row(bold(name), Cell.plain(""), Cell.plain("–"), Cell.plain(words.get("cli.plan.no-members")));
    }

    private static Cell replicas(@org.jspecify.annotations.Nullable ClusterPlan placed) {
        if (placed == null) return Cell.plain("–");
        return Cell.plain(placed.replicas() == null ? "✓" : placed.replicas().toString());
    }

    private Cell why(ObjectPlan object, MemberDecision decision) {
        if (decision.failure() != null) return red(words.reason(decision.failure()));
        if (decision.placed() != null) return Cell.plain(names(object, decision.placed().overrides()));
        StepResult stop = decision.stoppedAt();
        if (stop == null) return Cell.plain("");
        Reason reason = stop.reason();
        String text = words.step(object.dialect(), stop.step())
                + (reason == null ? "" : words.get("cli.colon") + words.reason(reason));
        return Cell.inked(text, ink.faint(text));
    }

    /// By name alone where that says which; with their kinds where two of them share one.
    private static String names(ObjectPlan object, List<ObjectRef> overrides) {
        var deciders = new LinkedHashSet<ObjectRef>();
        if (object.policy() != null) deciders.add(object.policy());
        deciders.addAll(overrides);
        boolean telling = deciders.stream().map(ObjectRef::name).distinct().count() == deciders.size();
        Stream<String> names = deciders.stream().map(ref -> telling ? ref.name() : ref.kind() + " " + ref.name());
        Stream<String> dialect = object.policy() == null ? Stream.of(object.dialect().toLowerCase(Locale.ROOT)) : Stream.of();
        return Stream.concat(dialect, names).collect(Collectors.joining(" + "));
    }

    private Cell bold(String text) {
        return Cell.inked(text, ink.bold(text));
    }

    private Cell red(String text) {
        return Cell.inked(text, ink.red(text));
    }
}
