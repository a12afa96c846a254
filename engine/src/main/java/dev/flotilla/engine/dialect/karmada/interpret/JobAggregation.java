package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.karmada.interpret.Aggregation.Reported;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A Job's status over many members. Once it is finished it never changes again.
///
/// Source: karmada: pkg/util/helper/job.go.
final class JobAggregation {
    private final ArrayList<Value> conditions = new ArrayList<>();
    private final String now;

    private JobAggregation(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// @param old      the template's status
    /// @param reported the members that have reported
    /// @param members  how many members there are
    static MapValue of(MapValue old, List<Reported> reported, int members, Instant now) throws UnreadableException {
        if (finished(old) != null) return old;
        return new JobAggregation(now).status(old, reported, members);
    }

    private MapValue status(MapValue old, List<Reported> reported, int members) throws UnreadableException {
        var failed = new ArrayList<String>();
        int complete = 0;
        int criteriaMet = 0;
        long[] sums = new long[3];
        for (Reported member : reported) {
            MapValue status = member.status();
            sums[0] += number(status, "active");
            sums[1] += number(status, "succeeded");
            sums[2] += number(status, "failed");
            String finished = finished(status);
            if ("Complete".equals(finished)) complete++;
            if ("Failed".equals(finished)) failed.add(member.cluster());
            if (holds(status, "SuccessCriteriaMet")) criteriaMet++;
        }
        if (!failed.isEmpty()) {
            condition("Failed", "JobFailed", "Job executed failed in member clusters " + String.join(",", failed));
        }
        if (complete > 0 && complete == members) {
            condition("Complete", "Completed", "Job completed");
            if (criteriaMet == members) {
                condition("SuccessCriteriaMet", "CompletionsReached", "All member clusters have met success criteria");
            }
        }
        Value started = old.get("startTime");
        var status = MapValue.builder().put("active", sums[0]).put("succeeded", sums[1]).put("failed", sums[2])
                .put("conditions", ListValue.of(conditions))
                .put("startTime", started == null ? allOf(reported, members, "startTime", false) : started)
                .put("completionTime", allOf(reported, members, "completionTime", true));
        return StatusShapes.JOB.through(status.build(), "status");
    }

    /// The first or last time of all members, or null while one of them has none.
    private static Value allOf(List<Reported> reported, int members, String field, boolean last) {
        List<String> times = reported.stream().<String>mapMulti((member, out) -> {
            String time = member.status().textAt(field);
            if (time != null) out.accept(time);
        }).sorted().toList();
        if (times.isEmpty() || times.size() != members) return Value.NULL;
        return Value.text(last ? times.getLast() : times.getFirst());
    }

    private void condition(String type, String reason, String message) {
        conditions.add(MapValue.builder().put("type", type).put("status", "True").put("lastProbeTime", now)
                .put("lastTransitionTime", now).put("reason", reason).put("message", message).build());
    }

    /// `Complete` or `Failed`, whichever comes first, or `null`.
    private static @Nullable String finished(MapValue status) {
        for (MapValue condition : status.listAt("conditions").maps()) {
            String type = condition.textAt("type");
            if (type != null && (type.equals("Complete") || type.equals("Failed")) && "True".equals(condition.textAt("status")))
                return type;
        }
        return null;
    }

    private static boolean holds(MapValue status, String type) {
        return status.listAt("conditions").maps().stream()
                .anyMatch(condition -> type.equals(condition.textAt("type")) && "True".equals(condition.textAt("status")));
    }

    private static long number(MapValue map, String key) {
        Long number = map.intAt(key);
        return number == null ? 0 : number;
    }
}
