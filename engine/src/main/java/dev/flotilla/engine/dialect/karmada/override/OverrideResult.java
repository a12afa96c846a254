package dev.flotilla.engine.dialect.karmada.override;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.MapValue;

/// What override policies make of one object for one member.
public sealed interface OverrideResult {
    /// @param origins  one for every changed field, in manifest order
    /// @param rules    every rule that was applied, in order
    /// @param warnings entries that had no effect where one would expect it
    record Applied(Manifest manifest, List<Origin> origins, List<AppliedRule> rules, List<Diagnostic> warnings)
            implements
                OverrideResult {
        public Applied {
            origins = List.copyOf(origins);
            rules = List.copyOf(rules);
            warnings = List.copyOf(warnings);
        }
    }

    /// The object cannot be rendered for this member.
    ///
    /// @param reason with the lines of the failing entry
    record Failed(ObjectRef policy, Reason reason) implements OverrideResult {}

    /// @param overriders the rule's `overriders`, as they were written
    record AppliedRule(ObjectRef policy, MapValue overriders) {
        public boolean isClusterScoped() {
            return policy.kind().equals("ClusterOverridePolicy");
        }
    }
}
