package dev.flotilla.engine.plan;

import java.util.ArrayList;

import org.jspecify.annotations.Nullable;

/// What becomes of an object in its member when its template goes.
///
/// @param keeps        it stays, and nobody looks after it any more
/// @param dependents   what becomes of what belongs to it, in the API's words: `Background`, `Foreground`, `Orphan`; empty where
///                     nobody chose
/// @param graceSeconds how long it may take to end; `null` for as long as it says itself
public record OnDeletion(boolean keeps, String dependents, @Nullable Long graceSeconds) {
    /// It is deleted, and so is what belongs to it.
    public static final OnDeletion GOES = new OnDeletion(false, "", null);
    public static final OnDeletion STAYS = new OnDeletion(true, "", null);

    /// What is asked for in the API's own words, such as `propagationPolicy Orphan, gracePeriodSeconds 5`; empty for nothing.
    public String options() {
        var options = new ArrayList<String>();
        if (!dependents.isEmpty()) options.add("propagationPolicy " + dependents);
        if (graceSeconds != null) options.add("gracePeriodSeconds " + graceSeconds);
        return String.join(", ", options);
    }
}
