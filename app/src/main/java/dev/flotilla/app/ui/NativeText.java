package dev.flotilla.app.ui;

import javafx.scene.text.Text;

/// What the system must bring for JavaFX to draw text, in a window or in memory: on Linux Pango and FreeType, which come with GTK and
/// which a machine without a desktop may lack.
public final class NativeText {
    /// What JavaFX loads them with; there is none on other systems.
    private static final String ON_LINUX = "com.sun.javafx.font.freetype.OSPango";

    private NativeText() {}

    /// Whether text can be drawn, found out by loading what JavaFX would load.
    public static boolean isThere() {
        try {
            Class.forName(ON_LINUX, true, Text.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException _) {
            return true;
        } catch (LinkageError _) {
            return false;
        }
    }
}
