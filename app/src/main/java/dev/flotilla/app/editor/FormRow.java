package dev.flotilla.app.editor;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// A line of the form.
///
/// @param path    of the field or item
/// @param depth   how deep it stands, from 0
/// @param label   the field's name as it is written, or what tells an item from its neighbours
/// @param doc     key of a sentence about the field; empty for none
/// @param choices what may be chosen or is proposed, in order
/// @param value   what is written; `null` where nothing is
/// @param colour  a member's place in the fleet, or -1
record FormRow(FieldPath path, int depth, Kind kind, String label, String doc, List<String> choices, @Nullable Value value,
        int colour) {
    FormRow {
        choices = List.copyOf(choices);
    }

    /// How a row is edited: `OPEN` and `FOLDED` head the fields below them, `ITEM` those of a list's item, `ADD` adds one; `CHOICE` is
    /// one of a few words, `NAMES` are words in a list, `ENTRIES` keys with words, `ANY` a line of YAML, and `TEXT_ONLY` is too large
    /// for a line.
    enum Kind {
        OPEN, FOLDED, ITEM, ADD, CHOICE, TEXT, NUMBER, TOGGLE, NAMES, ENTRIES, ANY, TEXT_ONLY
    }

    boolean isWritten() {
        return value != null;
    }

    /// Whether the same control can show the other row.
    boolean isLike(FormRow other) {
        return path.equals(other.path) && depth == other.depth && kind == other.kind && label.equals(other.label)
                && choices.equals(other.choices) && colour == other.colour;
    }
}
