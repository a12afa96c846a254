package dev.flotilla.app.workbench;

import java.util.Comparator;
import java.util.List;

import dev.flotilla.engine.diagnostics.TextEdit;

/// Applies replacements that were all made against the same text.
public final class TextEdits {
    private TextEdits() {}

    /// @param edits none overlap; of two at one point, the earlier in the list comes first in the result
    public static String apply(String text, List<TextEdit> edits) {
        var ordered = edits.stream().sorted(Comparator.comparingInt(edit -> edit.range().start())).toList();
        var out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (TextEdit edit : ordered) {
            int start = Math.clamp(edit.range().start(), at, text.length());
            out.append(text, at, start).append(edit.newText());
            at = Math.clamp(edit.range().end(), start, text.length());
        }
        return out.append(text, at, text.length()).toString();
    }
}
