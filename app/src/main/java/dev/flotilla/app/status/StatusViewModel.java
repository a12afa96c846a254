package dev.flotilla.app.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Job;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.LogQuery;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.Deletion;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectDetails.EventLine;
import dev.flotilla.engine.status.ObjectDetails.PodLine;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import org.jspecify.annotations.Nullable;

/// The matrix, and whatever was picked in it. Used on the FX thread.
public final class StatusViewModel {
    private static final int LOG_LIMIT = 5_000;
    private static final Duration AGES = Duration.ofSeconds(5);
    private static final int FIRST_LINES = 500;

    private final Background background;
    private final Clock clock;
    private final Supplier<@Nullable FleetPlan> plan;
    private final Supplier<@Nullable LiveObjects> live;

    private final ReadOnlyObjectWrapper<@Nullable FleetStatus> status = new ReadOnlyObjectWrapper<>(this, "status");
    private final ReadOnlyObjectWrapper<Matrix> matrix = new ReadOnlyObjectWrapper<>(this, "matrix", Matrix.EMPTY);
    private final ObservableList<MatrixRow.Whole> rows = FXCollections.observableArrayList();
    private final StringProperty lastPushed = new SimpleStringProperty(this, "lastPushed", "");
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final BooleanProperty onlyAttention = new SimpleBooleanProperty(this, "onlyAttention");
    private final ReadOnlyObjectWrapper<@Nullable Picked> picked = new ReadOnlyObjectWrapper<>(this, "picked");
    private final ReadOnlyObjectWrapper<@Nullable Life> life = new ReadOnlyObjectWrapper<>(this, "life");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyBooleanWrapper restoring = new ReadOnlyBooleanWrapper(this, "restoring");
    private final ObservableList<String> log = FXCollections.observableArrayList();
    private Job aging = Job.NONE;
    private Job reading = Job.NONE;
    private Job following = Job.NONE;
    private @Nullable Followed followed;
    private @Nullable MemberStatus readFor;

    /// A field of the matrix.
    ///
    /// @param cluster `null` for the object on all members
    record Picked(ObjectRef object, @Nullable String cluster) {}

    /// Whose log is being read.
    private record Followed(Picked of, String pod, @Nullable String container) {}

    /// What a member holds of an object, and what happened there.
    ///
    /// @param object `null` where the member has no such object
    /// @param deletion what its deletion waits for, or `null`
    /// @param records what the dialect's control plane would have noted down about the object
    record Life(Picked of, @Nullable LiveObject object, @Nullable Deletion deletion, List<EventLine> events, List<PodLine> pods,
            List<Manifest> records) {
        public Life {
            records = List.copyOf(records);
            events = List.copyOf(events);
            pods = List.copyOf(pods);
        }
    }

    /// @param plan the newest plan
    /// @param live `null` from it while no fleet is open
    public StatusViewModel(Background background, Clock clock, Supplier<@Nullable FleetPlan> plan,
            Supplier<@Nullable LiveObjects> live) {
        this.background = background;
        this.clock = clock;
        this.plan = plan;
        this.live = live;
        filter.subscribe(_ -> filterRows());
        onlyAttention.subscribe(_ -> filterRows());
    }

    public ReadOnlyObjectProperty<Matrix> matrixProperty() {
        return matrix.getReadOnlyProperty();
    }

    /// To be told whenever any figure became another, be it by news or by what is known of the last push.
    public void onFigures(Runnable then) {
        matrix.subscribe(_ -> then.run());
    }

    ReadOnlyObjectProperty<@Nullable FleetStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    ObservableList<MatrixRow.Whole> rows() {
        return rows;
    }

    /// The members that have a column: all, or those that words of the filter name.
    List<String> clusters() {
        List<String> all = matrix.get().clusters();
        String typed = filter.get() == null ? "" : filter.get().strip().toLowerCase(Locale.ROOT);
        if (typed.isEmpty()) return all;
        List<String> named = all.stream().filter(cluster -> List.of(typed.split("\\s+")).stream()
                .anyMatch(cluster.toLowerCase(Locale.ROOT)::contains)).toList();
        return named.isEmpty() ? all : named;
    }

    StringProperty filterProperty() {
        return filter;
    }

    BooleanProperty onlyAttentionProperty() {
        return onlyAttention;
    }

    ReadOnlyObjectProperty<@Nullable Picked> pickedProperty() {
        return picked.getReadOnlyProperty();
    }

    Instant now() {
        return clock.instant();
    }

