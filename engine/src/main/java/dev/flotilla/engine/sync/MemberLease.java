package dev.flotilla.engine.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Consumer;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Keeps two Flotillas apart that push one workspace to one member: a `coordination.k8s.io` Lease beside the ApplySet's parent,
/// written with the resource version that was read, so that of two who want it at once one wins.
///
/// A lease that nobody renewed for twice its life is free for all. One whose holder worked from this very workstation's state
/// folder is free at once: whoever asks has locked the folder, and the operating system gives that lock only when the process
/// before is gone. So nobody waits after a `kill -9`.
///
/// The lease stays when it is let go of, and names the plan that was pushed last and from where; none from when another plan is
/// begun until it is through.
///
/// Source: client-go, `tools/leaderelection/leaderelection.go`.
final class MemberLease implements AutoCloseable {
    static final Duration LIFE = Duration.ofSeconds(30);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration RENEW_AGAIN = Duration.ofSeconds(2);
    private static final Duration LET_GO = Duration.ofSeconds(3);
    private static final Duration LET_GO_AT_ONCE = Duration.ofMillis(500);
    private static final int RACES = 4;
    private static final TypeRef LEASE = new TypeRef("coordination.k8s.io/v1", "Lease");
    private static final String STATION = "flotilla.dev/station";
    private static final String PLAN = "flotilla.dev/plan";
    private static final String NOBODY = "";

    private final ClusterClient client;
    private final ApiResource type;
    private final Claim claim;
    private final Consumer<Holder> lost;
    private String plan;
    private LiveObject lease;
    private Instant renewed;
    private boolean released;
    private @Nullable Thread renewing;

    /// What somebody wants a lease for.
    ///
    /// @param lease   its name
    /// @param station this workstation's state folder; only who has locked the folder may claim for it
    /// @param plan    hash of what the member is to have; empty where only a part of it is pushed
    record Claim(String lease, Identity who, String station, String plan, Clock clock) {}

    /// What came of asking for it.
    sealed interface Answer {
        /// @param from whose it was and was not let go of, or `null`
        record Taken(MemberLease lease, @Nullable Holder from) implements Answer {}

        record HeldElsewhere(Holder holder) implements Answer {}

        /// The member has no leases, or none for us: nobody can be kept apart.
        record Unavailable(ClusterFailure why) implements Answer {}
    }

    /// Which plan was pushed last, and from where, as far as the lease tells.
    ///
    /// @param holder  `null` where nobody holds it now
    /// @param plan    empty for none
    /// @param station empty for none
    record Seen(@Nullable Holder holder, String plan, String station) {
        static final Seen NOTHING = new Seen(null, "", "");
    }

    private MemberLease(ClusterClient client, ApiResource type, Claim claim, LiveObject lease, Consumer<Holder> lost) {
        this.client = client;
        this.type = type;
        this.claim = claim;
        this.lease = lease;
        this.lost = lost;
        this.plan = annotation(lease, PLAN);
        this.renewed = claim.clock().instant();
    }

    /// @param lost called once, from another thread, when somebody else took the lease over
    /// @throws ClusterException when the member does not answer or fails
    static Answer take(ClusterClient client, Claim claim, Consumer<Holder> lost) throws ClusterException {
        var type = client.apis().find(LEASE);
        if (type.isEmpty()) return new Answer.Unavailable(new ClusterFailure.UnknownType(LEASE));
        try {
            for (int race = 1;; race++) {
                var live = client.get(type.get(), ApplySet.NAMESPACE, claim.lease());
                Holder holder = live.map(MemberLease::holder).orElse(null);
                if (holder != null && !isFree(live.get(), holder, claim)) return new Answer.HeldElsewhere(holder);
                try {
                    Instant now = claim.clock().instant();
                    String plan = live.map(before -> annotation(before, PLAN)).filter(claim.plan()::equals).orElse("");
                    var lease = new MemberLease(client, type.get(), claim, live.isEmpty()
                            ? client.create(type.get(), form(null, claim, plan, now), WriteOptions.NORMAL)
                            : client.update(type.get(), form(live.get(), claim, plan, now), WriteOptions.NORMAL), lost);
                    lease.renewing = Thread.ofVirtual().name("lease-" + client.cluster()).start(lease::keep);
                    return new Answer.Taken(lease, holder);
                } catch (ClusterException e) {
                    if (!isRace(e.failure()) || race >= RACES) throw e;
                }
            }
        } catch (ClusterException e) {
            if (e.failure() instanceof ClusterFailure.Forbidden) return new Answer.Unavailable(e.failure());
            throw e;
        }
    }

    /// Who holds it, without asking for it.
    static Seen look(ClusterClient client, String name, Clock clock) throws ClusterException {
        var type = client.apis().find(LEASE);
        if (type.isEmpty()) return Seen.NOTHING;
        try {
            var live = client.get(type.get(), ApplySet.NAMESPACE, name);
            if (live.isEmpty()) return Seen.NOTHING;
            Holder holder = holder(live.get());
            return new Seen(holder == null || isExpired(live.get(), holder, clock) ? null : holder, annotation(live.get(), PLAN),
                    annotation(live.get(), STATION));
        } catch (ClusterException e) {
            if (e.failure() instanceof ClusterFailure.Forbidden) return Seen.NOTHING;
            throw e;
        }
    }

    private static boolean isRace(ClusterFailure failure) {
        return failure instanceof ClusterFailure.Stale || failure instanceof ClusterFailure.AlreadyExists
                || failure instanceof ClusterFailure.NotFound;
    }

    private static boolean isFree(LiveObject live, Holder holder, Claim claim) {
        return annotation(live, STATION).equals(claim.station()) || isExpired(live, holder, claim.clock());
    }

