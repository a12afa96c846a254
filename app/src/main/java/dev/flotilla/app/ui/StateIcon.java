package dev.flotilla.app.ui;

import java.util.Locale;
import javafx.animation.Interpolator;
import javafx.animation.RotateTransition;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;
import javafx.util.Duration;

/// A [State] as a small drawing with an accessible text. 12, 14, 16 or 20 pixels; colours by style sheets (`.state.ok` and so on).
public final class StateIcon extends StackPane {
    private static final double GRID = 16;
    private final int size;

    /// @param word what a screen reader says, such as "healthy"
    public StateIcon(State state, int size, String word) {
        this.size = size;
        getStyleClass().addAll("state", state.key());
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(word);
        draw(state);
    }

    private void draw(State state) {
        var body = new SVGPath();
        body.setContent(state.body());
        body.getStyleClass().add("state-body");
        var mark = new SVGPath();
        mark.setContent(state.mark());
        mark.getStyleClass().add("state-mark");
        var frame = new SVGPath();
        frame.setContent("M0 0h16v16h-16z");
        frame.getStyleClass().add("icon-frame");
        var drawing = new Group(frame, body, mark);
        drawing.getTransforms().add(new Scale(size / GRID, size / GRID));
        getChildren().setAll(new Group(drawing));
        if (state == State.RUNNING && !reducedMotion()) turn();
    }

    private void turn() {
        var turning = new RotateTransition(Duration.seconds(1.2), this);
        turning.setByAngle(360);
        turning.setInterpolator(Interpolator.LINEAR);
        turning.setCycleCount(RotateTransition.INDEFINITE);
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                turning.stop();
            } else {
                turning.play();
            }
        });
    }

    private static boolean reducedMotion() {
        return Platform.getPreferences().isReducedMotion();
    }

    @Override
    public String toString() {
        return "state " + getStyleClass().getLast().toLowerCase(Locale.ROOT);
    }
}
