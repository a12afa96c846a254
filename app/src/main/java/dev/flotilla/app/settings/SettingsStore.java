package dev.flotilla.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import dev.flotilla.engine.workspace.WorkspaceFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps [AppSettings] in a file; a broken or absent file means the defaults. Used on the FX thread, which never waits for the disk.
public final class SettingsStore {

    private final Path file;
    private final ReadOnlyObjectWrapper<AppSettings> settings = new ReadOnlyObjectWrapper<>(this, "settings",
            AppSettings.DEFAULT);
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    /// @param folder of Flotilla's own data; made when something is first written
    public SettingsStore(Path folder) {
        this.file = folder.resolve("settings.json");
        if (!Files.exists(file)) return;
        try {
            settings.set(SettingsFile.read(Files.readString(file)));
        } catch (IOException | RuntimeException e) {
            log().warn("settings cannot be read, using the defaults file={}", file, e);
        }
    }

    public Path folder() {
        return Objects.requireNonNull(file.getParent(), "the file was resolved against a folder");
    }

    public ReadOnlyObjectProperty<AppSettings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    public AppSettings get() {
        return settings.get();
    }

    /// Takes effect at once, and is written soon, whole or not at all.
    public void set(AppSettings changed) {
        if (changed.equals(settings.get())) return;
        settings.set(changed);
        written = written.thenRunAsync(() -> write(changed), Thread::startVirtualThread);
    }

    /// @return completes when all that was set so far is on the disk, or the log says why it is not
    public CompletionStage<Void> written() {
        return written;
    }

    private void write(AppSettings changed) {
        try {
            Files.createDirectories(folder());
            WorkspaceFiles.save(file, SettingsFile.write(changed));
        } catch (IOException e) {
            log().warn("settings cannot be written file={}", file, e);
        }
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(SettingsStore.class);
    }
}
