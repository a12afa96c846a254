package dev.flotilla.engine.dialect.karmada.interpret;

import java.util.Optional;
import java.util.function.Function;

import dev.flotilla.engine.plan.Reason;

/// The answer to a question about an object.
public sealed interface Interpreted<T> {
    record Known<T>(T answer) implements Interpreted<T> {}

    /// Nobody has a rule for this kind.
    record NoRule<T>() implements Interpreted<T> {}

    /// There is a rule, and it cannot be applied to this object.
    ///
    /// @param reason with the line of a failing script, where it was one
    record Failed<T>(Reason reason) implements Interpreted<T> {}

    /// The answer, or empty without a rule and after a failure.
    default Optional<T> known() {
        return this instanceof Known<T>(T answer) ? Optional.of(answer) : Optional.empty();
    }

    default <R> Interpreted<R> map(Function<T, R> change) {
        return switch (this) {
            case Known<T>(T answer) -> new Known<>(change.apply(answer));
            case NoRule<T>() -> new NoRule<>();
            case Failed<T>(Reason reason) -> new Failed<>(reason);
        };
    }
}
