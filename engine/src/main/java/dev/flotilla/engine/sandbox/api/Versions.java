package dev.flotilla.engine.sandbox.api;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.MapValue;

/// Shows stored objects in the version that was asked for.
public final class Versions {
    private Versions() {}

    public static MapValue to(ServedKind kind, MapValue stored) {
        return Conversions.to(kind, stored);
    }
}
