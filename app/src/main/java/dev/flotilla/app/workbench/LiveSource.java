package dev.flotilla.app.workbench;

import java.io.IOException;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// Reads one live object. Called off the FX thread.
@FunctionalInterface
public interface LiveSource {
    /// @return `null` where the member has no such object
    /// @throws IOException when the member did not answer; the message is fit to be shown
    @Nullable
    Manifest read(String cluster, ObjectRef object) throws IOException;
}
