package dev.flotilla.app.workbench;

import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.value.FieldPath;
import org.jspecify.annotations.Nullable;

/// A place in the app that one feature may send to without knowing the feature that shows it.
public sealed interface Destination {
    PageId page();

    /// A page as it was left.
    record Page(PageId page) implements Destination {}

    /// Lines of a file, in the editor.
    record Text(Location place) implements Destination {
        @Override
        public PageId page() {
            return PageId.STUDIO;
        }
    }

    /// What a member gets of an object, in the preview.
    ///
    /// @param cluster `null` for the preview as it was
    record Preview(ObjectKey key, @Nullable String cluster) implements Destination {
        @Override
        public PageId page() {
            return PageId.STUDIO;
        }
    }

    /// A line of what a member gets of an object, in the preview.
    ///
    /// @param path of the value on the line
    record Line(ObjectKey key, String cluster, FieldPath path) implements Destination {
        @Override
        public PageId page() {
            return PageId.STUDIO;
        }
    }

    /// Why each member was or was not chosen for an object.
    record Explain(ObjectKey key) implements Destination {
        @Override
        public PageId page() {
            return PageId.STUDIO;
        }
    }

    /// A member cluster on the fleet page.
    record Member(String cluster) implements Destination {
        @Override
        public PageId page() {
            return PageId.FLEET;
        }
    }

    /// An object's state, on the status page.
    ///
    /// @param cluster `null` for all members
    record Health(ObjectKey key, @Nullable String cluster) implements Destination {
        @Override
        public PageId page() {
            return PageId.STATUS;
        }
    }

    /// The review before a push.
    record Review() implements Destination {
        @Override
        public PageId page() {
            return PageId.SYNC;
        }
    }
}
