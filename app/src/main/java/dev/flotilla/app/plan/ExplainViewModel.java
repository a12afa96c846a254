package dev.flotilla.app.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.ExplainRow.Outcome;
import dev.flotilla.app.plan.PreviewViewModel.Shown;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Division.Arithmetic;
import dev.flotilla.engine.plan.MemberDecision;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.plan.Suggestion;
import org.jspecify.annotations.Nullable;

/// The decisions about one object as a table: a row for each member, a column for each step.
final class ExplainViewModel {
    private static final int ALWAYS_SHOWN = 4;
    /// From so many members on they are grouped by region and can be searched.
    private static final int MANY = 20;

    /// Which members are listed where there are many.
    enum Which {
        ALL, CHOSEN, REJECTED
    }

    /// A line of the table.
    sealed interface Line {
        /// Heads the members of a region.
        record Group(String words) implements Line {}

        record Of(ExplainRow row) implements Line {}
    }

    /// @param columns  the names of the steps
    /// @param divides  whether replicas are divided, and have a column
    /// @param large    whether there are so many members that they can be searched
    /// @param error    why nothing was decided, or `null`
    /// @param division the object as planned, for the calculation below the table
    record Table(List<String> columns, boolean divides, boolean large, @Nullable String error, List<Line> lines,
            Calculation division) {
        Table {
            columns = List.copyOf(columns);
            lines = List.copyOf(lines);
        }
    }

    /// The calculation behind a division.
    ///
    /// @param replicas `null` for what has none
    /// @param members  the fleet's names; the place in it is a member's colour
    record Calculation(Arithmetic arithmetic, @Nullable Integer replicas, List<String> members) {}

    private final PreviewViewModel preview;
    private final Messages text;
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(this, "which", Which.ALL);
    private final ReadOnlyObjectWrapper<@Nullable Table> table = new ReadOnlyObjectWrapper<>(this, "table");
    private final ReadOnlyObjectWrapper<@Nullable String> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private @Nullable Shown shown;
    private @Nullable ObjectKey object;

    ExplainViewModel(PreviewViewModel preview, Messages text) {
        this.preview = preview;
        this.text = text;
        filter.subscribe(_ -> draw());
        which.subscribe(_ -> draw());
    }

    StringProperty filterProperty() {
        return filter;
    }

    ObjectProperty<Which> whichProperty() {
        return which;
    }

    /// What is drawn; `null` before anything is explained.
    ReadOnlyObjectProperty<@Nullable Table> tableProperty() {
        return table.getReadOnlyProperty();
    }

    /// The member whose deciding lines are marked in the text, or `null`.
    ReadOnlyObjectProperty<@Nullable String> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// Explains an object, or the same one after a change.
    void show(Shown now) {
        boolean sameObject = now.object().key().equals(object);
        shown = now;
        object = now.object().key();
        if (!sameObject && selected.get() != null) {
            selected.set(null);
            preview.markDecision(null, false);
        } else if (selected.get() != null) {
            preview.markDecision(decision(selected.get()), false);
        }
        draw();
    }

    /// Marks in the text what decided about a member; chosen again, takes the marks away.
    void select(String cluster) {
        boolean again = cluster.equals(selected.get());
        selected.set(again ? null : cluster);
        preview.markDecision(again ? null : decision(cluster), true);
    }

    private @Nullable MemberDecision decision(@Nullable String cluster) {
        return shown == null
                ? null
                : shown.object().decisions().stream().filter(one -> one.cluster().equals(cluster)).findFirst().orElse(null);
    }

    void apply(Suggestion suggestion) {
        preview.apply(suggestion);
    }

    /// The whole table in words, to be pasted into a review or a chat.
    String words() {
        Shown now = shown;
        if (now == null) return "";
        var out = new StringBuilder(now.object().ref() + "\n");
        now.object().decisions().forEach(
                decision -> out.append(decision.cluster()).append(": ").append(words(now, decision)).append('\n'));
        return out.toString();
    }

    private String words(Shown now, MemberDecision decision) {
        ExplainRow.Words words = why(now, decision);
        String outcome = text.get(decision.isChosen() ? "studio.explain.chosen" : "studio.explain.rejected");
        return outcome + "." + (words.stop().isEmpty() ? "" : " " + words.stop()) + " " + words.why();
    }

    private void draw() {
        Shown now = shown;
        if (now == null) return;
        List<MemberDecision> all = now.object().decisions();
        List<String> steps = steps(all);
        boolean large = all.size() >= MANY;
        boolean divides = now.object().division().replicas() != null;
        var lines = new ArrayList<Line>();
        String region = null;
        for (MemberDecision decision : large ? wanted(now) : all) {
            String here = region(now, decision);
            if (large && !here.equals(region)) {
                region = here;
                lines.add(new Line.Group(group(now, here)));
            }
            lines.add(new Line.Of(row(now, decision, steps, divides)));
        }
        Reason error = now.object().error();
        table.set(new Table(steps.stream().map(step -> text.step(now.object().dialect(), step)).toList(), divides, large,
                error == null ? null : text.reason(error), lines,
                new Calculation(now.object().division().arithmetic(), now.object().division().replicas(), now.members())));
    }

