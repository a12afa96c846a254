package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.application.Application;

import dev.flotilla.app.i18n.Messages;

/// The way to JavaFX, kept out of [Launcher] so that a command never loads it.
final class Window {
    private Window() {}

    static void open(List<String> arguments) {
        if (!hasDisplay(System.getenv())) {
            refuse("cli.no-display");
        }
        if (isLinux() && System.getProperty("prism.order") == null && !hasGraphicsCard()) {
            System.setProperty("prism.order", "sw");
        }
        try {
            Application.launch(FlotillaApp.class, arguments.toArray(String[]::new));
        } catch (UnsupportedOperationException e) {
            // What JavaFX says where GTK or the display it was told of is not there.
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("GTK")) refuse("cli.no-gtk");
            if (reason.contains("DISPLAY")) refuse("cli.display-silent");
            throw e;
        }
    }

    private static void refuse(String key) {
        System.err.println("flotilla: " + Messages.of(Locale.getDefault(Locale.Category.DISPLAY)).get(key));
        System.exit(2);
    }

    /// Only X11 and Wayland tell beforehand; on other systems JavaFX finds out by itself.
    private static boolean hasDisplay(Map<String, String> environment) {
        boolean drawnInMemory = "Headless".equalsIgnoreCase(System.getProperty("glass.platform"));
        return !isLinux() || drawnInMemory || !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    /// Where there is none, as in a virtual machine, Mesa plays OpenGL on the processor, which takes more time and memory than JavaFX's
    /// own drawing there.
    private static boolean hasGraphicsCard() {
        return Files.exists(Path.of("/dev/dri")) || Files.exists(Path.of("/dev/nvidia0"));
    }
}
