package dev.flotilla.app.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.flotilla.app.status.Cell.Difference;
import dev.flotilla.app.ui.State;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan.StoredName;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import org.jspecify.annotations.Nullable;

/// The objects × members matrix with its sums, made from what the engine watches.
///
/// @param rows     in document order
/// @param replicas ready of how many planned; placements that are stale or were never seen count as not known
record Matrix(List<String> clusters, List<MatrixRow.Whole> rows, Sum replicas, long healthy, long drifted, long failed,
        long silent) {
    static final Matrix EMPTY = new Matrix(List.of(), List.of(), new Sum(0, 0, 0), 0, 0, 0, 0);

    record Sum(int ready, int planned, int unknown) {
        boolean isKnown() {
            return planned == 0 || unknown < planned;
        }
    }

    Matrix {
        clusters = List.copyOf(clusters);
        rows = List.copyOf(rows);
    }

    /// Where there is such a thing, line by line and in each from the first member to the last.
    List<Spot> spots(Collection<Sought> what) {
        var spots = new ArrayList<Spot>();
        for (int line = 0; line < rows.size(); line++) {
            MatrixRow.Whole row = rows.get(line);
            for (int place = 0; place < clusters.size(); place++) {
                Cell cell = row.cells().get(clusters.get(place));
                if (cell != null && what.stream().anyMatch(one -> one.is(cell))) {
                    spots.add(new Spot(row.object(), clusters.get(place), line, place));
                }
            }
        }
        return spots;
    }

    /// @param line  of the object, from 0
    /// @param place of the member, from 0
    record Spot(ObjectRef object, String cluster, int line, int place) {
        boolean isAfter(int line, int place) {
            return this.line > line || this.line == line && this.place > place;
        }
    }

    /// The line of an object, or -1.
    int line(ObjectRef object) {
        for (int line = 0; line < rows.size(); line++) {
            if (rows.get(line).object().equals(object)) return line;
        }
        return -1;
    }

    /// How many rows need somebody to look.
    long attention() {
        return rows.stream().filter(MatrixRow.Whole::needsAttention).count();
    }

    /// @param plan    for the names under which a control plane would store things; `null` while unknown
    /// @param difference how a cell that differs from the plan shows: a person may have left its fields alone
    static Matrix of(FleetStatus status, @Nullable FleetPlan plan, Function<DifferingCell, Difference> difference, Instant now) {
        var clusters = status.clusters().stream().map(FleetStatus.Watched::cluster).toList();
        var rows = new ArrayList<MatrixRow.Whole>();
        int ready = 0;
        int planned = 0;
        int unknown = 0;
        for (ObjectStatus object : status.objects()) {
            rows.add(row(object, plan, difference, now));
            for (MemberStatus member : object.members()) {
                int wanted = member.planned() == null ? 0 : member.planned();
                Replicas replicas = member.replicas();
                planned += wanted;
                if (member.stale() || !member.isKnown()) {
                    unknown += wanted;
                } else {
                    ready += replicas == null ? 0 : Math.min(wanted, replicas.ready());
                }
            }
        }
        return new Matrix(clusters, rows, new Sum(ready, planned, unknown), count(rows, cell -> cell.state() == State.OK),
                count(rows, Sought.DRIFTED::is), count(rows, Sought.FAILED::is), count(rows, Sought.SILENT::is));
    }

    /// @param object whose cell it is
    record DifferingCell(ObjectRef object, MemberStatus member) {}

    private static long count(List<MatrixRow.Whole> rows, Predicate<Cell> which) {
        return rows.stream().flatMap(row -> row.cells().values().stream()).filter(which).count();
    }

    private static MatrixRow.Whole row(ObjectStatus object, @Nullable FleetPlan plan,
            Function<DifferingCell, Difference> difference, Instant now) {
        var cells = new LinkedHashMap<String, Cell>();
        for (MemberStatus member : object.members()) {
            Difference shown = member.isDrifted()
                    ? difference.apply(new DifferingCell(object.object(), member))
                    : Difference.NONE;
            cells.put(member.cluster(), Cell.of(member, shown, now));
        }
        boolean anyWaits = cells.values().stream().anyMatch(Cell::waits);
        boolean anyDrift = cells.values().stream().anyMatch(Cell::drifted);
        int stale = object.staleMembers();
        int unknown = object.unknownMembers();
        State state = stale + unknown > 0 && object.phase() != Phase.FAILED
                ? State.NO_ANSWER
                : object.phase() != Phase.CURRENT
                        ? Cell.stateOf(object.phase())
                        : anyDrift ? State.DRIFTED : anyWaits ? State.HINT : State.OK;
        var total = new Cell(state, total(object), Cell.word(object.phase()),
                anyDrift ? Difference.DRIFTED : anyWaits ? Difference.WAITS : Difference.NONE, null);
        var policy = object.policy();
        return new MatrixRow.Whole(object.object(), policy == null ? kindOfDialect(object, plan) : policy.name(), total,
                new MatrixRow.Doubt(stale, unknown), cells, parts(object, plan));
    }

    /// What has no policy of its own says so with the document that placed it.
    private static String kindOfDialect(ObjectStatus object, @Nullable FleetPlan plan) {
        if (plan == null) return "";
        return plan.object(object.object().key()).map(found -> found.template()).map(template -> template.ref().kind())
                .orElse("");
    }

    private static String total(ObjectStatus object) {
        Integer planned = object.planned();
        boolean known = object.unknownMembers() < object.members().size();
        return planned == null ? "" : Cell.ready(known, object.replicas()) + "/" + planned;
    }

    private static List<MatrixRow.Part> parts(ObjectStatus object, @Nullable FleetPlan plan) {
        var parts = new ArrayList<MatrixRow.Part>();
        String owner = object.object().toString();
        if (plan != null) {
            plan.object(object.object().key()).ifPresent(found -> {
                var seen = new HashSet<String>();
                for (StoredName stored : found.names()) {
                    // a Work bears one name in the namespace of each member: a line here
                    if (!seen.add(stored.kind() + " " + stored.name())) continue;
                    parts.add(new MatrixRow.Part(owner, stored.role(), stored.name(), stored.kind(), object.members().size(),
                            applied(object)));
                }
            });
        }
        if (object.planned() != null) {
            var running = new LinkedHashMap<String, Cell>();
            int sum = 0;
            for (MemberStatus member : object.members()) {
                Replicas replicas = member.replicas();
                int ready = replicas == null ? 0 : replicas.ready();
                sum += ready;
                State state = member.stale() || !member.isKnown()
                        ? State.NO_ANSWER
                        : replicas != null && ready >= replicas.desired() ? State.OK : State.RUNNING;
                running.put(member.cluster(), new Cell(state, Cell.ready(member.isKnown(), replicas),
                        member.isKnown() ? "running" : "unknown", Difference.NONE, null));
            }
            boolean known = object.unknownMembers() < object.members().size();
            parts.add(new MatrixRow.Part(owner, "pods", "", "", known ? sum : MatrixRow.Part.UNKNOWN, running));
        }
        return parts;
    }

    /// On which members the object is there, which is what a control plane's binding and works would say.
    private static Map<String, Cell> applied(ObjectStatus object) {
        var cells = new LinkedHashMap<String, Cell>();
        for (MemberStatus member : object.members()) {
            boolean there = member.phase() != Phase.NOT_FOUND;
            State state = member.stale() || !member.isKnown() ? State.NO_ANSWER : there ? State.OK : State.NOT_REACHED;
            String word = !member.isKnown() ? "unknown" : there ? "applied" : "not-applied";
            cells.put(member.cluster(), new Cell(state, "", word, Difference.NONE, null));
        }
        return cells;
    }
}
