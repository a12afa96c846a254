package dev.flotilla.app.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flotilla.app.cli.TextTable.Cell;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The members and whether they answer.
@Command(name = "clusters")
final class ClustersCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;

    @Parameters(paramLabel = "WORKSPACE", arity = "0..1") private String path = ".";

    @Option(names = {"-o", "--output"}, paramLabel = "table|json") private TableOrJson output = TableOrJson.table;

    @Option(names = "--serve") private boolean serve;

    @Option(names = "--reset-sandbox") private boolean resetSandbox;

    @Mixin private Reaching reaching = new Reaching();

    ClustersCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Trouble, IOException, InterruptedException {
        if (resetSandbox) reset();
        var planning = new Planning(console, engine);
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            if (output == TableOrJson.json) {
                ListValue members = ListValue
                        .of(connected.plan().fleet().members().stream().map(member -> json(connected, member)).toList());
                console.out().println(Json.pretty(MapValue.of("clusters", members)));
            } else {
                table(connected);
            }
            console.out().flush();
            boolean sound = planning.reportSettings(connected.workspace());
            int exit = connected.reportSilence(sound ? ExitCode.FINE : ExitCode.FINDINGS);
            if (serve) serve(connected);
            return exit;
        }
    }

    /// Forgets what the simulated members held.
    private void reset() throws Trouble, IOException {
        var options = Connected.options(console, ConsentStore.NONE);
        List<String> running = FleetSession.resetSandboxes(new Planning(console, engine).open(path), options);
        if (!running.isEmpty()) throw Trouble.invalid("sandbox-runs", String.join(", ", running));
    }

    /// Lets the simulated members run until the process is told to end, and says how kubectl reaches them.
    private void serve(Connected connected) throws Trouble, InterruptedException {
        List<String> kubeconfigs = connected.session().members().stream()
                .flatMap(member -> connected.session().sandboxKubeconfig(member.name()).stream()).map(Object::toString).toList();
        if (kubeconfigs.isEmpty()) throw Trouble.invalid("nothing-to-serve", path);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(connected::close));
        console.err().println(console.words().get("cli.clusters.serving",
                "export KUBECONFIG='" + String.join(File.pathSeparator, kubeconfigs) + "'"));
        console.flush();
        Thread.currentThread().join();
    }

    private static @Nullable MemberConnection connection(Connected connected, String name) {
        return connected.session().members().stream().filter(member -> member.name().equals(name)).findFirst().orElse(null);
    }

    private void table(Connected connected) {
        Messages words = console.words();
        var table = new TextTable(words.get("cli.column.member"), words.get("cli.column.state"), words.get("cli.column.version"),
                ">" + words.get("cli.column.nodes"), words.get("cli.column.place"), words.get("cli.column.address"),
                words.get("cli.column.origin"));
        Ink ink = Ink.of(console);
        for (MemberCluster member : connected.plan().fleet().members()) {
            MemberConnection seen = connection(connected, member.name());
            var state = seen == null ? MemberConnection.State.PLANNED_ONLY : seen.state();
            String text = words.get("cli.state." + state);
            int nodes = member.capacity().nodes();
            String place = String.join(" ", member.location().provider(), member.location().region(),
                    String.join(",", member.location().zones())).strip();
            table.row(Cell.plain(member.name()), Cell.inked(text, switch (state) {
                case READY -> ink.green(text);
                case FAILED -> ink.red(text);
                case CONNECTING, PLANNED_ONLY -> ink.faint(text);
            }), Cell.plain(member.version() == null ? "–" : member.version()),
                    Cell.plain(nodes < 0 ? "–" : Integer.toString(nodes)),
                    Cell.plain(place), Cell.plain(seen == null ? "" : seen.address()),
                    Cell.plain(seen == null ? "" : seen.origin()));
        }
        table.lines(ink).forEach(console.out()::println);
    }

    private static MapValue json(Connected connected, MemberCluster member) {
        MemberConnection seen = connection(connected, member.name());
        ClusterFailure failure = seen == null ? null : seen.failure();
        var state = seen == null ? MemberConnection.State.PLANNED_ONLY : seen.state();
        return MapValue.builder().put("name", member.name())
                .put("state", state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("ready", Value.bool(state == MemberConnection.State.READY)).put("version", Findings.orNull(member.version()))
                .put("address", seen == null ? "" : seen.address()).put("origin", seen == null ? "" : seen.origin())
                .put("nodes", count(member.capacity().nodes())).put("readyNodes", count(member.capacity().readyNodes()))
                .put("labels", Value.of(member.labels())).put("provider", member.location().provider())
                .put("region", member.location().region()).put("zones", ListValue.ofTexts(member.location().zones()))
                .put("taints", ListValue.ofTexts(member.taints().stream().map(Object::toString).toList()))
                .put("failure", failure(failure)).build();
    }

    private static Value count(int number) {
        return number < 0 ? Value.NULL : Value.number((long) number);
    }

    /// `{"code","message"}`, the sentence in English.
    static Value failure(@Nullable ClusterFailure failure) {
        if (failure == null) return Value.NULL;
        return MapValue.builder().put("code", failure.code()).put("message", Messages.english().failure(failure)).build();
    }
}
