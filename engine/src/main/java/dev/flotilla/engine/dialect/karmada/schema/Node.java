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
/// @param children by name, in the order of the table
record Node(Field field, boolean ignored, FieldCatalog.@Nullable Shape items, SequencedMap<String, Node> children) {
    String name() {
        return field.name();
    }

    /// Values that are fine; those that are only just accepted come with the field's other values, but not here.
    List<String> values() {
        return field.values();
    }
}
