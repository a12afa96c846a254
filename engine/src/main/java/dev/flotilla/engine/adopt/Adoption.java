package dev.flotilla.engine.adopt;

import java.util.List;

import dev.flotilla.engine.plan.Reason;

/// What comes of the wish to adopt a field.
public sealed interface Adoption {
    /// @param file    path within the workspace; may be a new one
    /// @param before  the file's text as it is, empty for a new one
    /// @param after   its whole text afterwards
    /// @param members who gets another manifest by it, in fleet order
    record Edit(String file, String before, String after, List<String> members) implements Adoption {
        public Edit {
            members = List.copyOf(members);
        }
    }

    record Refused(Reason why) implements Adoption {}
}
