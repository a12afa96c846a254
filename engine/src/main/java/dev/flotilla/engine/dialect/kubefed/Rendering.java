package dev.flotilla.engine.dialect.kubefed;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.Release;
import dev.flotilla.engine.dialect.kubefed.override.Flaw;
import dev.flotilla.engine.dialect.kubefed.override.MemberObject;
import dev.flotilla.engine.dialect.kubefed.override.OverrideItem;
import dev.flotilla.engine.dialect.kubefed.override.Overrides;
import dev.flotilla.engine.dialect.kubefed.replicas.Schedule;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What each member gets, line by line with where it comes from. Members without overrides share one manifest.
final class Rendering {
    private static final FieldPath MANAGED = FieldPath.of("metadata", "labels", KubeFed.MANAGED_LABEL);

    private final Release release;
    private final Document document;
    private final MemberObject.Base base;
    private final Overrides overrides;
    private final Scheduling.Result schedule;
    private final List<Origin> common;
    private final @Nullable Reason broken;
    private @Nullable Result plain;

    /// @param replicas `null` for what has none
    /// @param failure  why there is no manifest, or `null`
    /// @param note     what can be said of a success, or `null`
    record Result(@Nullable MapValue manifest, @Nullable Integer replicas, List<Origin> origins, @Nullable Reason failure,
            @Nullable Reason note) {
        static final Result NONE = new Result(null, null, List.of(), null, null);

        Result {
            origins = List.copyOf(origins);
        }

        static Result failed(Reason why) {
            return new Result(null, null, List.of(), why, null);
        }
    }

    Rendering(Release release, Document document, MemberObject.Base base, Overrides overrides, Scheduling.Result schedule) {
        this.release = release;
        this.document = document;
        this.base = base;
        this.overrides = overrides;
        this.schedule = schedule;
        this.common = base.written().stream()
                .map(written -> new Origin(written.place(), Origin.Kind.DIALECT, null, null, written.operation(),
                        written.replaced()))
                .toList();
        this.broken = base.flaw() != null
                ? reason("kubefed.compute-resource-failed", base.flaw())
                : overrides.flaws().isEmpty() ? null : reason("kubefed.overrides-unreadable", overrides.flaws().getFirst());
    }

    /// Why no member gets anything, or `null`.
    @Nullable
    Reason broken() {
        return broken;
    }

    private Reason reason(String code, Flaw flaw) {
        return new Reason(code, List.of(flaw.place().toString()), List.of(document.at(flaw.place())));
    }

    Result of(String cluster) {
        if (broken != null) return Result.failed(broken);
        List<OverrideItem> items = overrides.of(cluster);
        if (!items.isEmpty()) return render(cluster, items);
        if (plain == null) plain = render(cluster, items);
        return plain;
    }

    private Result render(String cluster, List<OverrideItem> items) {
        MemberObject.Rendered rendered = MemberObject.render(base, items, release);
        Flaw flaw = rendered.flaw();
        if (flaw != null) return Result.failed(new Reason(flaw.code(), flaw.arguments(), List.of(document.at(flaw.place()))));
        MapValue manifest = spelled(rendered.object());
        if (!document.manifest().name().equals(manifest.textAt("metadata", "name"))) {
            return Result.failed(Reason.of("kubefed.renders-without-name"));
        }
        var origins = new ArrayList<>(common);
        for (MemberObject.Applied applied : rendered.changes()) {
            origins.add(origin(cluster, applied));
        }
        origins.add(new Origin(MANAGED, Origin.Kind.DIALECT, null, null, "set", rendered.managedBefore()));
        return new Result(manifest, replicas(manifest), origins, null, null);
    }

    /// KubeFed writes `/v1` for the core group; servers take it for `v1`, people should not see it.
    private static MapValue spelled(MapValue object) {
        String apiVersion = object.textAt("apiVersion");
        return apiVersion != null && apiVersion.startsWith("/")
                ? object.with("apiVersion", Value.text(apiVersion.substring(1)))
                : object;
    }

    private Origin origin(String cluster, MemberObject.Applied applied) {
        OverrideItem item = applied.item();
        Document preference = schedule.preference();
        if (schedule.answer() != null && preference != null && item.path().equals(Schedule.REPLICAS)) {
            FieldPath clusters = FieldPath.of("spec", "clusters");
            boolean named = preference.manifest().root().at("spec", "clusters", cluster) != null;
            return new Origin(applied.place(), Origin.Kind.POLICY, preference.ref(),
                    preference.at(clusters.key(named ? cluster : "*")),
                    "divide", applied.replaced());
        }
        return new Origin(applied.place(), Origin.Kind.OVERRIDE, document.ref(), document.at(item.place()), item.effectiveOp(),
                applied.replaced());
    }

    private static @Nullable Integer replicas(MapValue manifest) {
        Value replicas = manifest.at("spec", "replicas");
        if (replicas instanceof Value.Int(long n)) return (int) Math.clamp(n, Integer.MIN_VALUE, Integer.MAX_VALUE);
        boolean absent = replicas == null || replicas == Value.NULL;
        String kind = manifest.textAt("kind");
        return absent && kind != null && KnownTypes.hasReplicas(kind) ? (Integer) 1 : null;
    }
}
