package dev.flotilla.app.ui;

import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Region;

/// Labels that behave when there is too little room.
public final class Labels {
    private Labels() {}

    /// Always drawn in full: what stands beside it gives way.
    public static Label whole(String text, String... styleClasses) {
        Label label = Controls.label(text, styleClasses);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// Loses its middle where it is too long, because names differ at their ends.
    public static Label name(String text, String... styleClasses) {
        Label label = Controls.label(text, styleClasses);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMinWidth(0);
        return label;
    }

    /// A sentence that goes on in the next line.
    public static Label sentence(String text, String... styleClasses) {
        Label label = Controls.label(text, styleClasses);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
