package dev.flotilla.engine.diff;

import java.util.List;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;

/// Differences that a server insists on: it stores some values in another form than they are sent, in ways that only its schema
/// or its webhooks know. What remained different right after a push is remembered, and the same difference to the same manifest
/// is none the next time.
@FunctionalInterface
public interface Accepted {
    Accepted NOTHING = (_, _, _) -> false;

    /// @param fingerprint of the difference, from [#fingerprint]
    boolean accepts(String cluster, ObjectKey object, String fingerprint);

    /// A hash of what was wanted and what was found instead; tells nothing of a Secret's values.
    static String fingerprint(Manifest desired, List<FieldChange> remaining) {
        var text = new StringBuilder(desired.root().toString());
        for (FieldChange change : remaining) {
            text.append('\n').append(change.path()).append('=').append(change.before());
        }
        return Secrets.hash(text.toString());
    }
}
