package dev.flotilla.app.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.status.Condition;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.status.MemberStatus;
import dev.flotilla.engine.status.ObjectStatus;
import dev.flotilla.engine.status.Phase;
import dev.flotilla.engine.status.Replicas;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The status as `-o json` gives it; docs/cli.md has its form.
final class StatusJson {
    private StatusJson() {}

    static MapValue of(FleetStatus status, DeletionText deletions, Map<ObjectKey, List<Manifest>> records) {
        MapValue plain = of(status, deletions);
        var objects = new ArrayList<Value>();
        for (ObjectStatus object : status.objects()) {
            List<Manifest> of = records.getOrDefault(object.object().key(), List.of());
            objects.add(object(object, deletions).with("records", ListValue.of(of.stream().map(Manifest::root).toList())));
        }
        return plain.with("objects", ListValue.of(objects));
    }

    /// The status without when things were seen, to tell whether anything else is new.
    static FleetStatus timeless(FleetStatus status) {
        return new FleetStatus(Instant.EPOCH,
                status.clusters().stream()
                        .map(one -> new FleetStatus.Watched(one.cluster(), one.answering(), null, one.failure()))
                        .toList(),
                status.objects().stream().map(StatusJson::timeless).toList());
    }

    private static ObjectStatus timeless(ObjectStatus object) {
        return new ObjectStatus(object.object(), object.dialect(), object.policy(), object.planned(), object.replicas(),
                object.phase(), object.members().stream().map(one -> new MemberStatus(one.cluster(), one.phase(), one.planned(),
                        one.replicas(), one.message(), one.conditions(), one.drift(), null, one.stale(), one.source())).toList());
    }

    static MapValue of(FleetStatus status) {
        return of(status, DeletionText.NONE);
    }

    static MapValue of(FleetStatus status, DeletionText deletions) {
        return MapValue.builder().put("at", status.at().toString()).put("current", Value.bool(status.isCurrent()))
                .put("clusters",
                        ListValue.of(status.clusters().stream().map(member -> MapValue.builder().put("name", member.cluster())
                                .put("answering", Value.bool(member.answering())).put("lastHeard", time(member.lastHeard()))
                                .put("failure", ClustersCommand.failure(member.failure())).build())
                                .toList()))
                .put("objects", ListValue.of(status.objects().stream().map(object -> object(object, deletions)).toList()))
                .build();
    }

    private static MapValue object(ObjectStatus object, DeletionText deletions) {
        return MapValue.builder().put("ref", ChangeText.ref(object.object())).put("dialect", object.dialect())
                .put("phase", phase(object.phase())).put("planned", number(object.planned()))
                .put("replicas", replicas(object.replicas()))
                .put("members", ListValue.of(object.members().stream()
                        .map(member -> member(member, deletions.json(member.cluster(), object.object()))).toList()))
                .build();
    }

    private static MapValue member(MemberStatus member, ListValue waits) {
        return MapValue.builder().put("cluster", member.cluster()).put("phase", phase(member.phase()))
                .put("planned", number(member.planned())).put("replicas", replicas(member.replicas()))
                .put("message", member.message())
                .put("stale", Value.bool(member.stale())).put("seen", time(member.seen())).put("source", member.source())
                .put("conditions", ListValue.of(member.conditions().stream().map(StatusJson::condition).toList()))
                .put("waits", waits)
                .put("drift",
                        ListValue.of(member.drift().stream().map(drift -> MapValue.builder().put("path", drift.path().toString())
                                .put("live", orNull(drift.live())).put("planned", orNull(drift.planned()))
                                .put("manager", drift.manager()).put("at", time(drift.at())).build())
                                .toList()))
                .build();
    }

    private static MapValue condition(Condition condition) {
        return MapValue.builder().put("type", condition.type()).put("status", condition.status())
                .put("reason", condition.reason()).put("message", condition.message()).put("since", time(condition.since()))
                .build();
    }

    private static Value time(@Nullable Instant time) {
        return time == null ? Value.NULL : Value.text(time.toString());
    }

    private static String phase(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Value orNull(@Nullable Value value) {
        return value == null ? Value.NULL : value;
    }

    private static Value number(@Nullable Integer number) {
        return number == null ? Value.NULL : Value.number(number.longValue());
    }

    private static Value replicas(@Nullable Replicas replicas) {
        return replicas == null
                ? Value.NULL
                : MapValue.builder().put("desired", replicas.desired()).put("updated", replicas.updated())
                        .put("ready", replicas.ready())
                        .put("available", replicas.available()).build();
    }
}
