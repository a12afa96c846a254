package dev.flotilla.app.workbench;

import java.util.Objects;

import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// Tells whether two references mean one object although only one of them names the namespace.
public final class Refs {
    private Refs() {}

    public static boolean same(@Nullable ObjectRef a, @Nullable ObjectRef b) {
        if (a == null || b == null) return false;
        return a.kind().equals(b.kind()) && a.name().equals(b.name()) && a.type().group().equals(b.type().group())
                && (Objects.equals(a.namespace(), b.namespace()) || isDefault(a) && isDefault(b));
    }

    private static boolean isDefault(ObjectRef ref) {
        return ref.namespace() == null || ref.namespace().equals("default");
    }
}
