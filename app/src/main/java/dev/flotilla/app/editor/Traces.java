package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// The lines of rendered manifests that a word of the documents is behind, and the rules behind a line of a template.
final class Traces {
    /// A line of what a member gets.
    ///
    /// @param origin who set it, or `null` for the template
    record Trace(ObjectPlan object, ClusterPlan placed, FieldPath path, @Nullable Origin origin) {}

    private Traces() {}

    /// What the rule around a spot set, member by member; empty outside of rules.
    static List<Trace> ofRule(FleetPlan plan, Spot spot) {
        var found = new ArrayList<Trace>();
        for (ObjectPlan object : plan.objects()) {
            for (ClusterPlan placed : object.placements()) {
                for (Origin origin : placed.origins()) {
                    if (spot.isWithin(origin.rule())) found.add(new Trace(object, placed, origin.path(), origin));
                }
            }
        }
        return found;
    }

    /// What each member gets where a template's field stands; empty for what is in no template.
    static List<Trace> ofField(FleetPlan plan, Spot spot) {
        var found = new ArrayList<Trace>();
        Document document = spot.document();
        if (document == null) return found;
        for (ObjectPlan object : plan.objects()) {
            if (object.template() != document) continue;
            FieldPath path = rendered(document, spot.path());
            if (path == null) continue;
            for (ClusterPlan placed : object.placements()) {
                found.add(new Trace(object, placed, path, setter(placed, path)));
            }
        }
        return found;
    }

    /// Where a template's field stands in what members get; a federated object carries its template inside.
    private static @Nullable FieldPath rendered(Document template, FieldPath path) {
        if (!isFederated(template)) return path;
        var inside = FieldPath.of("spec", "template");
        if (!path.startsWith(inside) || path.equals(inside)) return null;
        return new FieldPath(path.segments().subList(2, path.segments().size()));
    }

    private static boolean isFederated(Document template) {
        return template.manifest().kind().startsWith("Federated")
                && !template.manifest().root().mapAt("spec", "template").isEmpty();
    }

    private static @Nullable Origin setter(ClusterPlan placed, FieldPath path) {
        Origin nearest = null;
        for (Origin origin : placed.origins()) {
            boolean byRule = origin.kind() == Origin.Kind.POLICY || origin.kind() == Origin.Kind.OVERRIDE;
            if (!byRule || !path.startsWith(origin.path())) continue;
            if (nearest == null || origin.path().segments().size() > nearest.path().segments().size()) nearest = origin;
        }
        return nearest;
    }
}
