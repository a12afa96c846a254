package dev.flotilla.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.cli.TextTable.Cell;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions.DryRun;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.Undone;

/// A push as text: a line for each object that changes, a bar below them while a person watches, a table at the end.
final class SyncText implements SyncReport {
    private static final int BAR = 30;
    private static final Duration REDRAW = Duration.ofMillis(100);

    private final Console console;
    private final Messages words;
    private final Ink ink;
    private final SyncPlan plan;
    private final Map<String, int[]> progress = new LinkedHashMap<>();
    private final Map<String, Map<Undone, Integer>> undone = new HashMap<>();
    private long drawnAt;
    private boolean barShown;

    SyncText(Console console, SyncPlan plan) {
        this.console = console;
        this.words = console.words();
        this.ink = Ink.of(console);
        this.plan = plan;
    }

    @Override
    public void accept(SyncEvent event) {
        switch (event) {
            case SyncEvent.RunStarted started ->
                started.steps().forEach((cluster, steps) -> progress.put(cluster, new int[]{0, steps}));
            case SyncEvent.StepFinished finished -> {
                progress.put(finished.cluster(), new int[]{finished.done(), finished.steps()});
                Undone why = Undone.of(finished.outcome());
                if (why != null) {
                    undone.computeIfAbsent(finished.cluster(), _ -> new EnumMap<>(Undone.class)).merge(why, 1, Integer::sum);
                }
                object(finished);
            }
            case SyncEvent.CircuitOpened opened -> line(ink.yellow(opened.cluster() + words.get("cli.colon")
                    + words.get("cli.sync.not-answering", opened.delay().toSeconds()) + " "
                    + Connected.sentence(console, opened.why())));
            case SyncEvent.CircuitClosed closed ->
                line(closed.cluster() + words.get("cli.colon") + words.get("cli.sync.answers-again"));
            case SyncEvent.HeldElsewhere held -> line(ink.red(held.cluster() + words.get("cli.colon")
                    + words.reason(new SkipReason.HeldElsewhere(held.holder()).reason())));
            case SyncEvent.LeaseTakenOver taken -> line(ink.faint(taken.cluster() + words.get("cli.colon")
                    + words.get("cli.sync.lease-taken-over", taken.from().name())));
            case SyncEvent.WithoutLease without -> line(ink.yellow(without.cluster() + words.get("cli.colon")
                    + words.get("cli.sync.without-lease") + " " + Connected.sentence(console, without.why())));
            case SyncEvent.Stopped stopped -> {
                clear();
                console.err().println("flotilla: " + words.reason(stopped.why().reason()));
            }
            case SyncEvent.RunFinished finished -> summary(finished.members());
            case SyncEvent.StepDelayed _,SyncEvent.MemberStarted _,SyncEvent.WaveStarted _,SyncEvent.StepStarted _,SyncEvent.TakesOver _,SyncEvent.MemberFinished _,SyncEvent.Paused _,SyncEvent.Resumed _ ->
                {
                }
        }
        draw(false);
    }

    private void object(SyncEvent.StepFinished finished) {
        if (finished.outcome() instanceof StepOutcome.Skipped(var why) && why.isToldOnce()) return;
        String name = name(finished.outcome());
        String inked = switch (finished.outcome()) {
            case StepOutcome.Created _ -> ink.green(name);
            case StepOutcome.Configured _ -> ink.yellow(name);
            case StepOutcome.Failed _,StepOutcome.Conflicted _ -> ink.red(name);
            case StepOutcome.Unchanged _,StepOutcome.Pruned _,StepOutcome.Released _,StepOutcome.Skipped _ -> ink.faint(name);
        };
        String detail = switch (finished.outcome()) {
            case StepOutcome.Failed failed -> words.get("cli.colon") + Connected.sentence(console, failed.why());
            case StepOutcome.Skipped skipped -> words.get("cli.colon") + words.reason(skipped.why().reason());
            case StepOutcome.Conflicted conflicted -> words.get("cli.colon") + String.join(", ", conflicted.conflicts().stream()
                    .map(c -> c.path() + " (" + c.owner() + ")").toList());
            case StepOutcome.Configured configured -> "  " + ink.faint(String.join(", ", configured.fields().stream().limit(4)
                    .map(change -> change.path().toString()).toList()));
            case StepOutcome.Pruned pruned when !pruned.waitsFor().isEmpty() -> words.get("cli.colon")
                    + words.get("cli.sync.waits-for", String.join(", ", pruned.waitsFor()));
            case StepOutcome.Created _,StepOutcome.Unchanged _,StepOutcome.Pruned _,StepOutcome.Released _ -> "";
        };
        line(finished.cluster() + "  " + inked + "  " + finished.object() + detail);
    }

