package dev.flotilla.engine.dialect.karmada.interpret;

import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Answers what Karmada's controllers ask about objects. Immutable; may be asked from any thread.
public final class Interpreter {
    private static final Interpreter BUILT_IN = new Interpreter();

    private Interpreter() {}

    /// Only the rules that Karmada comes with.
    public static Interpreter builtIn() {
        return BUILT_IN;
    }

    @FunctionalInterface
    private interface Rule<T> {
        /// `null` where there is none for the kind.
        @Nullable
        T apply() throws UnreadableException;
    }

    private static <T> Interpreted<T> ask(Manifest object, Rule<T> rule) {
        try {
            T answer = rule.apply();
            return answer == null ? new Interpreted.NoRule<>() : new Interpreted.Known<>(answer);
        } catch (UnreadableException e) {
            return unreadable(object, e);
        }
    }

    private static <T> Interpreted<T> unreadable(Manifest object, UnreadableException e) {
        return new Interpreted.Failed<>(Reason.of("karmada.field-type", object.kind(), e.field(), e.fault()));
    }

    /// How many replicas a template asks for and what each needs.
    public Interpreted<ReplicaDemand> replicas(Manifest template) {
        return ask(template, () -> Demand.of(template));
    }

    /// Whether replicas of this type can be written by [#revise].
    public boolean revises(TypeRef type) {
        return replicasField(
                new Manifest(MapValue.builder().put("apiVersion", type.apiVersion()).put("kind", type.kind()).build())) != null;
    }

    /// The field that [#revise] writes, or `null` where it is unknown or there is none.
    public @Nullable FieldPath replicasField(Manifest template) {
        return Revision.field(template);
    }

    /// The object with a member's share of the replicas.
    public Interpreted<Manifest> revise(Manifest template, long replicas) {
        return ask(template, () -> Revision.revise(template, replicas));
    }

    /// The object to send where a live one stands already.
    public Interpreted<Manifest> retain(Manifest desired, Manifest live) {
        return ask(desired, () -> Retention.of(desired, live));
    }

    /// Whether a live object is well; without a rule Karmada takes it to be.
    public Interpreted<Boolean> health(Manifest live) {
        return ask(live, () -> Health.of(live));
    }

    /// The status that a member reports of a live object; [Value#NULL] for none.
    public Interpreted<Value> reflect(Manifest live) {
        return ask(live, () -> Reflection.of(live));
    }

    /// The template with the status that the members' reports add up to.
    ///
    /// @param now the time of new conditions
    public Interpreted<Manifest> aggregate(Manifest template, List<MemberStatus> members, Instant now) {
        return ask(template, () -> Aggregation.of(template, members, now));
    }

    /// What the object needs in its member clusters to run.
    public Interpreted<List<Dependency>> dependencies(Manifest template) {
        return ask(template, () -> Dependencies.of(template));
    }
}
