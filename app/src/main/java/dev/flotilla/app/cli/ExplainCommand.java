package dev.flotilla.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Why an object goes where it goes.
@Command(name = "explain")
final class ExplainCommand implements Callable<Integer> {
    private final Console console;
    private final Engine engine;
    private final Planning planning;

    @Parameters(index = "0", paramLabel = "WORKSPACE") private String path = ".";

    @Parameters(index = "1", paramLabel = "KIND/NAME") private String object = "";

    @Option(names = {"-n", "--namespace"}, paramLabel = "NAMESPACE") private @Nullable String namespace;

    @Option(names = "--cluster", paramLabel = "NAME", split = ",") private List<String> clusters = new ArrayList<>();

    @Option(names = "--live") private boolean live;

    @Mixin private Reaching reaching = new Reaching();

    ExplainCommand(Console console, Engine engine) {
        this.console = console;
        this.engine = engine;
        this.planning = new Planning(console, engine);
    }

    @Override
    public Integer call() throws Trouble, IOException {
        int slash = object.indexOf('/');
        if (slash <= 0 || slash == object.length() - 1) throw Trouble.invalid("kind-and-name", object);
        if (!live) {
            Workspace workspace = planning.open(path);
            return show(workspace, planning.plan(workspace), slash);
        }
        try (var connected = Connected.open(console, engine, planning, path, reaching)) {
            return connected.reportSilence(show(connected.workspace(), connected.plan(), slash));
        }
    }

    private int show(Workspace workspace, FleetPlan plan, int slash) throws Trouble {
        List<String> wanted = planning.members(plan, clusters);
        List<ObjectPlan> found = find(plan, object.substring(0, slash), object.substring(slash + 1));
        var text = new Explanation(console, planning, workspace);
        found.forEach(one -> text.print(one, wanted));
        console.out().flush();
        if (found.stream().allMatch(one -> one.error() == null)) return ExitCode.FINE;
        planning.reportErrors(workspace, plan);
        return ExitCode.FINDINGS;
    }

    private List<ObjectPlan> find(FleetPlan plan, String kind, String name) throws Trouble {
        List<ObjectPlan> found = plan.objects().stream().filter(one -> one.ref().name().equals(name) && isKind(one, kind)
                && (namespace == null || namespace.equals(one.ref().namespace()))).toList();
        if (!found.isEmpty()) return found;
        List<String> known = plan.objects().stream()
                .map(one -> one.ref().kind().toLowerCase(Locale.ROOT) + "/" + one.ref().name())
                .limit(8).toList();
        if (known.isEmpty()) throw Trouble.invalid("nothing-planned", object);
        throw Trouble.invalid("no-such-object", object, String.join(", ", known));
    }

    /// As kubectl takes kinds: `Deployment`, `deployment`, `deployments`; and `federateddeployment` for KubeFed's template.
    private static boolean isKind(ObjectPlan one, String wanted) {
        String kind = one.ref().kind().toLowerCase(Locale.ROOT);
        String given = wanted.toLowerCase(Locale.ROOT);
        if (given.startsWith("federated") && !kind.startsWith("federated")) given = given.substring("federated".length());
        return given.equals(kind) || given.equals(kind + "s") || given.equals(kind + "es")
                || kind.endsWith("y") && given.equals(kind.substring(0, kind.length() - 1) + "ies");
    }
}