    /// What the member said of the picked object, or `null` until it did.
    ReadOnlyObjectProperty<@Nullable Life> lifeProperty() {
        return life.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty restoringProperty() {
        return restoring.getReadOnlyProperty();
    }

    /// Lines of the log that is being followed.
    ObservableList<String> log() {
        return log;
    }

    /// How many placements drifted or failed: what a person should look at, without what is merely under way.
    public long worrying() {
        return matrix.get().drifted() + matrix.get().failed();
    }

    /// Members that are grey, in the fleet's order.
    List<FleetStatus.Watched> silent() {
        FleetStatus now = status.get();
        return now == null ? List.of() : now.clusters().stream().filter(member -> !member.answering()).toList();
    }

    /// To be called with every new status; `null` when nothing is open.
    public void show(@Nullable FleetStatus now) {
        status.set(now);
        // Of a member that is silent nothing new comes, and what is shown of it grows older all the same.
        boolean ages = !silent().isEmpty();
        if (ages && aging == Job.NONE) {
            aging = background.every(AGES, () -> show(status.get()));
        } else if (!ages) {
            aging.cancel();
            aging = Job.NONE;
        }
        if (now == null) {
            matrix.set(Matrix.EMPTY);
            unpick();
        } else {
            matrix.set(
                    Matrix.of(now, plan.get(), cell -> difference(cell.member()), clock.instant()));
        }
        filterRows();
        followPicked();
    }

    /// What was looked for in another workspace is not looked for in this one.
    public void anotherWorkspace() {
        filter.set("");
        onlyAttention.set(false);
        unpick();
    }

    private void filterRows() {
        String words = filter.get() == null ? "" : filter.get().strip().toLowerCase(Locale.ROOT);
        rows.setAll(matrix.get().rows().stream().filter(row -> !onlyAttention.get() || row.needsAttention())
                .filter(row -> matches(row, words)).toList());
    }

    private static boolean matches(MatrixRow.Whole row, String words) {
        String all = (row.object() + " " + row.policy() + " " + String.join(" ", row.cells().keySet())).toLowerCase(Locale.ROOT);
        for (String word : words.split("\\s+")) {
            if (!all.contains(word)) return false;
        }
        return true;
    }

    /// @param object  `null` to pick nothing
    /// @param cluster `null` for all members
    void pick(@Nullable ObjectRef object, @Nullable String cluster) {
        Picked now = object == null ? null : new Picked(object, cluster);
        if (Objects.equals(now, picked.get())) return;
        reading.cancel();
        stopLog();
        readFor = null;
        life.set(null);
        failure.set(null);
        picked.set(now);
        followPicked();
    }

    void unpick() {
        pick(null, null);
    }

    /// Picks the next placement like this after the picked one, on whichever member; after the last one comes the first. A filter that
    /// hides it is dropped.
    ///
    /// @param step 1 for the next, -1 for the one before
    void goToNext(Collection<Sought> what, int step) {
        Matrix all = matrix.get();
        List<Matrix.Spot> spots = all.spots(what);
        if (spots.isEmpty()) return;
        Picked here = picked.get();
        int line = here == null ? -1 : all.line(here.object());
        int place = here == null || here.cluster() == null ? -1 : all.clusters().indexOf(here.cluster());
        long passed = spots.stream().filter(spot -> !spot.isAfter(line, place)).count();
        boolean onOne = spots.stream().anyMatch(spot -> spot.line() == line && spot.place() == place);
        long next = step > 0 ? passed : passed - (onOne ? 2 : 1);
        goTo(spots.get((int) Math.floorMod(next, (long) spots.size())));
    }

    private void goTo(Matrix.Spot spot) {
        boolean hidden = rows.stream().noneMatch(row -> row.object().equals(spot.object()))
                || !clusters().contains(spot.cluster());
        if (hidden) {
            filter.set("");
            onlyAttention.set(false);
        }
        pick(spot.object(), spot.cluster());
    }

    /// Where there is something like this among the shown lines, on members that come before or after some of those with a column.
    ///
    /// @param from the first member that counts, from 0
    /// @param to   the first that does not
    List<Matrix.Spot> among(Collection<Sought> what, int from, int to) {
        List<String> columns = clusters();
        Set<String> asked = Set.copyOf(columns.subList(from, to));
        Set<ObjectRef> shown = rows.stream().map(MatrixRow.Whole::object).collect(Collectors.toSet());
        return matrix.get().spots(what).stream()
                .filter(spot -> asked.contains(spot.cluster()) && shown.contains(spot.object())).toList();
    }

    /// Picks by name, as other pages know objects.
    public void pickKey(ObjectKey key, @Nullable String cluster) {
        matrix.get().rows().stream().filter(row -> row.object().key().equals(key)).findFirst()
                .ifPresent(row -> pick(row.object(), cluster));
    }

    /// The picked object's status on all members, or `null`.
    @Nullable
    ObjectStatus pickedObject() {
        FleetStatus now = status.get();
        Picked which = picked.get();
        return now == null || which == null ? null : now.object(which.object().key()).orElse(null);
    }

    /// The picked field's status, or `null` where there is none.
    @Nullable
    MemberStatus pickedMember() {
        ObjectStatus object = pickedObject();
        Picked which = picked.get();
        return object == null || which == null || which.cluster() == null ? null : object.on(which.cluster()).orElse(null);
    }

    /// The picked field's drifted fields.
    List<Drift> drift() {
        Picked which = picked.get();
        MemberStatus member = pickedMember();
        return which == null || member == null ? List.of() : fields(member);
    }

    /// Whether a push would bring the picked field what the plan has for it.
    boolean pickedWaits() {
        Picked which = picked.get();
        MemberStatus member = pickedMember();
        return which != null && member != null && (member.phase() == Phase.NOT_FOUND
                || difference(member) == Cell.Difference.WAITS);
    }

    private List<Drift> fields(MemberStatus member) {
        return member.drift().stream().filter(this::isDrift).toList();
    }

    /// A field that nobody else owns differs because the plan moved on since the last push, unless this very plan was pushed last.
    private boolean isDrift(Drift field) {
        FleetPlan newest = plan.get();
        boolean others = !field.manager().isEmpty() && !field.manager().equals(LiveObject.FLOTILLA);
        return others || newest == null || newest.hash().equals(lastPushed.get());
    }

    private Cell.Difference difference(MemberStatus member) {
        if (!fields(member).isEmpty()) return Cell.Difference.DRIFTED;
        return member.drift().stream().allMatch(this::isDrift) ? Cell.Difference.NONE : Cell.Difference.WAITS;
    }

    /// The hash of the plan that was pushed last; empty where none was, or while that is not known.
    public void pushedLast(String hash) {
        if (hash.equals(lastPushed.get())) return;
        lastPushed.set(hash);
        show(status.get());
    }

    /// How many placements a push would bring what the plan has for them.
    public int waiting() {
        FleetStatus now = status.get();
        if (now == null) return 0;
        return (int) now.objects().stream().flatMap(object -> object.members().stream().filter(member -> !member.stale())
                .filter(member -> member.phase() == Phase.NOT_FOUND
                        || difference(member) != Cell.Difference.NONE))
                .count();
    }

    /// Reads again what the member says, once the status of the picked field became another.
    private void followPicked() {
        MemberStatus now = pickedMember();
        if (now == null || now.stale() || Objects.equals(now, readFor)) return;
        readFor = now;
        read();
    }

    private void read() {
        LiveObjects fleet = live.get();
        Picked which = picked.get();
        if (fleet == null || which == null || which.cluster() == null) return;
        String cluster = which.cluster();
        FleetPlan planned = plan.get();
        reading.cancel();
        reading = background.run(() -> {
            LiveObject object = fleet.read(cluster, which.object());
            List<Manifest> records = planned == null ? List.of() : fleet.records(planned, which.object());
            if (object == null) return new Life(which, null, null, List.of(), List.of(), records);
            Deletion deletion = object.isTerminating() ? fleet.deletion(cluster, which.object()).orElse(null) : null;
            return new Life(which, object, deletion, fleet.events(cluster, which.object()), fleet.pods(cluster, which.object()),
                    records);
        }, life::set, failure::set);
    }

    /// Shows a pod's log from now on; goes on where it is being read already.
    void followLog(PodLine pod, @Nullable String container) {
        LiveObjects fleet = live.get();
        Picked which = picked.get();
        var wanted = which == null ? null : new Followed(which, pod.namespace() + "/" + pod.name(), container);
        if (wanted != null && wanted.equals(followed)) return;
        stopLog();
        if (fleet == null || which == null || which.cluster() == null) return;
        followed = wanted;
        var lines = new ConcurrentLinkedQueue<String>();
        var coming = new AtomicBoolean();
        var mine = new AtomicBoolean(true);
        String cluster = which.cluster();
        Job job = background.run(() -> {
            fleet.logs(cluster, new LogQuery(pod.namespace(), pod.name(), container, FIRST_LINES, true, false), line -> {
                lines.add(line);
                if (coming.compareAndSet(false, true)) background.onFx(() -> {
                    coming.set(false);
                    if (mine.get()) take(lines);
                });
            });
            return true;
        }, _ -> ended(wanted), e -> {
            failure.set(e);
            ended(wanted);
        });
        following = () -> {
            mine.set(false);
            job.cancel();
        };
    }

    /// What has come stays; whoever chooses the pod again reads it anew.
    private void ended(@Nullable Followed which) {
        if (Objects.equals(followed, which)) followed = null;
    }

    private void take(ConcurrentLinkedQueue<String> lines) {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            log.add(line);
        }
        if (log.size() > LOG_LIMIT) log.remove(0, log.size() - LOG_LIMIT);
    }

    void stopLog() {
        following.cancel();
        following = Job.NONE;
        followed = null;
        log.clear();
    }

    /// Pushes the picked object again as it is planned.
    void restore() {
        LiveObjects fleet = live.get();
        Picked which = picked.get();
        FleetPlan newest = plan.get();
        if (fleet == null || which == null || which.cluster() == null || newest == null || restoring.get()) return;
        String cluster = which.cluster();
        restoring.set(true);
        failure.set(null);
        background.run(() -> fleet.restore(newest, cluster, which.object()), _ -> restoring.set(false), e -> {
            restoring.set(false);
            failure.set(e);
        });
    }
}
