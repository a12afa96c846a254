package dev.flotilla.app.cli;

import java.time.Duration;

import dev.flotilla.app.settings.OwnFolder;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Consents;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.kubefedctl.Refusal;

/// The connection to the host that kubefedctl's commands need, and how they fail.
final class OnHost {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Console console;
    private final Engine engine;
    private final Planning planning;

    OnHost(Console console, Engine engine, Planning planning) {
        this.console = console;
        this.engine = engine;
        this.planning = planning;
    }

    interface Work {
        /// @param namespace the one that is meant where none is named
        int on(KubeFedHost host, String namespace) throws ClusterException, Refusal, Trouble;
    }

    /// @return the exit code
    int run(HostOptions options, Work work) throws Trouble {
        var consents = new Consents(OwnFolder.of(console.environment()));
        try (var session = FleetSession.open(engine, options.hostOnly(console, planning), Connected.options(console, consents))) {
            boolean unused = session.awaitFirstAnswers(PATIENCE);
            var seen = session.host().orElseThrow();
            ClusterFailure failure = seen.failure();
            var client = session.client(FleetSession.HOST);
            if (failure != null || client.isEmpty()) {
                return failed(failure == null ? new ClusterFailure.NotConfigured("not-connected", FleetSession.HOST) : failure,
                        ExitCode.NO_MEMBER_REACHED);
            }
            return work.on(new KubeFedHost(client.get(), options.namespace()), session.hostNamespace());
        } catch (ClusterException e) {
            return failed(e.failure(), e.failure().isUnreachable() ? ExitCode.NO_MEMBER_REACHED : ExitCode.SOME_MEMBERS_FAILED);
        } catch (Refusal e) {
            console.err().println("flotilla: " + console.words().get(e.code(), e.arguments()));
            return ExitCode.INVALID;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Trouble(ExitCode.NO_MEMBER_REACHED, "interrupted");
        }
    }

    private int failed(ClusterFailure failure, int exit) {
        console.err().println("flotilla: " + Connected.sentence(console, failure));
        return exit;
    }

    /// `customresourcedefinition federatedfoos.types.kubefed.io created`
    void tell(KubeFedHost.Applied applied, boolean dryRun) {
        String key = applied.created() ? "kubefed.host.created" : "kubefed.host.updated";
        console.out().println(console.words().get(key, applied.object().toString()) + (dryRun
                ? console.words().get("kubefed.host.dry-run")
                : ""));
    }
}
