package dev.flotilla.app.ui;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

import org.kordamp.ikonli.javafx.FontIcon;

/// A glyph at one size, coloured by style sheets (`.icon`). Decoration: whoever carries it has the text.
public final class Icon extends StackPane {
    private static final double GRID = 24;

    public Icon(Glyph glyph) {
        this(glyph, 16);
    }

    /// @param size 12, 14, 16, 18, 20 or 24
    public Icon(Glyph glyph, int size) {
        getStyleClass().addAll("icon", "s" + size);
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
        String feather = glyph.feather();
        String lines = glyph.lines();
        if (feather != null) {
            getChildren().add(feather(feather, size));
        } else if (lines != null) {
            getChildren().add(lines(lines, size));
        }
    }

    private static Node feather(String name, int size) {
        var icon = new FontIcon(name);
        icon.setIconSize(size);
        icon.getStyleClass().add("icon-glyph");
        return icon;
    }

    private static Node lines(String path, int size) {
        var shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("icon-lines");
        var frame = new SVGPath();
        frame.setContent("M0 0h24v24h-24z");
        frame.getStyleClass().add("icon-frame");
        var group = new Group(frame, shape);
        group.getTransforms().add(new Scale(size / GRID, size / GRID));
        return new Group(group);
    }
}
