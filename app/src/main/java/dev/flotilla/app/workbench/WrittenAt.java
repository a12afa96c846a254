package dev.flotilla.app.workbench;

import java.util.Comparator;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Where the workspace's text says what a field of a member's object is to be.
///
/// @param name of the policy or template
public record WrittenAt(String name, Location place) {
    /// The rule that set the field, or a part of it, on a member, or else the template's line; `null` where no text says it, as of what
    /// an API server fills in.
    public static @Nullable WrittenAt of(ObjectPlan object, String cluster, FieldPath path) {
        Origin origin = object.on(cluster).map(ClusterPlan::origins).stream().flatMap(origins -> origins.stream())
                .filter(one -> path.startsWith(one.path()) || one.path().startsWith(path))
                // the nearest: of a field set as a whole and then in part, the part
                .max(Comparator.comparingInt(one -> one.path().segments().size())).orElse(null);
        if (origin == null) return template(object, path);
        Location rule = origin.rule();
        return rule == null || origin.by() == null ? null : new WrittenAt(origin.by().name(), rule);
    }

    /// The template's line; `null` where it does not say anything of the field.
    public static @Nullable WrittenAt template(ObjectPlan object, FieldPath path) {
        Document template = object.template();
        if (template == null) return null;
        FieldPath inside = FieldPath.of("spec", "template").append(path);
        FieldPath written = template.source().writes(inside) && template.manifest().kind().startsWith("Federated")
                ? inside
                : path;
        return template.source().writes(written) ? new WrittenAt(template.ref().name(), template.keyAt(written)) : null;
    }
}
