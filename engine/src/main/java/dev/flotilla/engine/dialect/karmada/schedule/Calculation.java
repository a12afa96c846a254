package dev.flotilla.engine.dialect.karmada.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The figures behind a division, for explaining it.
///
/// @param seats how many replicas were handed out by `votes`
/// @param votes cluster to weight or room, in the order considered
/// @param base  what clusters keep from before, on top of which the seats come
/// @param held  what each cluster held before
/// @param upwards which way ties by name went
public record Calculation(Method method, long seats, SequencedMap<String, Long> votes, Map<String, Long> base,
        Map<String, Long> held,
        Release release, boolean upwards) {
    static final Calculation WHOLE = new Calculation(Method.WHOLE, 0, new LinkedHashMap<>(), Map.of(), Map.of(), Release.NEWEST,
            true);
    static final Calculation DUPLICATED = new Calculation(Method.DUPLICATED, 0, new LinkedHashMap<>(), Map.of(), Map.of(),
            Release.NEWEST, true);

    /// `WHOLE` is for what is not divided, `KEPT` for what stays as it was.
    public enum Method {
        WHOLE, DUPLICATED, STATIC_WEIGHTS, EQUAL_WEIGHTS, KEPT, DYNAMIC_FRESH, DYNAMIC_UP, DYNAMIC_DOWN, AGGREGATED_FRESH, AGGREGATED_UP, AGGREGATED_DOWN;

        static Method of(boolean aggregated, Mode mode) {
            return switch (mode) {
                case FRESH -> aggregated ? AGGREGATED_FRESH : DYNAMIC_FRESH;
                case UP -> aggregated ? AGGREGATED_UP : DYNAMIC_UP;
                case DOWN -> aggregated ? AGGREGATED_DOWN : DYNAMIC_DOWN;
            };
        }

        boolean isAggregated() {
            return this == AGGREGATED_FRESH || this == AGGREGATED_UP || this == AGGREGATED_DOWN;
        }

        /// Whether the clusters' free capacity decided.
        public boolean looksAtCapacity() {
            return this == AGGREGATED_FRESH || this == AGGREGATED_UP || this == DYNAMIC_FRESH || this == DYNAMIC_UP;
        }

        /// Whether replicas were handed out by votes, so that ties can matter.
        public boolean divides() {
            return this != WHOLE && this != DUPLICATED && this != KEPT;
        }

        String prefix() {
            return switch (this) {
                case DYNAMIC_FRESH, AGGREGATED_FRESH -> "failed to do fresh scale: ";
                case DYNAMIC_DOWN, AGGREGATED_DOWN -> "failed to scale down: ";
                case DYNAMIC_UP, AGGREGATED_UP -> "failed to scale up: ";
                case WHOLE, DUPLICATED, STATIC_WEIGHTS, EQUAL_WEIGHTS, KEPT -> "";
            };
        }
    }

    enum Mode {
        FRESH, UP, DOWN
    }
}
