package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.app.settings.OwnFolder;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.Consents;
import dev.flotilla.engine.cluster.kubeconfig.KubeContext;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import org.jspecify.annotations.Nullable;

/// A workspace whose members have been asked: what the commands that reach clusters start from.
final class Connected implements AutoCloseable {
    /// How long a member may take to answer at all.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Console console;
    private final Workspace workspace;
    private final FleetSession session;
    private final FleetPlan plan;

    private Connected(Console console, Workspace workspace, FleetSession session, FleetPlan plan) {
        this.console = console;
        this.workspace = workspace;
        this.session = session;
        this.plan = plan;
    }

    static Connected open(Console console, Engine engine, Planning planning, String path, Reaching how)
            throws Trouble, IOException {
        Workspace workspace = planning.open(path);
        planning.requireSettings(workspace);
        if (workspace.settings().members().isEmpty()) throw Trouble.invalid("no-members", path, candidates(console));
        var consents = new Consents(OwnFolder.of(console.environment()));
        if (workspace.settings().members().stream().anyMatch(member -> member.sandbox() != null)) warnOfForgetting(console);
        FleetSession session = connect(console, engine, workspace, consents);
        // A program may name another one only once it has run, but hardly for ever.
        while (allowed(console, session, consents, how)) {
            session.close();
            session = connect(console, engine, workspace, consents);
        }
        FleetPlan plan = engine.plan(workspace, session.observed(), session.previous(), null);
        var running = session.running(plan);
        if (!running.isEmpty()) plan = engine.plan(workspace, session.observed(), session.previous(), running, plan);
        return new Connected(console, workspace, session, plan);
    }

    private static FleetSession connect(Console console, Engine engine, Workspace workspace, ConsentStore consents)
            throws Trouble {
        FleetSession session = FleetSession.open(engine, workspace, options(console, consents));
        try {
            session.awaitFirstAnswers(PATIENCE);
            return session;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            session.close();
            throw new Trouble(ExitCode.NO_MEMBER_REACHED, "interrupted");
        }
    }

    /// Asks for each program that a kubeconfig wants to be run.
    ///
    /// @return whether one more is allowed now
    private static boolean allowed(Console console, FleetSession session, Consents consents, Reaching how) throws IOException {
        boolean more = false;
        for (MemberConnection member : session.members()) {
            if (!(member.failure() instanceof ClusterFailure.ConsentNeeded(var command)) || consents.allows(command)) continue;
            if (how.allowsPrograms()) {
                console.err().println("flotilla: " + console.words().get("cli.consent.given", member.name(), command.toString()));
            } else if (!console
                    .confirms(console.words().get("cli.consent.ask", member.name(), member.origin(), command.toString()))) {
                continue;
            }
            consents.allow(command);
            more = true;
        }
        return more;
    }

    /// A push that could not keep its records must not begin, nor connect to anything.
    static void requireRecords(Console console, Workspace workspace) throws Trouble {
        SessionOptions options = options(console, ConsentStore.NONE);
        try {
            FleetSession.tryRecords(workspace, options);
        } catch (IOException _) {
            throw Trouble.invalid("state-unwritable", options.state());
        }
    }

    /// Past runs, newest first, without a word to any member.
    static List<RunRecord> history(Console console, Engine engine, Planning planning, String path)
            throws Trouble, IOException {
        Workspace workspace = planning.open(path);
        planning.requireSettings(workspace);
        var unconnected = new WorkspaceSettings(workspace.settings().name(), workspace.settings().manifests(), null, "", "",
                List.of());
        try (var session = FleetSession.open(engine, workspace.withSettings(unconnected, List.of()),
                options(console, ConsentStore.NONE))) {
            return session.history();
        }
    }

    private static void warnOfForgetting(Console console) {
        Path records = options(console, ConsentStore.NONE).state();
        IOException problem = unwritable(records);
        if (problem == null) return;
        console.err()
                .println("flotilla: " + console.words().get("cli.clusters.forgotten", records.toString(), Trouble.why(problem)));
    }

    private static @Nullable IOException unwritable(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder)) ? null : new AccessDeniedException(folder.toString());
        } catch (IOException e) {
            return e;
        }
    }

    /// The contexts that kubectl would know here, as a sentence; empty where there are none.
    static String candidates(Console console) {
        Path home = options(console, ConsentStore.NONE).home();
        List<String> contexts = Kubeconfigs.read(Kubeconfigs.standardFiles(console.environment(), home)).contexts().stream()
                .map(KubeContext::name).distinct().toList();
        return contexts.isEmpty() ? "" : console.words().get("cli.members.contexts", String.join(", ", contexts));
    }

    static SessionOptions options(Console console, ConsentStore consents) {
        Map<String, String> environment = console.environment();
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.isBlank() ? home.resolve(".local").resolve("state") : Path.of(state);
        return new SessionOptions(consents, folder.resolve("flotilla"), environment, home, Clock.systemUTC());
    }

    Workspace workspace() {
        return workspace;
    }

    FleetSession session() {
        return session;
    }

    FleetPlan plan() {
        return plan;
    }

    /// Names as given on the command line, checked.
    Set<String> members(List<String> names) throws Trouble {
        List<String> all = session.members().stream().map(MemberConnection::name).toList();
        for (String name : names) {
            if (!all.contains(name)) throw Trouble.invalid("no-such-member", name, String.join(", ", all));
        }
        return Set.copyOf(names);
    }

    /// Says which members did not answer, and what that means for the exit code.
    ///
    /// @param otherwise the exit code when all did
    int reportSilence(int otherwise) {
        var failures = new LinkedHashMap<String, @Nullable ClusterFailure>();
        session.members().stream().filter(member -> member.state() != MemberConnection.State.PLANNED_ONLY)
                .forEach(member -> failures.put(member.name(), silence(member)));
        return reportFailures(failures, otherwise);
    }

    /// A member that has not answered by now has failed, as far as this command goes.
    static @Nullable ClusterFailure silence(MemberConnection member) {
        boolean waiting = member.state() == MemberConnection.State.CONNECTING && member.failure() == null;
        return waiting ? new ClusterFailure.TimedOut(member.address(), PATIENCE.toSeconds()) : member.failure();
    }

    /// Says which members failed, and what that means for the exit code.
    ///
    /// @param failures member to failure, in fleet order; `null` for those that did not fail
    /// @param otherwise the exit code when none failed
    int reportFailures(Map<String, @Nullable ClusterFailure> failures, int otherwise) {
        var failed = new ArrayList<String>();
        failures.forEach((name, failure) -> {
            if (failure == null) return;
            failed.add(name);
            console.err().println("flotilla: " + name + console.words().get("cli.colon") + sentence(console, failure));
        });
        if (failed.isEmpty()) return otherwise;
        return failed.size() == failures.size() ? ExitCode.NO_MEMBER_REACHED : ExitCode.SOME_MEMBERS_FAILED;
    }

    static String sentence(Console console, ClusterFailure failure) {
        String hint = console.words().failureHint(failure);
        if (failure instanceof ClusterFailure.ConsentNeeded) hint = console.words().get("cli.consent.hint");
        return console.words().failure(failure) + (hint == null ? "" : " (" + hint + ")");
    }

    @Override
    public void close() {
        session.close();
    }
}
