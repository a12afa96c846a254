package dev.flotilla.app.workbench;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.app.workbench.Workbench.Clash;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// The open workspace's texts: what files hold on disk as far as known, what is typed and not saved, and who else changed a file
/// meanwhile. Used on the FX thread.
final class Texts {
    final ReadOnlyObjectWrapper<Map<String, String>> unsaved = new ReadOnlyObjectWrapper<>(this, "unsaved", Map.of());
    final ReadOnlyObjectWrapper<Map<String, String>> typed = new ReadOnlyObjectWrapper<>(this, "typed", Map.of());
    final ReadOnlyObjectWrapper<Map<String, Clash>> clashes = new ReadOnlyObjectWrapper<>(this, "clashes", Map.of());
    final ReadOnlyObjectWrapper<Set<String>> recovered = new ReadOnlyObjectWrapper<>(this, "recovered", Set.of());
    /// Why files could not be saved, by path, until they were, or hold again what they held.
    final ReadOnlyObjectWrapper<Map<String, Exception>> refused = new ReadOnlyObjectWrapper<>(this, "refused", Map.of());
    private Edits edits = Edits.NONE;
    private @Nullable Workspace saved;
    private @Nullable String settingsOnDisk;

    /// Another workspace is open, or none; what was unsaved is gone.
    ///
    /// @param settings the text of its `flotilla.yaml`, `null` where there is none
    void open(@Nullable Workspace workspace, @Nullable String settings) {
        saved = workspace;
        settingsOnDisk = settings;
        change(Edits.NONE);
        unsaved.set(Map.of());
        refused.set(Map.of());
        clashes.set(Map.of());
        recovered.set(Set.of());
    }

    /// The workspace as its files are on disk, `null` while none is open.
    @Nullable
    Workspace saved() {
        return saved;
    }

    Edits edits() {
        return edits;
    }

    boolean hasSettingsFile() {
        return settingsOnDisk != null;
    }

    /// What the file holds on disk as far as known; `null` where there is none.
    @Nullable
    String onDisk(String path) {
        if (saved == null) return null;
        return path.equals(Workspace.SETTINGS_FILE) ? settingsOnDisk : in(saved, path);
    }

    private static @Nullable String in(Workspace workspace, String path) {
        return workspace.files().stream().map(file -> file.source()).filter(source -> source.path().equals(path))
                .map(SourceFile::text).findFirst().orElse(null);
    }

    /// The text as it stands, typed or read; `null` where the workspace has no such file.
    @Nullable
    String text(String path) {
        String now = edits.texts().get(path);
        return now != null ? now : edits.gone().contains(path) ? null : onDisk(path);
    }

    /// The text of a file as it now stands in an editor.
    void edit(String path, String text) {
        change(edits.text(path, text));
        if (text.equals(onDisk(path))) {
            clean(path);
        } else {
            var dirty = new TreeMap<>(unsaved.get());
            dirty.put(path, text);
            if (!dirty.equals(unsaved.get())) unsaved.set(Map.copyOf(dirty));
        }
    }

    /// Drops the unsaved text of a file for what it holds on disk.
    void revert(String path) {
        settle(path);
        String text = onDisk(path);
        if (text != null) {
            edit(path, text);
        } else {
            change(edits.without(path));
            clean(path);
        }
    }

    /// What the file holds on disk changed: by our saving, or by somebody else.
    ///
    /// @param text `null` when the file is gone
    void changedOnDisk(String path, @Nullable String text) {
        Workspace disk = saved;
        if (disk == null) return;
        String before = onDisk(path);
        if (path.equals(Workspace.SETTINGS_FILE)) {
            settingsOnDisk = text;
        } else {
            saved = text == null ? disk.without(path) : disk.withText(new SourceFile(path, text));
        }
        String mine = unsaved.get().get(path);
        if (mine == null) {
            change(text == null ? edits.without(path) : edits.text(path, text));
        } else if (mine.equals(text)) {
            settle(path);
            clean(path);
        } else if (!Objects.equals(before, text)) {
            var all = new HashMap<>(clashes.get());
            all.put(path, new Clash(text));
            clashes.set(Map.copyOf(all));
        }
    }

    /// The file could not be saved.
    void refuse(String path, Exception why) {
        var all = new TreeMap<>(refused.get());
        all.put(path, why);
        refused.set(Map.copyOf(all));
    }

    /// Somebody decided about a clash.
    void settle(String path) {
        if (!clashes.get().containsKey(path)) return;
        var left = new HashMap<>(clashes.get());
        left.remove(path);
        clashes.set(Map.copyOf(left));
    }

    private void clean(String path) {
        if (refused.get().containsKey(path)) {
            var left = new TreeMap<>(refused.get());
            left.remove(path);
            refused.set(Map.copyOf(left));
        }
        if (!unsaved.get().containsKey(path)) return;
        var dirty = new TreeMap<>(unsaved.get());
        dirty.remove(path);
        unsaved.set(Map.copyOf(dirty));
    }

    private void change(Edits to) {
        edits = to;
        typed.set(to.texts());
    }
}
