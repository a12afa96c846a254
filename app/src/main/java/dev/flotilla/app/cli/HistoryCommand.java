package dev.flotilla.app.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.flotilla.app.cli.TextTable.Cell;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Past runs.
@Command(name = "history")
final class HistoryCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;

    @Parameters(index = "0", paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Parameters(index = "1", paramLabel = "RUN", arity = "0..1") private @Nullable String run;

    @Option(names = {"-o", "--output"}, paramLabel = "table|json") private TableOrJson output = TableOrJson.table;

    HistoryCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException {
        List<RunRecord> runs = Connected.history(console, engine, new Planning(console, engine), path);
        String wanted = run;
        if (wanted != null) {
            runs = runs.stream().filter(record -> record.id().equals(wanted)).toList();
            if (runs.isEmpty()) throw Trouble.invalid("no-such-run", wanted);
        }
        if (output == TableOrJson.json) {
            console.out()
                    .println(Json.pretty(MapValue.of("runs", ListValue.of(runs.stream().map(HistoryCommand::json).toList()))));
        } else if (runs.isEmpty()) {
            console.err().println(console.words().get("cli.history.empty"));
        } else {
            table(runs);
            if (wanted != null) changes(runs.getFirst());
        }
        return ExitCode.FINE;
    }

    private void table(List<RunRecord> runs) {
        Messages words = console.words();
        UndoneColumns columns = UndoneColumns.of(runs.stream().map(RunRecord::undone).toList());
        var heads = new ArrayList<>(List.of(words.get("cli.column.run"), words.get("cli.column.started"),
                words.get("cli.column.end"), ">" + words.get("cli.outcome.created"),
                ">" + words.get("cli.outcome.configured"), ">" + words.get("cli.outcome.pruned")));
        heads.addAll(columns.heads(words));
        var table = new TextTable(heads.toArray(String[]::new));
        var time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
        for (RunRecord run : runs) {
            var row = new ArrayList<>(List.of(Cell.plain(run.id()), Cell.plain(time.format(run.started())),
                    Cell.plain(words.get("cli.end." + run.end())), sum(run, MemberSummary::created),
                    sum(run, MemberSummary::updated), sum(run, MemberSummary::deleted)));
            columns.figures(run.undone()).forEach(number -> row.add(Cell.plain(Integer.toString(number))));
            table.row(row.toArray(Cell[]::new));
        }
        table.lines(Ink.of(console)).forEach(console.out()::println);
    }

    /// What the run did to each object, and what it had begun and not finished.
    private void changes(RunRecord run) {
        Messages words = console.words();
        console.out().println();
        for (RunRecord.Entry entry : Stream.concat(run.changes().stream(), run.inFlight().stream()).toList()) {
            StepOutcome.Why why = entry.why();
            String more = why == null ? String.join(", ", entry.fields()) : words.why(why);
            console.out().println(entry.cluster() + "  " + words.get("cli.outcome." + entry.outcome()) + "  " + entry.object()
                    + (more.isEmpty() ? "" : words.get("cli.colon") + more));
        }
    }

    private static Cell sum(RunRecord run, java.util.function.ToIntFunction<MemberSummary> figure) {
        return Cell.plain(Integer.toString(run.members().stream().mapToInt(figure).sum()));
    }

    private static MapValue json(RunRecord run) {
        return MapValue.builder().put("id", run.id()).put("planHash", run.planHash()).put("started", run.started().toString())
                .put("ended", Findings.orNull(run.ended() == null ? null : run.ended().toString()))
                .put("end", run.end().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("rollbackOf", Findings.orNull(run.rollbackOf()))
                .put("clusters", ListValue.of(run.members().stream().map(SyncJson::summary).toList()))
                .put("changes", ListValue.of(run.changes().stream().map(HistoryCommand::json).toList())).build();
    }

    private static MapValue json(RunRecord.Entry entry) {
        return MapValue.builder().put("cluster", entry.cluster()).put("ref", ChangeText.ref(entry.object()))
                .put("outcome", entry.outcome()).put("fields", ListValue.ofTexts(entry.fields())).put("code", entry.code())
                .put("message", entry.why() == null ? Value.NULL : Value.text(Messages.english().why(entry.why())))
                .build();
    }
}
