package dev.flotilla.engine.dialect.karmada;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.dialect.karmada.match.PolicySet;
import dev.flotilla.engine.dialect.karmada.match.PropagationPolicy;
import dev.flotilla.engine.dialect.karmada.match.ResourceSelector;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// Why no policy claims a template: what the policy that comes nearest would have to say otherwise.
final class Unclaimed {
    private Unclaimed() {}

    static Diagnostic diagnostic(Template template, PolicySet policies) {
        Manifest manifest = template.manifest();
        Location place = template.document().at(FieldPath.of("metadata", "name"));
        for (PropagationPolicy policy : policies.all()) {
            for (ResourceSelector selector : policy.selectors()) {
                String field = onlyDifference(policy, selector, manifest);
                if (field != null) {
                    return Diagnostic.warning("karmada.almost-claimed", place, manifest.ref().toString(), policy.toString(),
                            field);
                }
            }
        }
        return Diagnostic.hint("karmada.unclaimed", place, manifest.ref().toString());
    }

    /// The one field that keeps the selector from the object; `null` when there are several.
    private static @Nullable String onlyDifference(PropagationPolicy policy, ResourceSelector selector, Manifest object) {
        if (!selector.kind().equals(object.kind()) || selector.name().isEmpty() || !selector.name().equals(object.name()))
            return null;
        boolean version = !selector.apiVersion().equals(object.apiVersion());
        String namespace = object.namespace();
        boolean reach = !policy.isClusterWide() && (namespace == null || !namespace.equals(policy.namespace()))
                || !selector.namespace().isEmpty() && !selector.namespace().equals(namespace);
        if (version && reach) return null;
        if (version) return "apiVersion";
        return reach ? "namespace" : null;
    }
}
