package dev.flotilla.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Account;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Why an object goes where it goes.
@Command(name = "explain")
final class ExplainCommand implements Callable<Integer> {
    private static final int MOST_KNOWN = 8;

    enum Format {
        text, json
    }

    private final Console console;
    private final Engine engine;
    private final Planning planning;

    @Parameters(index = "0", arity = "0..1", paramLabel = "WORKSPACE") private String path = ".";

    @Parameters(index = "1", arity = "0..1", paramLabel = "KIND/NAME") private String object = "";

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAMESPACE") private @Nullable String namespace;

    @Option(names = "--cluster", paramLabel = "NAME", split = ",") private List<String> clusters = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "text|json") private Format output = Format.text;

    @Option(names = "--live") private boolean live;

    @Mixin private Reaching reaching = new Reaching();

    ExplainCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble, IOException {
        if (object.isEmpty()) {
            object = path;
            path = ".";
        }
        int slash = object.indexOf('/');
        if (slash <= 0 || slash == object.length() - 1) throw Trouble.invalid("kind-and-name", object);
        if (!live) {
            Workspace workspace = planning.open(path);
            return show(workspace, planning.plan(workspace));
        }
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            return connected.reportSilence(show(connected.workspace(), connected.plan()));
        }
    }

    private int show(Workspace workspace, FleetPlan plan) throws Trouble {
        int slash = object.indexOf('/');
        var wanted = new WantedObject(KindNames.of(workspace), object.substring(0, slash), object.substring(slash + 1),
                namespace);
        List<String> members = planning.members(plan, clusters);
        List<ObjectPlan> found = plan.objects().stream().filter(one -> wanted.isFor(one.ref())).toList();
        List<Account> accounts = workspace.documents().stream().filter(document -> wanted.isExactly(document.ref()))
                .flatMap(document -> engine.account(workspace, plan, document).stream()).toList();
        if (found.isEmpty() && accounts.isEmpty()) throw unknown(workspace, plan);
        if (output == Format.json) {
            var document = new ExplanationDocument(Messages.english());
            console.out().println(Json.pretty(document.of(found, accounts, members)));
        } else {
            var text = new Explanation(console, planning, workspace);
            found.forEach(one -> text.print(one, members));
            accounts.forEach(text::print);
        }
        console.out().flush();
        boolean sound = found.stream().allMatch(one -> one.error() == null);
        if (!sound) planning.reportErrors(workspace, plan);
        return sound && accounts.stream().noneMatch(account -> Findings.hasErrors(account.findings()))
                ? ExitCode.FINE
                : ExitCode.FINDINGS;
    }

    private Trouble unknown(Workspace workspace, FleetPlan plan) {
        var known = new LinkedHashSet<String>();
        plan.objects().forEach(one -> known.add(written(one.ref())));
        workspace.documents().forEach(document -> known.add(written(document.ref())));
        if (known.isEmpty()) return Trouble.invalid("nothing-planned", object);
        return Trouble.invalid("no-such-object", object, known.stream().limit(MOST_KNOWN).collect(Collectors.joining(", ")));
    }

    private static String written(ObjectRef ref) {
        return ref.kind().toLowerCase(Locale.ROOT) + "/" + ref.name();
    }
}
