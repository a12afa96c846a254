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
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The rules about live objects of the dialect that planned an object.
record DialectRules(List<Dialect> dialects) implements LiveRules {
    /// With the rules that the documents behind a plan add.
    static DialectRules of(List<Dialect> dialects, FleetPlan plan) {
        return new DialectRules(dialects.stream().map(dialect -> {
            DialectPlan part = plan.parts().get(dialect.id());
            return part == null ? dialect : dialect.knowing(part);
        }).toList());
    }

    /// What is the member's by the dialect's rules, then what this object leaves to it, then what is the object's in any case.
    @Override
    public Manifest retain(Desired desired, Manifest live) throws RuleFailure {
        Optional<Dialect> dialect = of(desired);
        Value kept = (dialect.isEmpty() ? desired.manifest() : dialect.get().retain(desired.manifest(), live)).root();
        for (FieldPath path : desired.delivery().left()) {
            Value theirs = live.root().at(path);
            if (theirs != null) kept = kept.set(path, theirs);
        }
        for (FieldPath path : desired.delivery().firm()) {
            Value own = desired.manifest().root().at(path);
            if (own != null) kept = kept.set(path, own);
        }
        return new Manifest((MapValue) kept);
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
