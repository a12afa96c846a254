package dev.flotilla.engine.dialect.karmada;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.admission.Defaults;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.schedule.Filters;
import dev.flotilla.engine.dialect.karmada.schedule.FleetIndex;
import dev.flotilla.engine.dialect.karmada.schedule.Placement;
import dev.flotilla.engine.dialect.karmada.schedule.Release;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// A propagation policy over one fleet, with everything that all its templates share worked out once.
final class PolicyView {
    private final Document document;
    private final PropagationPolicy policy;
    private final Filters filters;
    private final Suggestions suggestions;
    private final Map<FieldPath, Location> locations = new HashMap<>();
    private final Map<StepKey, List<StepResult>> steps = new HashMap<>();

    private record StepKey(TypeRef type, int term, int candidate) {}

    PolicyView(Document document, FleetIndex fleet, Release release) {
        this.document = document;
        policy = new PropagationPolicy(Defaults.stored(Namespaces.of(document.manifest()), release.isBeforeOne()));
        filters = new Filters(Placement.read(policy.manifest().root().mapAt("spec", "placement"), release), fleet, release);
        suggestions = new Suggestions(this);
    }

    Suggestions suggestions() {
        return suggestions;
    }

    Document document() {
        return document;
    }

    PropagationPolicy policy() {
        return policy;
    }

    Filters filters() {
        return filters;
    }

    Placement placement() {
        return filters.placement();
    }

    MapValue spec() {
        return policy.manifest().root().mapAt("spec");
    }

    /// Where a field of the policy was written, remembered.
    synchronized Location at(FieldPath path) {
        return locations.computeIfAbsent(path, document::at);
    }

    /// The filter steps of a cluster for first-time bindings of a type: the same for all of them.
    synchronized List<StepResult> steps(TypeRef type, int term, FleetIndex.Candidate candidate, Supplier<List<StepResult>> make) {
        return steps.computeIfAbsent(new StepKey(type, term, candidate.index()), _ -> List.copyOf(make.get()));
    }

    FieldPath placementPath(String... keys) {
        var path = new ArrayList<FieldPath.Segment>();
        path.add(new FieldPath.Key("spec"));
        path.add(new FieldPath.Key("placement"));
        for (String key : keys) {
            path.add(new FieldPath.Key(key));
        }
        return new FieldPath(path);
    }

    /// Where the affinity stands that decides in this group.
    FieldPath affinityPath(int term) {
        return term < 0 ? placementPath("clusterAffinity") : placementPath("clusterAffinities").index(term);
    }

    @Override
    public String toString() {
        return policy.toString();
    }

    /// The deciding line, or `null` where the policy does not say.
    @Nullable
    Location line(FieldPath path) {
        return document.source().writes(path) ? at(path) : null;
    }
}
