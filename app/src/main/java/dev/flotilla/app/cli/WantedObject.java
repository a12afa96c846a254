package dev.flotilla.app.cli;

import java.util.Locale;

import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.documents.TypeRef;
import org.jspecify.annotations.Nullable;

/// An object that was asked for by kind and name.
///
/// @param kind      as written
/// @param namespace `null` for any
record WantedObject(KindNames names, String kind, String name, @Nullable String namespace) {
    private static final String FEDERATED = "federated";

    /// Also by the name of KubeFed's template, as `federateddeployment` or `fdeploy`.
    boolean isFor(ObjectRef ref) {
        return ref.name().equals(name) && (namespace == null || namespace.equals(ref.namespace()))
                && (names.isMeant(ref.type(), kind) || isTemplateOf(ref.type()));
    }

    private boolean isTemplateOf(TypeRef type) {
        String plain = kind.toLowerCase(Locale.ROOT);
        if (type.kind().startsWith("Federated")) return false;
        return plain.startsWith(FEDERATED) && names.isMeant(type, plain.substring(FEDERATED.length()))
                || plain.startsWith("f") && names.isShort(type, plain.substring(1));
    }

    /// As a document is written; one that names no namespace may be meant for `default`.
    boolean isExactly(ObjectRef ref) {
        String there = ref.namespace() == null ? "default" : ref.namespace();
        return ref.name().equals(name) && (namespace == null || namespace.equals(there)) && names.isMeant(ref.type(), kind);
    }
}
