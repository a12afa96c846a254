package dev.flotilla.engine.dialect.kubefed.override;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;

import org.jspecify.annotations.Nullable;

/// One entry of `clusterOverrides`.
///
/// @param op    as written; empty for none, which means `replace`
/// @param value `null` where none is written; a written `null` is the same to KubeFed
/// @param place where it stands in the federated object
public record OverrideItem(String op, String path, @Nullable Value value, FieldPath place) {
    public String effectiveOp() {
        return op.isEmpty() ? "replace" : op;
    }
}