    private String group(Shown now, String region) {
        long chosen = now.object().decisions().stream().filter(other -> region(now, other).equals(region) && other.isChosen())
                .count();
        return text.get("studio.explain.region", region.isEmpty() ? text.get("studio.explain.no-region") : region, chosen);
    }

    /// Those that the filter leaves, by region.
    private List<MemberDecision> wanted(Shown now) {
        String words = filter.get().strip().toLowerCase(Locale.ROOT);
        return now.object().decisions().stream()
                .filter(decision -> which.get() == Which.ALL || decision.isChosen() == (which.get() == Which.CHOSEN))
                .filter(decision -> words.isEmpty() || decision.cluster().toLowerCase(Locale.ROOT).contains(words)
                        || region(now, decision).toLowerCase(Locale.ROOT).contains(words)
                        || why(now, decision).why().toLowerCase(Locale.ROOT).contains(words))
                .sorted(Comparator.comparing(decision -> region(now, decision))).toList();
    }

    private static String region(Shown now, MemberDecision decision) {
        return now.plan().fleet().member(decision.cluster()).map(member -> member.location().region()).orElse("");
    }

    /// The first filters always, of the later steps those that stopped somebody: a column in which all passed says nothing.
    private static List<String> steps(List<MemberDecision> decisions) {
        var steps = new LinkedHashSet<String>();
        decisions.forEach(decision -> decision.steps().forEach(step -> steps.add(step.step())));
        List<String> all = List.copyOf(steps);
        return all.stream().filter(step -> all.indexOf(step) < ALWAYS_SHOWN || stopsSomebody(decisions, step)).toList();
    }

    private static boolean stopsSomebody(List<MemberDecision> decisions, String step) {
        return decisions.stream().flatMap(decision -> decision.steps().stream()).anyMatch(result -> result.step().equals(step)
                && (result.verdict() == Verdict.STOPPED || result.verdict() == Verdict.WOULD_STOP));
    }

    private ExplainRow row(Shown now, MemberDecision decision, List<String> steps, boolean divides) {
        String replicas = !divides || decision.placed() == null ? null : String.valueOf(decision.placed().replicas());
        Outcome outcome = decision.isChosen()
                ? Outcome.CHOSEN
                : decision.failure() == null ? Outcome.REJECTED : Outcome.FAILED;
        return new ExplainRow(new ExplainRow.Member(decision.cluster(), now.colour(decision.cluster())),
                now.plan().fleet().member(decision.cluster()).map(ExplainViewModel::about).orElse(""),
                steps.stream().map(step -> step(now, decision, step)).toList(), replicas, outcome, why(now, decision),
                decision.suggestions());
    }

    private static String about(MemberCluster member) {
        return member.version() == null ? member.syncMode() : member.syncMode() + ", " + member.version();
    }

    private ExplainRow.Step step(Shown now, MemberDecision decision, String step) {
        Verdict verdict = decision.steps().stream().filter(one -> one.step().equals(step)).findFirst().map(StepResult::verdict)
                .orElse(Verdict.NOT_REACHED);
        return new ExplainRow.Step(verdict,
                text.step(now.object().dialect(), step) + ", " + text.get("studio.explain.legend." + switch (verdict) {
                    case PASSED -> "passed";
                    case STOPPED -> "stopped";
                    case WOULD_STOP -> "would-stop";
                    case NOT_REACHED -> "not-reached";
                }));
    }

    /// For a chosen member what the documents say of it, and what the last step gave it; the rest is in the signs.
    private ExplainRow.Words why(Shown now, MemberDecision decision) {
        StepResult stop = decision.stoppedAt();
        String where = stop == null
                ? ""
                : text.get("studio.explain.stopped-at", text.step(now.object().dialect(), stop.step()));
        if (decision.failure() != null) return new ExplainRow.Words(where, text.reason(decision.failure()));
        if (stop != null) return new ExplainRow.Words(where, stop.reason() == null ? "" : text.reason(stop.reason()));
        List<Reason> all = decision.steps().stream().<Reason>mapMulti((step, out) -> {
            if (step.reason() != null) out.accept(step.reason());
        }).toList();
        return new ExplainRow.Words("", String.join(text.get("studio.explain.joint"), all.stream()
                .filter(reason -> !reason.lines().isEmpty() || reason == all.getLast()).map(text::reason).toList()));
    }
}
