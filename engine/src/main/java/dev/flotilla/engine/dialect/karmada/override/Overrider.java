package dev.flotilla.engine.dialect.karmada.override;

import dev.flotilla.engine.dialect.karmada.interpret.Containers;
import dev.flotilla.engine.dialect.karmada.interpret.UnreadableException;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// One entry of a rule; all plain text patches of a rule are one.
sealed interface Overrider permits ImageOverrider, ArgumentsOverrider, MetadataOverrider, FieldOverrider, PlaintextOverrider {
    /// The changed manifest; the same instance when nothing changes.
    Manifest apply(Manifest manifest, Provenance provenance) throws OverrideException;

    /// Whether the object may have another namespace afterwards.
    default boolean moves() {
        return false;
    }

    /// Where the entry stands in its policy.
    FieldPath field();

    /// The containers that an entry for them is about, or `null`, with a warning, for kinds in which Karmada does not look.
    static @Nullable Containers containers(Manifest manifest, Provenance provenance, Look look) throws OverrideException {
        try {
            Containers found = look.at(manifest);
            if (found == null) provenance.warn("karmada.override-kind-without-containers", manifest.kind());
            return found;
        } catch (UnreadableException e) {
            throw new OverrideException("karmada.override-field-type", manifest.kind(), e.field(), e.fault());
        }
    }

    /// How to look for containers: [Containers#of] or [Containers#asWritten].
    @FunctionalInterface
    interface Look {
        @Nullable
        Containers at(Manifest manifest) throws UnreadableException;
    }
}
