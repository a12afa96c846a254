package dev.flotilla.engine;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Dialect;

/// The rules about live objects of the dialect that planned an object.
record DialectRules(List<Dialect> dialects) {
    Manifest retain(Desired desired, Manifest live) {
        return of(desired).map(dialect -> dialect.retain(desired.manifest(), live)).orElse(desired.manifest());
    }

    Optional<Boolean> health(Desired desired, Manifest live) {
        return of(desired).flatMap(dialect -> dialect.health(live));
    }

    private Optional<Dialect> of(Desired desired) {
        return dialects.stream().filter(dialect -> dialect.id().equals(desired.dialect())).findFirst();
    }
}
