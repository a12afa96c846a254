package dev.flotilla.app.editor;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.flotilla.app.workbench.Caret;
import dev.flotilla.engine.diagnostics.Location;
import org.jspecify.annotations.Nullable;

/// Places that a person jumped away from, to come back to, as a browser keeps its pages.
final class Travels {
    private static final int MOST = 100;

    private final Deque<Location> behind = new ArrayDeque<>();
    private final Deque<Location> ahead = new ArrayDeque<>();

    /// A jump begins at this place.
    void leave(@Nullable Caret from) {
        if (from == null) return;
        Location place = place(from);
        if (!place.equals(behind.peek())) behind.push(place);
        if (behind.size() > MOST) behind.removeLast();
        ahead.clear();
    }

    /// The place to go back to, or `null`.
    @Nullable
    Location back(@Nullable Caret from) {
        return step(behind, ahead, from);
    }

    /// The place that the last way back came from, or `null`.
    @Nullable
    Location forward(@Nullable Caret from) {
        return step(ahead, behind, from);
    }

    private static @Nullable Location step(Deque<Location> out, Deque<Location> in, @Nullable Caret from) {
        Location to = out.poll();
        if (to != null && from != null) in.push(place(from));
        return to;
    }

    void forget() {
        behind.clear();
        ahead.clear();
    }

    private static Location place(Caret caret) {
        return new Location(caret.file(), caret.offset(), caret.offset(), caret.line(), caret.column(), caret.line(),
                caret.column());
    }
}
