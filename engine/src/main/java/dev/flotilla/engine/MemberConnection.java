package dev.flotilla.engine;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.fleet.MemberCluster;
import org.jspecify.annotations.Nullable;

/// How one cluster of a session is reached, as last seen.
///
/// @param name      the member's name; `host` for the host
/// @param origin    where the connection comes from: `kind-worker01 in /home/me/.kube/config`, `sandbox`; empty for none
/// @param address   `host:port`, or empty while unknown
/// @param failure   why it does not answer, or `null`
/// @param observed  what it said of itself, now or when it last answered
/// @param lastAnswer `null` for never
/// @param latencies of the last probes in milliseconds, oldest first
/// @param warnings  codes of what is unwise about the connection, such as `cluster.insecure-skip-tls-verify`
public record MemberConnection(String name, String origin, String address, State state, @Nullable ClusterFailure failure,
        MemberCluster observed, @Nullable Instant lastAnswer, List<Integer> latencies, List<String> warnings) {
    public MemberConnection {
        latencies = List.copyOf(latencies);
        warnings = List.copyOf(warnings);
    }

    /// `PLANNED_ONLY`: neither a kubeconfig nor a sandbox is given, so nothing can be pushed there.
    public enum State {
        PLANNED_ONLY, CONNECTING, READY, FAILED
    }
}
