package dev.flotilla.engine.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Reason;
import dev.flotilla.engine.sync.StepOutcome;

/// What self-healing does, and where it gives in.
public sealed interface HealEvent {
    Instant at();

    String cluster();

    /// @param fields what differed; empty where the whole object was gone
    record Restored(Instant at, String cluster, ObjectRef object, List<Drift> fields, StepOutcome outcome) implements HealEvent {
        public Restored {
            fields = List.copyOf(fields);
        }
    }

    /// Somebody sets a field again each time it is restored, so it is not restored any more.
    ///
    /// @param field   empty where the whole object is deleted again and again
    /// @param manager who; empty where nobody says
    /// @param times   how often it was restored within `window`
    record Fight(Instant at, String cluster, ObjectRef object, String field, String manager, int times, Duration window)
            implements
                HealEvent {}

    /// Nothing is restored on this member for now.
    record StandsBack(Instant at, String cluster, Reason why) implements HealEvent {}
}
