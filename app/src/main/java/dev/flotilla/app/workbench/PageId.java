package dev.flotilla.app.workbench;

import java.util.Locale;

/// The pages; the first five and the last in the order of the rail.
public enum PageId {
    FLEET, STUDIO, SYNC, STATUS, HISTORY, SETTINGS, WELCOME;

    /// Last part of message keys.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