    /// A dry run does nothing, and does not say that it did.
    private String name(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Created _,StepOutcome.Configured _,StepOutcome.Pruned _,StepOutcome.Released _ when plan.options()
                    .dryRun() != DryRun.NONE ->
                words.get("cli.outcome.would." + outcome.word());
            default -> words.get("cli.outcome." + outcome.word());
        };
    }

    private void summary(List<MemberSummary> members) {
        clear();
        Map<String, Map<Undone, Integer>> why = new HashMap<>();
        members.forEach(member -> why.put(member.cluster(),
                Undone.of(member, undone.getOrDefault(member.cluster(), Map.of()))));
        UndoneColumns columns = UndoneColumns.of(why.values());
        var heads = new ArrayList<>(List.of(words.get("cli.column.member"), ">" + words.get("cli.outcome.created"),
                ">" + words.get("cli.outcome.configured"), ">" + words.get("cli.outcome.unchanged"),
                ">" + words.get("cli.outcome.pruned"), ">" + words.get("cli.outcome.conflict")));
        heads.addAll(columns.heads(words));
        heads.add(">" + words.get("cli.column.seconds"));
        var table = new TextTable(heads.toArray(String[]::new));
        for (MemberSummary member : members) {
            var row = new ArrayList<>(List.of(Cell.plain(member.cluster()), count(member.created()), count(member.updated()),
                    count(member.unchanged()), count(member.deleted()), count(member.conflicts())));
            columns.figures(why.getOrDefault(member.cluster(), Map.of())).forEach(number -> row.add(count(number)));
            row.add(Cell.plain("%.1f".formatted(member.seconds())));
            table.row(row.toArray(Cell[]::new));
        }
        console.out().println();
        table.lines(ink).forEach(console.out()::println);
        int pending = plan.members().stream().mapToInt(member -> member.unpruned().size()).sum();
        if (pending > 0) console.err().println(words.get("cli.sync.pending", pending));
        if (plan.options().dryRun() != DryRun.NONE) console.err().println(words.get("cli.sync.dry-run"));
    }

    private static Cell count(int number) {
        return Cell.plain(number == 0 ? "–" : Integer.toString(number));
    }

    private void line(String text) {
        clear();
        console.out().println(text);
        console.out().flush();
        draw(true);
    }

    private void draw(boolean now) {
        if (!console.errTerminal() || progress.isEmpty()) return;
        long time = System.nanoTime();
        if (!now && time - drawnAt < REDRAW.toNanos()) return;
        drawnAt = time;
        int done = progress.values().stream().mapToInt(steps -> steps[0]).sum();
        int all = Math.max(1, progress.values().stream().mapToInt(steps -> steps[1]).sum());
        int full = BAR * done / all;
        console.err().print("\r\u001b[K" + "█".repeat(full) + "░".repeat(BAR - full) + " " + done + "/" + all);
        console.err().flush();
        barShown = true;
    }

    private void clear() {
        if (!barShown) return;
        console.err().print("\r\u001b[K");
        console.err().flush();
        barShown = false;
    }

    @Override
    public void close() {
        clear();
        console.out().flush();
    }
}
