package dev.flotilla.engine.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.fleet.Fleet;

/// The whole answer: every template on every member. A value: equal texts and fleets give equal plans and equal hashes.
///
/// @param objects     in document order, all dialects together
/// @param diagnostics everything found on the way, by file and line
/// @param hash        of all rendered manifests by member; 64 hexadecimal digits
/// @param parts       what each dialect answered, by its id; from here the next plan takes over what did not change
/// @param digests     what the hash was made from, for the next plan's
public record FleetPlan(Fleet fleet, List<ObjectPlan> objects, List<Diagnostic> diagnostics, String hash,
        Map<String, DialectPlan> parts, PlanHash digests) {
    public FleetPlan {
        objects = List.copyOf(objects);
        diagnostics = List.copyOf(diagnostics);
        parts = Map.copyOf(parts);
    }

    /// A plan from which no other takes over its digests.
    public FleetPlan(Fleet fleet, List<ObjectPlan> objects, List<Diagnostic> diagnostics, String hash,
            Map<String, DialectPlan> parts) {
        this(fleet, objects, diagnostics, hash, parts, PlanHash.NONE);
    }

    public Optional<ObjectPlan> object(ObjectKey key) {
        return objects.stream().filter(object -> object.key().equals(key)).findFirst();
    }

    /// Works out what the quick fixes of all findings would do, which is else done when one is first looked at.
    public void workOutFixes() {
        diagnostics.forEach(found -> found.fixes().forEach(QuickFix::edits));
    }

    /// Everything one member gets, in document order.
    public List<Manifest> manifestsFor(String cluster) {
        return objects.stream().flatMap(object -> object.on(cluster).stream()).map(ClusterPlan::manifest).toList();
    }
}
