package dev.flotilla.engine.dialect.karmada.work;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.dialect.karmada.override.OverrideResult;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.Reason;

/// What one member gets of one object.
public sealed interface Rendered {
    /// @param manifest as it is sent
    /// @param origins  in manifest order
    /// @param rules    the override rules that were applied, in order
    /// @param work     name of the Work; it follows overrides that rename the object
    /// @param warnings override entries without effect
    record Sent(Manifest manifest, List<Origin> origins, List<OverrideResult.AppliedRule> rules, String work, Delivery delivery,
            List<Diagnostic> warnings) implements Rendered {
        public Sent {
            origins = List.copyOf(origins);
            rules = List.copyOf(rules);
            warnings = List.copyOf(warnings);
        }

        /// The override policies that were applied, each once, in order.
        public List<ObjectRef> overrides() {
            return rules.stream().map(OverrideResult.AppliedRule::policy).distinct().toList();
        }
    }

    /// The member keeps what it has; others go on.
    record Failed(Reason reason) implements Rendered {}
}
