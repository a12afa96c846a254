package dev.flotilla.app.ui;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Standard controls in our dress, made in one line where they are used.
public final class Controls {
    private Controls() {}

    public static Label label(String text, String... styleClasses) {
        var label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    public static Button button(String text, Runnable run, String... styleClasses) {
        var button = new Button(text);
        button.getStyleClass().addAll(styleClasses);
        button.setOnAction(_ -> run.run());
        return button;
    }

    public static Button button(Glyph glyph, String text, Runnable run, String... styleClasses) {
        Button button = button(text, run, styleClasses);
        button.setGraphic(new Icon(glyph));
        return button;
    }

    /// A button without a text of its own; the words go to the tooltip and to screen readers.
    public static Button iconButton(Glyph glyph, String words, Runnable run) {
        var button = new Button(null, new Icon(glyph));
        button.getStyleClass().addAll("icon-only", "plain", "small");
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(_ -> run.run());
        return button;
    }

    /// Text that acts when clicked.
    public static Button link(String text, Runnable run) {
        Button link = button(text, run, "link");
        link.setMinWidth(Region.USE_PREF_SIZE);
        return link;
    }

    public static Region grow() {
        var region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    public static HBox row(double gap, Node... nodes) {
        var row = new HBox(gap, nodes);
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return row;
    }

    /// A member's small square.
    ///
    /// @param index the member's place in the fleet, from 0; from the fifth member on colours come again
    public static Region square(int index) {
        var square = new Region();
        square.getStyleClass().addAll("square", memberClass(index));
        return square;
    }

    /// `m1` to `m4`.
    public static String memberClass(int index) {
        return "m" + (Math.floorMod(index, 4) + 1);
    }
}
