package dev.flotilla.engine;

import java.util.List;
import java.util.Optional;

import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.status.LiveRules;

/// The rules about live objects of the dialect that planned an object.
record DialectRules(List<Dialect> dialects) implements LiveRules {
    /// With the rules that the documents behind a plan add.
    static DialectRules of(List<Dialect> dialects, FleetPlan plan) {
        return new DialectRules(dialects.stream().map(dialect -> {
            DialectPlan part = plan.parts().get(dialect.id());
            return part == null ? dialect : dialect.knowing(part);
        }).toList());
    }

    @Override
    public Manifest retain(Desired desired, Manifest live) throws RuleFailure {
        Optional<Dialect> dialect = of(desired);
        return dialect.isEmpty() ? desired.manifest() : dialect.get().retain(desired.manifest(), live);
    }

    @Override
    public Optional<Boolean> health(Desired desired, Manifest live) throws RuleFailure {
        Optional<Dialect> dialect = of(desired);
        return dialect.isEmpty() ? Optional.empty() : dialect.get().health(live);
    }

    boolean areUsers() {
        return dialects.stream().anyMatch(Dialect::hasUserRules);
    }

    private Optional<Dialect> of(Desired desired) {
        return dialects.stream().filter(dialect -> dialect.id().equals(desired.dialect())).findFirst();
    }
}
