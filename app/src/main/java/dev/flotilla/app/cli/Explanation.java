package dev.flotilla.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.plan.Account;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.Division;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.Suggestion;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// One object's decision path as text.
final class Explanation {
    private final Console console;
    private final Planning planning;
    private final Workspace workspace;
    private final Messages words;
    private final Ink ink;

    Explanation(Console console, Planning planning, Workspace workspace) {
        this.console = console;
        this.planning = planning;
        this.workspace = workspace;
        this.words = console.words();
        this.ink = Ink.of(console);
    }

    void print(ObjectPlan object, List<String> members) {
        line(0, ink.bold(object.ref().toString()));
        if (object.template() != null) fact("template", place(object.template().at()));
        if (object.policy() != null) fact("policy", object.policy().toString());
        if (object.error() != null) {
            fact("error", ink.red(words.reason(object.error())) + places(object.error()));
            if (object.decisions().isEmpty()) return;
        }
        division(object.division());
        object.decisions().stream().filter(decision -> members.contains(decision.cluster())).forEach(d -> decision(object, d));
        for (var name : object.names()) {
            fact("stored", name.kind() + " " + (name.namespace() == null ? "" : name.namespace() + "/") + name.name());
        }
        console.out().println();
    }

    /// What becomes of a document that no member gets as it stands.
    void print(Account account) {
        line(0, ink.bold(account.document().ref().toString()));
        fact("written", place(account.document().at(FieldPath.ROOT)));
        account.facts().forEach(reason -> line(1, words.reason(reason) + places(reason)));
        var findings = new Findings(planning, words);
        account.findings().forEach(found -> line(1, findings.line(workspace, found, ink)));
        console.out().println();
    }

    private void division(Division division) {
        if (division.replicas() == null) {
            if (division.doubt() != null) fact("doubt", words.reason(division.doubt()));
            return;
        }
        fact("replicas", division.replicas() + ", " + words.get("cli.certainty." + division.certainty()) + words.get("cli.colon")
                + words.reason(division.method()));
        if (division.doubt() != null) fact("doubt", words.reason(division.doubt()));
        division.alternatives()
                .forEach(outcome -> fact("outcome", outcome.entrySet().stream().sorted(java.util.Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", "))));
        arithmetic(division.arithmetic());
    }

    private void arithmetic(Division.Arithmetic arithmetic) {
        if (arithmetic.title() == null) return;
        fact("arithmetic", words.reason(arithmetic.title()));
        String[] headings = arithmetic.columns().stream().map(column -> ">" + (words.has(column) ? words.get(column) : column))
                .toArray(String[]::new);
        var table = new TextTable(headings);
        for (Division.Row row : arithmetic.rows()) {
            var cells = new ArrayList<TextTable.Cell>();
            row.cells().forEach(cell -> cells.add(TextTable.Cell.plain(words.has(cell) ? words.get(cell) : cell)));
            table.row(cells.toArray(TextTable.Cell[]::new));
        }
        table.lines(ink).forEach(text -> line(2, text));
    }

    private void decision(ObjectPlan object, MemberDecision decision) {
        console.out().println();
        line(1, ink.bold(decision.cluster()) + "  " + outcome(decision));
        var table = new TextTable("", "", "");
        for (StepResult step : decision.steps()) {
            String name = words.step(object.dialect(), step.step());
            String why = (step.reason() == null ? "" : words.reason(step.reason())) + places(step.reason());
            table.row(mark(step.verdict()), TextTable.Cell.plain(name), TextTable.Cell.plain(why));
        }
        table.lines(ink).stream().skip(1).forEach(text -> line(2, text));
        for (Suggestion suggestion : decision.suggestions()) {
            line(2, words.get("cli.explain.suggestion",
                    suggestion.fixes().stream().map(words::fix).collect(Collectors.joining(words.get("cli.and")))));
        }
    }

    private String outcome(MemberDecision decision) {
        if (decision.failure() != null) return ink.red(words.reason(decision.failure()) + places(decision.failure()));
        ClusterPlan placed = decision.placed();
        if (placed == null) return ink.red(words.get("cli.explain.rejected"));
        return ink.green(placed.replicas() == null
                ? words.get("cli.explain.chosen")
                : words.get("cli.explain.chosen-with", placed.replicas()));
    }

    private TextTable.Cell mark(StepResult.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> TextTable.Cell.inked("✓", ink.green("✓"));
            case STOPPED -> TextTable.Cell.inked("✗", ink.red("✗"));
            case WOULD_STOP -> TextTable.Cell.inked("×", ink.yellow("×"));
            case NOT_REACHED -> TextTable.Cell.inked("·", ink.faint("·"));
        };
    }

    private String places(@Nullable Reason reason) {
        if (reason == null || reason.lines().isEmpty()) return "";
        return "  " + ink.faint(reason.lines().stream().map(this::place).collect(Collectors.joining(", ")));
    }

    private String place(Location at) {
        return planning.show(workspace, at.file()) + ":" + at.line() + ":" + at.column();
    }

    private void fact(String name, String value) {
        line(1, ink.faint(words.get("cli.explain." + name)) + "  " + value);
    }

    private void line(int depth, String text) {
        console.out().println("  ".repeat(depth) + text);
    }
}
