package dev.flotilla.app.workbench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceReader;

/// Whatever differs from the workspace as it was opened.
///
/// @param texts of files, by path
/// @param gone  paths of files that are no more
record Edits(Map<String, String> texts, Set<String> gone) {
    static final Edits NONE = new Edits(Map.of(), Set.of());

    Edits text(String path, String text) {
        var changed = new HashMap<>(texts);
        changed.put(path, text);
        var left = new HashSet<>(gone);
        left.remove(path);
        return new Edits(Map.copyOf(changed), Set.copyOf(left));
    }

    Edits without(String path) {
        var changed = new HashMap<>(texts);
        changed.remove(path);
        var left = new HashSet<>(gone);
        left.add(path);
        return new Edits(Map.copyOf(changed), Set.copyOf(left));
    }

    Workspace in(Workspace workspace) {
        Workspace changed = workspace;
        for (var entry : texts.entrySet()) {
            changed = entry.getKey().equals(Workspace.SETTINGS_FILE)
                    ? WorkspaceReader.withSettingsText(changed, entry.getValue())
                    : changed.withText(new SourceFile(entry.getKey(), entry.getValue()));
        }
        for (String path : gone) {
            changed = changed.without(path);
        }
        return changed;
    }
}
