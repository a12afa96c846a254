package dev.flotilla.engine.convert;

import java.util.List;

import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.value.MapValue;

/// A conversion and its proof.
///
/// @param manifests   the other dialect's documents
/// @param leftovers   what could not be carried over
/// @param differences what members would get otherwise
/// @param equal       how many objects, counted once for each member, come out the same
/// @param diagnostics what the other dialect finds wrong with the new documents
public record Conversion(List<MapValue> manifests, List<Leftover> leftovers, List<Difference> differences, int equal,
        List<Diagnostic> diagnostics) {
    public Conversion {
        manifests = List.copyOf(manifests);
        leftovers = List.copyOf(leftovers);
        differences = List.copyOf(differences);
        diagnostics = List.copyOf(diagnostics);
    }

    /// Whether every member gets exactly what it got before.
    public boolean isFaithful() {
        return differences.isEmpty();
    }
}
