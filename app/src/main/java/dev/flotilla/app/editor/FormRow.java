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

    /// How a row is edited.
    enum Kind {
        /// Fields below it, unfolded.
        OPEN,
        /// Fields below it, folded away.
        FOLDED,
        /// An item of a list, its fields below it.
        ITEM,
        /// Adds an item.
        ADD,
        /// One of a few words.
        CHOICE,
        TEXT, NUMBER, TOGGLE,
        /// Words in a list.
        NAMES,
        /// Keys with words.
        ENTRIES,
        /// Anything, on one line of YAML.
        ANY,
        /// Too large for a line: only the text shows it.
        TEXT_ONLY
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
