package dev.flotilla.engine.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// What other objects of one member stand on, namespaces and definitions of types, and which of those did not come to be.
/// Safe from any thread.
final class Dependencies {
    private static final String NAMESPACE = "Namespace";
    private static final String DEFINITION = "CustomResourceDefinition";

    private final List<Desired> definitions = new ArrayList<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    Dependencies(Collection<Desired> desired) {
        desired.stream().filter(one -> one.ref().kind().equals(DEFINITION)).forEach(definitions::add);
    }

    /// An object was not made or changed; what stands on it, if anything does, will not be either.
    void failed(ObjectRef object) {
        if (object.kind().equals(NAMESPACE) || object.kind().equals(DEFINITION)) failed.add(name(object));
    }

    boolean hasFailed(ObjectRef object) {
        return failed.contains(name(object));
    }

    private static String name(ObjectRef object) {
        return object.kind() + " " + object.name();
    }

    /// What an object stands on and lacks, or `null`.
    @Nullable
    String lackedBy(ObjectRef object) {
        if (failed.isEmpty()) return null;
        String namespace = NAMESPACE + " " + object.namespace();
        if (failed.contains(namespace)) return namespace;
        return definitions.stream().filter(one -> hasFailed(one.ref()) && defines(one, object)).map(one -> name(one.ref()))
                .findFirst().orElse(null);
    }

    private static boolean defines(Desired definition, ObjectRef object) {
        var spec = definition.manifest().root().mapAt("spec");
        return object.type().group().equals(spec.textAt("group")) && object.kind().equals(spec.textAt("names", "kind"));
    }
}
