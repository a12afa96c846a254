package dev.flotilla.engine.dialect.karmada.override;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;

/// One entry of a rule; all plain text patches of a rule are one.
sealed interface Overrider permits ImageOverrider, ArgumentsOverrider, MetadataOverrider, FieldOverrider, PlaintextOverrider {
    /// The changed manifest; the same instance when nothing changes.
    Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException;

    /// Where the entry stands in its policy.
    FieldPath field();
}
