package dev.flotilla.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps [AppSettings] in a file; a broken or absent file means the defaults.
public final class SettingsStore {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsStore.class);

    private final Path file;
    private final ObjectMapper json = new ObjectMapper();
    private final ReadOnlyObjectWrapper<AppSettings> settings = new ReadOnlyObjectWrapper<>(this, "settings",
            AppSettings.DEFAULT);

    /// @param folder of Flotilla's own data; made when something is first written
    public SettingsStore(Path folder) {
        this.file = folder.resolve("settings.json");
        if (!Files.exists(file)) return;
        try {
            settings.set(json.readValue(Files.readString(file), AppSettings.class));
        } catch (IOException | RuntimeException e) {
            LOG.warn("settings cannot be read, using the defaults file={}", file, e);
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

    /// Takes effect at once and is written at once, whole or not at all.
    public void set(AppSettings changed) {
        if (changed.equals(settings.get())) return;
        settings.set(changed);
        try {
            Files.createDirectories(folder());
            Path fresh = Files.createTempFile(folder(), "settings", ".json");
            Files.writeString(fresh, json.writerWithDefaultPrettyPrinter().writeValueAsString(changed));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("settings cannot be written file={}", file, e);
        }
    }
}
