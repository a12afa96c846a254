package dev.flotilla.engine.sandbox.controller;

import java.util.List;

import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Runs pods until enough have succeeded, or too many have failed.
///
/// Source: kubernetes `pkg/controller/job/job_controller.go`.
final class Jobs {
    private static final String SOURCE = "job-controller";

    private final World world;

    Jobs(World world) {
        this.world = world;
    }

    void reconcile(String namespace, String name) {
        MapValue job = world.find("batch", "Job", namespace, name);
        if (job == null || Meta.isBeingDeleted(job)) return;
        if (isFinished(job)) {
            Long seconds = job.intAt("spec", "ttlSecondsAfterFinished");
            if (seconds != null) expire(job, seconds);
            return;
        }
        List<MapValue> pods = world.owned("", "Pod", job);
        long succeeded = count(pods, "Succeeded");
        long failed = count(pods, "Failed");
        List<MapValue> active = pods.stream().filter(Templates::isActive).toList();
        long parallel = World.number(job, 1, "spec", "parallelism");
        Long completions = job.intAt("spec", "completions");
        boolean complete = completions == null ? succeeded > 0 && active.isEmpty() : succeeded >= completions;
        boolean broken = failed > World.number(job, 6, "spec", "backoffLimit");
        boolean suspended = job.isTrueAt("spec", "suspend");
        if (broken || suspended) {
            active.forEach(world::delete);
            active = List.of();
        } else if (!complete) {
            long left = completions == null ? succeeded > 0 ? active.size() : parallel : completions - succeeded;
            long wanted = Math.min(parallel, left);
            for (long i = active.size(); i < wanted; i++) {
                MapValue made = world.create("", "Pod", namespace, Templates.pod(job.mapAt("spec", "template"), job, name + "-"));
                if (made != null) world.event(job, "Normal", "SuccessfulCreate", "Created pod: " + Meta.name(made), SOURCE);
            }
            active = world.owned("", "Pod", job).stream().filter(Templates::isActive).toList();
        }
        status(job, active, succeeded, failed, complete, broken);
    }

    private static boolean isFinished(MapValue job) {
        return World.isTrue(job, "Complete") || World.isTrue(job, "Failed");
    }

    private static long count(List<MapValue> pods, String phase) {
        return pods.stream().filter(pod -> phase.equals(pod.textAt("status", "phase"))).count();
    }

    private void expire(MapValue job, long seconds) {
        String ended = job.textAt("status", "completionTime");
        long left = ended == null
                ? 0
                : java.time.Duration.between(world.now(), java.time.Instant.parse(ended).plusSeconds(seconds)).toMillis();
        if (left <= 0) {
            world.delete(job);
        } else {
            world.later("job", job, left);
        }
    }

    private void status(MapValue job, List<MapValue> active, long succeeded, long failed, boolean complete, boolean broken) {
        String now = world.now().toString();
        long ready = active.stream().filter(pod -> World.isTrue(pod, "Ready")).count();
        world.status(job, before -> {
            MapValue status = before.has("startTime") || job.isTrueAt("spec", "suspend")
                    ? before
                    : before.with("startTime", Value.text(now));
            status = ReplicaSets.count(status, "active", active.size());
            status = status.with("ready", Value.number(ready));
            status = ReplicaSets.count(status, "succeeded", succeeded);
            status = ReplicaSets.count(status, "failed", failed);
            if (complete) {
                status = status.with("completionTime", Value.text(now));
                status = world.withCondition(status, "SuccessCriteriaMet", true, "CompletionsReached",
                        "Reached expected number of succeeded pods");
                status = world.withCondition(status, "Complete", true, "CompletionsReached",
                        "Reached expected number of succeeded pods");
            } else if (broken) {
                status = world.withCondition(status, "FailureTarget", true, "BackoffLimitExceeded",
                        "Job has reached the specified backoff limit");
                status = world.withCondition(status, "Failed", true, "BackoffLimitExceeded",
                        "Job has reached the specified backoff limit");
            }
            return status;
        });
        if (complete) world.event(job, "Normal", "Completed", "Job completed", SOURCE);
        if (broken) world.event(job, "Warning", "BackoffLimitExceeded", "Job has reached the specified backoff limit", SOURCE);
    }
}
