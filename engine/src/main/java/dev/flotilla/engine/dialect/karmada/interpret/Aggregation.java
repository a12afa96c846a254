package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Makes the template's status from what the members reported. The template stays as it is, unknown fields and all, when
/// nothing changes; otherwise its status goes through Go's type.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/aggregatestatus.go.
final class Aggregation {
    private final MapValue typed;
    private final MapValue old;
    private final List<MemberStatus> members;

    private Aggregation(Manifest template, List<MemberStatus> members) throws UnreadableException {
        this.typed = ObjectShapes.typed(template);
        this.old = typed.mapAt("status");
        this.members = members;
    }

    /// The template with its new status, or `null` for kinds without a rule.
    ///
    /// @param now when this happens, for the conditions that are added
    static @Nullable Manifest of(Manifest template, List<MemberStatus> members, Instant now) throws UnreadableException {
        Kinds kind = Kinds.of(template);
        switch (kind) {
            case SERVICE_ACCOUNT, SECRET, SERVICE_IMPORT, OTHER -> {
                return null;
            }
            default -> {
                MapValue changed = new Aggregation(template, members).status(kind, now);
                return changed == null ? template : new Manifest(template.root().with("status", changed));
            }
        }
    }

    /// `null` when nothing changes.
    private @Nullable MapValue status(Kinds kind, Instant now) throws UnreadableException {
        return switch (kind) {
            case DEPLOYMENT ->
                sums(StatusShapes.DEPLOYMENT, true, "replicas", "readyReplicas", "updatedReplicas", "availableReplicas",
                        "unavailableReplicas");
            case REPLICA_SET -> sums(StatusShapes.REPLICA_SET, true, "replicas", "readyReplicas", "availableReplicas");
            case DAEMON_SET -> sums(StatusShapes.DAEMON_SET, true, "currentNumberScheduled", "desiredNumberScheduled",
                    "numberAvailable", "numberMisscheduled", "numberReady", "updatedNumberScheduled", "numberUnavailable");
            case STATEFUL_SET -> sums(StatusShapes.STATEFUL_SET, false, "availableReplicas", "currentReplicas", "readyReplicas",
                    "replicas", "updatedReplicas");
            case SERVICE -> "LoadBalancer".equals(typed.textAt("spec", "type")) ? addresses(StatusShapes.SERVICE) : null;
            case INGRESS -> addresses(StatusShapes.INGRESS);
            case JOB -> unlessEqual(JobAggregation.of(old, reported(StatusShapes.JOB), members.size(), now));
            case CRON_JOB -> cronJob();
            // while no member is known, what the template has stays; Go writes a status all the same
            case POD -> members.isEmpty() && !old.isEmpty() ? null : pod();
            case VOLUME -> unlessEqual(StatusShapes.VOLUME.through(MapValue.of("phase", Value.text(volumePhase())), "status"));
            case CLAIM -> unlessEqual(StatusShapes.CLAIM.through(MapValue.of("phase", Value.text(claimPhase())), "status"));
            case DISRUPTION_BUDGET -> disruptionBudget();
            case AUTOSCALER -> unlessEqual(StatusShapes.AUTOSCALER
                    .through(added(reported(StatusShapes.AUTOSCALER), "currentReplicas", "desiredReplicas"), "status"));
            case SERVICE_ACCOUNT, SECRET, SERVICE_IMPORT, OTHER -> null;
        };
    }

    /// A member's status in Go's type.
    record Reported(String cluster, MapValue status, MapValue raw) {}

    private List<Reported> reported(Shape.Struct shape) throws UnreadableException {
        var reported = new ArrayList<Reported>();
        for (MemberStatus member : members) {
            Value status = member.status();
            if (status == null || status == Value.NULL) continue;
            MapValue raw = status instanceof MapValue map ? map : MapValue.EMPTY;
            reported.add(new Reported(member.cluster(), shape.through(status, member.cluster() + ": status"), raw));
        }
        return reported;
    }

    private @Nullable MapValue unlessEqual(MapValue status) {
        return status.equals(old) ? null : status;
    }

    private static long number(MapValue map, String key) {
        Long number = map.intAt(key);
        return number == null ? 0 : number;
    }

    private static MapValue added(List<Reported> reported, String... fields) {
        var sums = MapValue.builder();
        for (String field : fields) {
            sums.put(field, reported.stream().mapToLong(member -> number(member.status(), field)).sum());
        }
        return sums.build();
    }

