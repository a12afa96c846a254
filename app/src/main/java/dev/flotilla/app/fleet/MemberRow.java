package dev.flotilla.app.fleet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.State;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.fleet.Resources;
import dev.flotilla.engine.value.Quantity;
import org.jspecify.annotations.Nullable;

/// A member as the table shows it: what its connection says, joined with what is declared of it.
///
/// @param declared   the member as the plan sees it: declared fields first, then what the cluster says
/// @param connection how it is reached
/// @param sandbox    whether it is simulated
/// @param replicas   how many the plan gives it; -1 where nothing is planned
/// @param configured the kubeconfig that the workspace names for it, or empty
record MemberRow(String name, int place, MemberCluster declared, MemberConnection connection, boolean sandbox, int replicas,
        String configured) {

    /// Where its kubeconfig comes from: as the connection found it, or as the workspace names it.
    String origin() {
        return connection.origin().isEmpty() ? configured : connection.origin();
    }

    /// The same in words: the engine says it as `CONTEXT in FILE`.
    String origin(Messages text) {
        int in = origin().indexOf(" in ");
        return in < 0 ? origin() : text.get("fleet.origin.context", origin().substring(0, in), origin().substring(in + 4));
    }

    /// Whether nothing but what each probe measures differs.
    boolean isLike(MemberRow other) {
        return atRest().equals(other.atRest());
    }

    private MemberRow atRest() {
        var still = new MemberConnection(connection.name(), connection.origin(), connection.address(), connection.state(),
                connection.failure(), connection.observed(),
                connection.lastAnswer() == null ? null : Instant.EPOCH, List.of(), connection.warnings());
        return new MemberRow(name, place, declared, still, sandbox, replicas, configured);
    }

    State state() {
        return switch (connection.state()) {
            case PLANNED_ONLY -> State.NOT_REACHED;
            case CONNECTING -> State.RUNNING;
            case READY -> declared.readiness() == Readiness.NOT_READY || nodesMissing() ? State.WARNING : State.OK;
            case FAILED -> connection.failure() instanceof ClusterFailure.ConsentNeeded
                    ? State.HINT
                    : isUnknown() ? State.NO_ANSWER : State.FAILED;
        };
    }

    /// The last part of the key of the state's word.
    String word() {
        return switch (connection.state()) {
            case PLANNED_ONLY -> "planned-only";
            case CONNECTING -> "connecting";
            case READY -> declared.readiness() == Readiness.NOT_READY ? "not-ready" : "ready";
            case FAILED ->
                connection.failure() instanceof ClusterFailure.ConsentNeeded ? "consent" : isUnknown() ? "silent" : "failed";
        };
    }

    /// What it can be found by, in small letters.
    String facts() {
        var place = declared.location();
        return String.join(" ", name, String.valueOf(declared.labels()), place.provider(), place.region(),
                String.valueOf(place.zones()), declared.syncMode(), String.valueOf(declared.version()),
                String.valueOf(declared.taints()), origin(), word()).toLowerCase(Locale.ROOT);
    }

    private boolean isUnknown() {
        ClusterFailure failure = connection.failure();
        return failure == null || failure.isUnreachable() && connection.lastAnswer() != null;
    }

    private boolean nodesMissing() {
        var capacity = declared.capacity();
        return capacity.nodes() >= 0 && capacity.readyNodes() >= 0 && capacity.readyNodes() < capacity.nodes();
    }

    boolean isReady() {
        return connection.state() == MemberConnection.State.READY;
    }

    /// Whether what is shown was seen just now.
    boolean isFresh() {
        return isReady();
    }

    /// Requested over allocatable, or -1 where it is not known.
    double used(String resource) {
        BigDecimal all = amount(resource, true);
        BigDecimal taken = amount(resource, false);
        if (all == null || all.signum() <= 0) return -1;
        return taken == null ? 0 : taken.doubleValue() / all.doubleValue();
    }

    /// @param allocatable what the nodes offer; otherwise what pods have requested
    @Nullable
    BigDecimal amount(String resource, boolean allocatable) {
        Resources resources = declared.capacity().resources();
        if (resources == null) return null;
        String text = (allocatable ? resources.allocatable() : resources.allocated()).get(resource);
        Quantity quantity = text == null ? null : Quantity.parse(text);
        return quantity == null ? null : quantity.amount();
    }
}
