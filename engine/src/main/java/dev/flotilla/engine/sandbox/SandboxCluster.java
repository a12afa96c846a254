package dev.flotilla.engine.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.controller.Controllers;
import dev.flotilla.engine.sandbox.http.ApiServer;
import dev.flotilla.engine.sandbox.http.Faults;
import dev.flotilla.engine.sandbox.http.Routes;
import dev.flotilla.engine.sandbox.http.TlsIdentity;
import dev.flotilla.engine.sandbox.http.Tokens;
import dev.flotilla.engine.sandbox.kind.Catalog;
import dev.flotilla.engine.sandbox.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/// One simulated cluster, running until it is closed. It holds no file and leaves nothing behind; who wants it to go on later keeps
/// its [#state].
///
/// The methods named `set…` and `fail…` make things go wrong on purpose; they may be called at any time from any thread. What
/// goes wrong with a single workload is said in its pod template: an image whose tag is `does-not-exist`, or the annotation
/// `sandbox.flotilla.dev/fail: image-pull | crash | never-ready`.
public final class SandboxCluster implements AutoCloseable {
    private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

    private final SandboxSpec spec;
    private final Clock clock;
    private final TlsIdentity identity;
    private final Tokens tokens = new Tokens();
    private final Faults faults = new Faults();
    private final ObjectStore store = new ObjectStore();
    private final Controllers controllers;
    private final ApiServer server;

    private SandboxCluster(SandboxSpec spec, Clock clock, @Nullable SandboxState before) {
        this.spec = spec;
        this.clock = clock;
        var backend = new Backend(store, new Catalog(), clock,
                new Random(before == null ? spec.name().hashCode() : seed(spec, before)));
        identity = TlsIdentity.shared();
        controllers = new Controllers(backend, tokens::issue, identity.pem(),
                new Controllers.Capacity(spec.nodes(), spec.cpu(), spec
                        .memory(), spec.pods(), spec.fullVersion()),
                before == null ? null : before.contents());
        if (before != null) controllers.passTime(passed(before.at(), clock.instant()));
        server = new ApiServer(identity, tokens, faults, new Routes(backend, spec.fullVersion(), tokens));
        controllers.start();
    }

    /// Starts a cluster; it answers at once.
    public static SandboxCluster start(SandboxSpec spec) {
        return new SandboxCluster(spec, Clock.systemUTC(), null);
    }

    /// Starts a cluster that goes on from an earlier state, as if it had run all the while.
    public static SandboxCluster resume(SandboxState state) {
        return new SandboxCluster(state.spec(), Clock.systemUTC(), state);
    }

    /// Names that were given before are not to be given again.
    private static long seed(SandboxSpec spec, SandboxState before) {
        return 31L * spec.name().hashCode() + before.contents().revision();
    }

    /// What starts or stops has done so after a while; what comes round again for ever does not have to be lived through.
    private static Duration passed(Instant since, Instant now) {
        Duration passed = Duration.between(since, now);
        return passed.isNegative() ? Duration.ZERO : passed.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : passed;
    }

    /// What the cluster holds now.
    public SandboxState state() {
        return new SandboxState(spec, clock.instant(), store.contents());
    }

    /// Grows with every write.
    public long revision() {
        return store.revision();
    }

    /// `https://127.0.0.1:PORT`
    public URI server() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    /// The bearer token of the cluster's owner. Never to be logged.
    public String token() {
        return tokens.owner();
    }

    /// The certificate that a client has to trust, as PEM text.
    public String certificate() {
        return identity.pem();
    }

    /// A kubeconfig with one context, named after the cluster. Holds the token.
    public String kubeconfig() {
        String name = spec.name();
        String authority = Base64.getEncoder().encodeToString(identity.pem().getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                current-context: "%1$s"
                clusters:
                - name: "%1$s"
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s
                contexts:
                - name: "%1$s"
                  context: {cluster: "%1$s", user: "%1$s-admin"}
                users:
                - name: "%1$s-admin"
                  user:
                    token: "%4$s"
                """.formatted(name, server(), authority, token());
    }

    /// Down: connections are refused and open watches end; up again on the same port, with everything as it was.
    public void setDown(boolean down) {
        server.setDown(down);
    }

    /// Hanging: connections are accepted and nothing answers, until this is taken back.
    public void setHanging(boolean hanging) {
        faults.setHanging(hanging);
    }

    /// Every request is answered this much later.
    public void setLatency(Duration latency) {
        faults.setLatency(latency);
    }

    /// Refuses the next requests.
    ///
    /// @param status 429 (with `Retry-After: 1`), 500, 503, 504
    public void failNext(int status, int count) {
        faults.failNext(status, count);
    }

    /// A node stops or returns: its pods are no longer ready, and are replaced elsewhere a while later.
    ///
    /// @param node `node-1`, …
    public void setNodeDown(String node, boolean down) {
        controllers.setNodeDown(node, down);
    }

    /// How fast the simulated controllers, nodes and containers are.
    ///
    /// @param factor 1 as usual; 0.1 takes a tenth of the time
    public void setTimeScale(double factor) {
        controllers.setTimeScale(factor);
    }

    /// Forgets the history: watches from before now are answered with 410 Gone.
    public void compact() {
        store.compact();
    }

    @Override
    public void close() {
        controllers.close();
        server.close();
    }
}