    /// @param byTemplate whether a member has caught up when it runs the template's generation; a StatefulSet's rule compares
    ///                   with the member's own instead
    private @Nullable MapValue sums(Shape.Struct shape, boolean byTemplate, String... fields) throws UnreadableException {
        List<Reported> reported = reported(shape);
        long generation = number(typed.mapAt("metadata"), "generation");
        long caughtUp = reported.stream().filter(member -> {
            long own = number(member.raw(), "generation");
            return number(member.status(), "observedGeneration") >= own
                    && number(member.raw(), "resourceTemplateGeneration") >= (byTemplate ? generation : own);
        }).count();
        MapValue changed = added(reported, fields);
        changed = changed.with("observedGeneration",
                Value.number(caughtUp == members.size() ? generation : number(old, "observedGeneration")));
        MapValue status = old;
        boolean equal = true;
        for (var entry : changed) {
            equal &= number(old, entry.getKey()) == number(changed, entry.getKey());
            status = status.with(entry.getKey(), entry.getValue());
        }
        return equal ? null : shape.through(status, "status");
    }

    private @Nullable MapValue addresses(Shape.Struct shape) throws UnreadableException {
        var entries = new ArrayList<MapValue>();
        reported(shape).forEach(member -> entries.addAll(member.status().listAt("loadBalancer", "ingress").maps()));
        ListValue merged = LoadBalancers.merged(entries);
        MapValue status = MapValue.of("loadBalancer", merged.isEmpty() ? MapValue.EMPTY : MapValue.of("ingress", merged));
        // Go tells an empty list from none: a status that was never written gets written
        return merged.isEmpty() && old.at("loadBalancer", "ingress") == null ? status : unlessEqual(status);
    }

    private @Nullable MapValue cronJob() throws UnreadableException {
        var active = new ArrayList<Value>();
        Value scheduled = Value.NULL;
        Value successful = Value.NULL;
        for (Reported member : reported(StatusShapes.CRON_JOB)) {
            active.addAll(member.status().listAt("active").items());
            scheduled = later(scheduled, member.status().get("lastScheduleTime"));
            successful = later(successful, member.status().get("lastSuccessfulTime"));
        }
        var status = MapValue.builder().put("active", ListValue.of(active)).put("lastScheduleTime", scheduled)
                .put("lastSuccessfulTime", successful).build();
        return unlessEqual(StatusShapes.CRON_JOB.through(status, "status"));
    }

    /// Times are written alike, so that their texts compare.
    static Value later(Value time, @Nullable Value other) {
        if (!(other instanceof Value.Text(String text))) return time;
        return time instanceof Value.Text(String now) && now.compareTo(text) >= 0 ? time : other;
    }

    private MapValue pod() throws UnreadableException {
        var phases = new HashSet<String>();
        if (members.stream().anyMatch(member -> member.status() == null || member.status() == Value.NULL)) phases.add("Pending");
        var containers = new ArrayList<Value>();
        var initContainers = new ArrayList<Value>();
        for (Reported member : reported(StatusShapes.POD)) {
            String phase = member.status().textAt("phase");
            phases.add(phase == null ? "" : phase);
            member.status().listAt("containerStatuses").maps().forEach(container -> containers.add(reduced(container)));
            member.status().listAt("initContainerStatuses").maps().forEach(container -> initContainers.add(reduced(container)));
        }
        var status = MapValue.builder().put("phase", first(phases, "Failed", "Pending", "Running", "Succeeded"))
                .put("containerStatuses", ListValue.of(containers)).put("initContainerStatuses", ListValue.of(initContainers))
                .build();
        return StatusShapes.POD.through(status, "status");
    }

    private static Value reduced(MapValue container) {
        var kept = MapValue.builder();
        container.forEach((key, value) -> {
            if (key.equals("ready") || key.equals("state")) kept.put(key, value);
        });
        return kept.build();
    }

    private static String first(Set<String> phases, String... order) {
        for (String phase : order) {
            if (phases.contains(phase)) return phase;
        }
        return "";
    }

    private String volumePhase() throws UnreadableException {
        var phases = new HashSet<String>();
        if (members.stream().anyMatch(member -> member.status() == null || member.status() == Value.NULL)) phases.add("Pending");
        for (Reported member : reported(StatusShapes.VOLUME)) {
            String phase = member.status().textAt("phase");
            if (phase != null) phases.add(phase);
        }
        return first(phases, "Failed", "Pending", "Available", "Bound", "Released");
    }

    private String claimPhase() throws UnreadableException {
        String result = "Bound";
        for (Reported member : reported(StatusShapes.CLAIM)) {
            String phase = member.status().textAt("phase");
            if ("Lost".equals(phase)) return "Lost";
            if (!"Bound".equals(phase)) result = phase == null ? "" : phase;
        }
        return result;
    }

    private MapValue disruptionBudget() throws UnreadableException {
        List<Reported> reported = reported(StatusShapes.DISRUPTION_BUDGET);
        var pods = MapValue.builder();
        reported.forEach(member -> member.status().mapAt("disruptedPods")
                .forEach((pod, time) -> pods.put(member.cluster() + "/" + pod, time)));
        MapValue sums = added(reported, "currentHealthy", "desiredHealthy", "expectedPods", "disruptionsAllowed");
        return StatusShapes.DISRUPTION_BUDGET.through(sums.with("disruptedPods", pods.build()), "status");
    }
}
