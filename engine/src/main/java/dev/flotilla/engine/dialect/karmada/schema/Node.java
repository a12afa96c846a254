package dev.flotilla.engine.dialect.karmada.schema;

import java.util.List;
import java.util.SequencedMap;

import dev.flotilla.engine.plan.FieldCatalog;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import org.jspecify.annotations.Nullable;

/// A field and what may stand below it; for a list, what may stand in an item.
///
/// @param ignored  accepted and never evaluated
/// @param items    a list's scalars have this shape; `null` for lists of objects and for what is no list
/// @param range    `null` where there is none
/// @param children by name, in the order of the table
record Node(Field field, boolean ignored, FieldCatalog.@Nullable Shape items, @Nullable Range range,
        SequencedMap<String, Node> children) {
    /// How large a number, how long a text, how many items of a list may be; both ends belong to it.
    record Range(long least, long most) {
        /// From text such as `1..32` or `1..`; `null` for anything else.
        static @Nullable Range parse(String word) {
            int dots = word.indexOf("..");
            if (dots < 1 || !word.chars().allMatch(c -> c == '.' || Character.isDigit(c))) return null;
            String most = word.substring(dots + 2);
            return new Range(Long.parseLong(word.substring(0, dots)), most.isEmpty() ? Long.MAX_VALUE : Long.parseLong(most));
        }

        boolean holds(long number) {
            return number >= least && number <= most;
        }

        @Override
        public String toString() {
            return least + ".." + (most == Long.MAX_VALUE ? "" : String.valueOf(most));
        }
    }

    String name() {
        return field.name();
    }

    /// Values that are fine; those that are only just accepted come with the field's other values, but not here.
    List<String> values() {
        return field.values();
    }
}
