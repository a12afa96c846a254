package dev.flotilla.app.workbench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the open workspace's texts to disk, one after the other: of two texts of one file, the newer must come last. What is still
/// being written when another workspace is opened reaches its file, and says nothing of the texts that are open then. Used on the FX
/// thread.
final class Saving {

    private final Background background;
    private final Texts texts;
    private final Runnable changed;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;
    private int workspace;

    /// @param changed called when what a file holds on disk became another
    Saving(Background background, Texts texts, Runnable changed) {
        this.background = background;
        this.texts = texts;
        this.changed = changed;
    }

    /// Another workspace is open from now on, or none.
    void anotherWorkspace() {
        workspace++;
    }

    /// @param then called with whether the file holds what was typed
    void save(String path, Consumer<Boolean> then) {
        String typed = texts.unsaved.get().get(path);
        Workspace disk = texts.saved();
        if (typed == null || disk == null) {
            then.accept(true);
            return;
        }
        int of = workspace;
        waiting.add(() -> write(of, disk.root().resolve(path), path, typed, then));
        writeNext();
    }

    void saveAll(Consumer<Boolean> then) {
        saveAll(workspace, List.copyOf(texts.unsaved.get().keySet()).iterator(), then);
    }

    private void saveAll(int of, Iterator<String> paths, Consumer<Boolean> then) {
        if (!paths.hasNext() || of != workspace) {
            then.accept(of == workspace);
            return;
        }
        save(paths.next(), saved -> {
            if (saved) {
                saveAll(of, paths, then);
            } else {
                then.accept(false);
            }
        });
    }

    private void writeNext() {
        if (busy) return;
        Runnable next = waiting.poll();
        if (next == null) return;
        busy = true;
        next.run();
    }

    private void write(int of, Path file, String path, String typed, Consumer<Boolean> then) {
        background.run(() -> {
            WorkspaceFiles.save(file, typed);
            return typed;
        }, text -> {
            busy = false;
            if (of == workspace) {
                texts.changedOnDisk(path, text);
                changed.run();
            }
            then.accept(true);
            writeNext();
        }, problem -> {
            busy = false;
            log().warn("not saved file={}", file, problem);
            if (of == workspace) texts.refuse(path, problem);
            then.accept(false);
            writeNext();
        });
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(Saving.class);
    }
}
