package dev.flotilla.app.settings;

import java.nio.file.Path;
import java.util.Map;

/// Where Flotilla keeps its own data: `FLOTILLA_HOME`, or what the platform has for such things.
public final class OwnFolder {
    private OwnFolder() {}

    /// @param environment variables by name
    public static Path of(Map<String, String> environment) {
        String chosen = environment.getOrDefault("FLOTILLA_HOME", "");
        if (!chosen.isBlank()) return Path.of(chosen);
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        String os = System.getProperty("os.name", "");
        if (os.startsWith("Windows")) return Path.of(environment.getOrDefault("APPDATA", home), "Flotilla");
        if (os.startsWith("Mac")) return Path.of(home, "Library", "Application Support", "Flotilla");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return config.isBlank() ? Path.of(home, ".config", "flotilla") : Path.of(config, "flotilla");
    }
}
