package dev.flotilla.engine.dialect.karmada.interpret;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Writes a member's share of the replicas into its manifest: only over a number that stands there already.
///
/// Source: karmada: pkg/resourceinterpreter/default/native/revisereplica.go.
final class Revision {
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
    private static final FieldPath PARALLELISM = FieldPath.of("spec", "parallelism");

    private Revision() {}

    /// The field that holds the replicas, or `null` for a type that has none.
    static @Nullable FieldPath field(TypeRef type) {
        return switch (Kinds.of(type)) {
            case DEPLOYMENT, REPLICA_SET, STATEFUL_SET -> REPLICAS;
            case JOB -> PARALLELISM;
            default -> null;
        };
    }

    static @Nullable Manifest revise(Manifest object, long replicas) throws UnreadableException {
        FieldPath field = field(object.type());
        if (field == null) return null;
        Value now = object.root().at(field);
        if (now == null) return object;
        if (!(now instanceof Value.Int(long n))) throw new UnreadableException(field.toString(), "int64");
        return n == replicas ? object : new Manifest((MapValue) object.root().set(field, Value.number(replicas)));
    }
}
