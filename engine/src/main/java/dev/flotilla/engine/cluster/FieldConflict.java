package dev.flotilla.engine.cluster;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A field that Flotilla wants to set and another manager owns.
///
/// @param owner   the other manager's name, such as `kubectl-edit`
/// @param live    what stands there, or `null` for nothing or where it may not be shown
/// @param planned what Flotilla would write, or `null` where it may not be shown
public record FieldConflict(FieldPath path, String owner, @Nullable Value live, @Nullable Value planned) {}
