package dev.flotilla.engine.diff;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.OnDeletion;
import dev.flotilla.engine.plan.Reason;

/// What has to happen to one object on one member.
public sealed interface Change {
    ObjectRef ref();

    default ObjectKey key() {
        return ref().key();
    }

    /// The object is not there.
    ///
    /// @param desired what will be sent, with Flotilla's own labels
    record Create(ObjectRef ref, Manifest desired) implements Change {}

    /// Fields differ, all of which Flotilla may set.
    ///
    /// @param desired what will be sent
    /// @param force   other managers' fields are taken over, as the policy allows or the user decided
    /// @param taken   those fields, as far as they are known
    /// @param adopts  somebody else made the object, and it is taken over
    record Update(ObjectRef ref, Manifest desired, List<FieldChange> fields, boolean force, List<FieldConflict> taken,
            boolean adopts)
            implements
                Change {
        public Update {
            fields = List.copyOf(fields);
            taken = List.copyOf(taken);
        }
    }

    /// As planned already; costs no request.
    ///
    /// @param desired what is planned
    record Unchanged(ObjectRef ref, Manifest desired) implements Change {}

    /// Others own fields that the plan sets, or made the whole object; nothing is sent before somebody decides.
    ///
    /// @param desired  what would be sent
    /// @param fields   all that differs, also what Flotilla may set
    /// @param conflicts the fields in question
    /// @param foreign  whether the object as a whole was made by somebody else
    record Conflict(ObjectRef ref, Manifest desired, List<FieldChange> fields, List<FieldConflict> conflicts, boolean foreign)
            implements
                Change {
        public Conflict {
            fields = List.copyOf(fields);
            conflicts = List.copyOf(conflicts);
        }
    }

    /// Cannot or may not be pushed.
    ///
    /// @param why such as `sync.suspended`, `sync.unknown-type`, `sync.terminating`
    record Blocked(ObjectRef ref, Reason why) implements Change {}

    /// Flotilla made it and no plan names it any more.
    ///
    /// @param uid which very object
    /// @param how what becomes of it, which does not stay
    record Prune(ObjectRef ref, String uid, OnDeletion how) implements Change {
        /// With all that belongs to it, in its own time.
        public Prune(ObjectRef ref, String uid) {
            this(ref, uid, OnDeletion.GOES);
        }
    }

    /// No plan names it any more, and it stays: the labels by which it was known are taken off it.
    ///
    /// @param uid   which very object
    /// @param marks labels of control planes, taken off where they have this value, beside Flotilla's own
    /// @param why   such as `sync.keeps-on-deletion`, `sync.adopted`
    record Release(ObjectRef ref, String uid, Map<String, String> marks, Reason why) implements Change {
        public Release {
            marks = Map.copyOf(marks);
        }
    }
}
