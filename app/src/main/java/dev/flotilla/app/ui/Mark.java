package dev.flotilla.app.ui;

import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/// The app's mark: two sails and a hull.
public final class Mark extends StackPane {
    private static final double GRID = 32;

    public Mark(int size) {
        getStyleClass().add("mark");
        setMinSize(size, size);
        setMaxSize(size, size);
        var drawing = new Group(part("mark-frame", "M0 0h32v32h-32z"), part("mark-sail", "M15 3v18H4.500C7 14 10.500 8 15 3z"),
                part("mark-jib", "M18 8c4.200 3.400 7.200 8 8.700 13H18z"),
                part("mark-hull", "M3 24h26c-1.400 3-3.900 5-7 5H10c-3.100 0-5.600-2-7-5z"));
        drawing.getTransforms().add(new Scale(size / GRID, size / GRID));
        getChildren().add(new Group(drawing));
        setMouseTransparent(true);
    }

    private static SVGPath part(String styleClass, String path) {
        var shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add(styleClass);
        return shape;
    }
}
