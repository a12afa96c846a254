package dev.flotilla.app.workspace;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the open workspace's files on disk, whoever changes them: an editor, git, a script.
public final class FolderWatch {

    private final Workbench workbench;
    private @Nullable WatchService watching;
    private @Nullable Path watched;

    public FolderWatch(Workbench workbench) {
        this.workbench = workbench;
        workbench.plannedProperty().subscribe(now -> {
            Path root = now.workspace() == null ? null : now.workspace().root();
            if (Objects.equals(root, watched)) return;
            stop();
            watched = root;
            if (root != null) start(root, isSingleFile());
        });
    }

    /// Lets go of the folder.
    public void stop() {
        WatchService old = watching;
        watching = null;
        if (old == null) return;
        try {
            old.close();
        } catch (IOException e) {
            log().debug("watch not closed", e);
        }
    }

    /// @param flat whether the folder alone matters, not those below it
    private void start(Path root, boolean flat) {
        try {
            WatchService service = FileSystems.getDefault().newWatchService();
            watching = service;
            Thread.ofPlatform().daemon().name("folder watch").start(() -> watch(service, root, flat));
        } catch (IOException e) {
            log().warn("folder cannot be watched folder={}", root, e);
        }
    }

    private void watch(WatchService service, Path root, boolean flat) {
        var folders = new HashMap<WatchKey, Path>();
        try {
            try (var tree = Files.walk(root, flat ? 0 : 12)) {
                for (Path folder : tree.filter(Files::isDirectory).filter(path -> !isHidden(root, path)).toList()) {
                    register(service, folder, folders);
                }
            }
            while (true) {
                WatchKey key = service.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    Path folder = folders.get(key);
                    if (folder != null && event.context() instanceof Path name)
                        changed(service, root, folder.resolve(name), folders);
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException _) {
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log().warn("folder cannot be watched folder={}", root, e);
        }
    }

    private static boolean isHidden(Path root, Path folder) {
        return !folder.equals(root) && root.relativize(folder).toString().startsWith(".");
    }

    private static void register(WatchService service, Path folder, Map<WatchKey, Path> folders) throws IOException {
        folders.put(folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE), folder);
    }

    private void changed(WatchService service, Path root, Path file, Map<WatchKey, Path> folders) throws IOException {
        if (Files.isDirectory(file)) {
            register(service, file, folders);
            return;
        }
        String name = file.getFileName().toString();
        boolean ours = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        if (!ours || name.startsWith(".")) return;
        String path = root.relativize(file).toString().replace('\\', '/');
        String text = Files.isRegularFile(file) ? Files.readString(file) : null;
        workbench.background().onFx(() -> {
            if (belongs(path)) workbench.onDisk(path, text);
        });
    }

    /// Whether the file is one of the workspace's, or a new one would be.
    private boolean belongs(String path) {
        Workspace workspace = workbench.workspace();
        boolean settings = path.equals(Workspace.SETTINGS_FILE) && !isSingleFile();
        return workspace != null && (settings || workbench.text(path) != null || !isSingleFile() && workspace.covers(path));
    }

    private boolean isSingleFile() {
        Path opened = workbench.locationProperty().get();
        return opened != null && Files.isRegularFile(opened) && !opened.endsWith(Workspace.SETTINGS_FILE);
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(FolderWatch.class);
    }
}