    /// Twice its life, since two machines' clocks differ.
    private static boolean isExpired(LiveObject live, Holder holder, Clock clock) {
        Long life = live.root().intAt("spec", "leaseDurationSeconds");
        Duration patience = Duration.ofSeconds(life == null ? LIFE.toSeconds() : life).multipliedBy(2);
        return holder.heard().plus(patience).isBefore(clock.instant());
    }

    private static @Nullable Holder holder(LiveObject live) {
        MapValue spec = live.root().mapAt("spec");
        String identity = text(spec.textAt("holderIdentity"));
        if (identity.isEmpty()) return null;
        int session = identity.lastIndexOf('_');
        Instant heard = Objects.requireNonNullElse(LiveObject.instant(spec.textAt("renewTime")), Instant.EPOCH);
        return new Holder(session < 0 ? identity : identity.substring(0, session), Objects.requireNonNullElse(LiveObject.instant(
                spec.textAt("acquireTime")), heard), heard);
    }

    private static boolean isOurs(LiveObject live, Claim claim) {
        return claim.who().holder().equals(live.root().textAt("spec", "holderIdentity"));
    }

    /// @param live the lease as it is, whose version is to be replaced; `null` to make one
    private static Manifest form(@Nullable LiveObject live, Claim claim, String plan, Instant now) {
        boolean ours = live != null && isOurs(live, claim);
        Long changes = live == null ? null : live.root().intAt("spec", "leaseTransitions");
        String since = live == null ? null : live.root().textAt("spec", "acquireTime");
        return manifest(live, claim.lease(), MapValue.builder().put("holderIdentity", claim.who().holder())
                .put("leaseDurationSeconds", LIFE.toSeconds()).put("acquireTime", ours && since != null ? since : micros(now))
                .put("renewTime", micros(now)).put("leaseTransitions", (changes == null ? 0 : changes) + (ours ? 0 : 1)).build(),
                MapValue.builder().put(STATION, claim.station()).put(PLAN, plan).build());
    }

    private static Manifest manifest(@Nullable LiveObject live, String name, MapValue spec, MapValue annotations) {
        var metadata = MapValue.builder().put("name", name).put("namespace", ApplySet.NAMESPACE);
        if (live != null) metadata.put("resourceVersion", live.resourceVersion());
        return new Manifest(MapValue.builder().put("apiVersion", LEASE.apiVersion()).put("kind", LEASE.kind())
                .put("metadata", metadata.put("annotations", annotations).build()).put("spec", spec).build());
    }

    /// `MicroTime` wants six digits.
    private static String micros(Instant time) {
        String text = time.truncatedTo(ChronoUnit.MICROS).toString();
        String whole = text.substring(0, "2026-01-01T00:00:00".length());
        return whole + ".%06dZ".formatted(time.getNano() / 1000);
    }

    private static String annotation(LiveObject live, String key) {
        return text(live.root().textAt("metadata", "annotations", key));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// Whether it is still ours. After a sleep as long as its life the member is asked, since somebody else may have taken it.
    boolean holds() throws ClusterException {
        return !isOverdue() || renew();
    }

    private synchronized boolean isOverdue() {
        return Duration.between(renewed, claim.clock().instant()).abs().compareTo(LIFE) > 0;
    }

    private void keep() {
        Duration pause = RENEW;
        try {
            while (true) {
                Thread.sleep(pause);
                try {
                    if (!renew()) return;
                    pause = RENEW;
                } catch (ClusterException _) {
                    pause = RENEW_AGAIN;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return `false` where somebody else has it now
    private synchronized boolean renew() throws ClusterException {
        for (int race = 1; !released; race++) {
            try {
                Instant now = claim.clock().instant();
                lease = client.update(type, form(lease, claim, plan, now), WriteOptions.NORMAL);
                renewed = now;
                return true;
            } catch (ClusterException e) {
                if (!isRace(e.failure()) || race >= RACES) throw e;
                var live = client.get(type, ApplySet.NAMESPACE, claim.lease());
                Holder holder = live.map(MemberLease::holder).orElse(null);
                if (live.isEmpty()) {
                    lease = client.create(type, form(null, claim, plan, claim.clock().instant()), WriteOptions.NORMAL);
                    renewed = claim.clock().instant();
                    return true;
                }
                if (holder != null && !isOurs(live.get(), claim) && !isExpired(live.get(), holder, claim.clock())) {
                    released = true;
                    lost.accept(holder);
                    return false;
                }
                lease = live.get();
            }
        }
        return false;
    }

    /// All of the plan is pushed.
    synchronized void pushed() {
        plan = claim.plan();
    }

    private synchronized void release() {
        if (released) return;
        released = true;
        try {
            MapValue spec = lease.root().mapAt("spec").with("holderIdentity", Value.text(NOBODY));
            MapValue annotations = lease.root().mapAt("metadata", "annotations").with(PLAN, Value.text(plan));
            LiveObject unused = client.update(type, manifest(lease, claim.lease(), spec, annotations), WriteOptions.NORMAL);
        } catch (ClusterException _) {
            // Then it expires, or this workstation's next run takes it at once.
        }
    }

    /// Lets go, also for a thread that was interrupted, and without waiting for a member that hangs.
    @Override
    public void close() {
        Thread keeper = renewing;
        if (keeper != null) keeper.interrupt();
        boolean interrupted = Thread.interrupted();
        Thread letting = Thread.ofVirtual().name("lease-" + client.cluster() + "-end").start(this::release);
        try {
            if (!letting.join(interrupted ? LET_GO_AT_ONCE : LET_GO)) letting.interrupt();
        } catch (InterruptedException _) {
            interrupted = true;
            letting.interrupt();
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
