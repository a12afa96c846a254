package dev.flotilla.app.ui;

import java.util.List;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;

/// The last few measurements as a line without axes, the newest at the right end. The scale begins at 0, so that a calm line
/// looks calm.
public final class Sparkline extends Region {
    private static final double DOT = 2;

    private final Polygon area = new Polygon();
    private final Polyline line = new Polyline();
    private final Circle end = new Circle(DOT);
    private List<Double> samples = List.of();

    public Sparkline() {
        getStyleClass().add("sparkline");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        area.getStyleClass().add("sparkline-area");
        line.getStyleClass().add("sparkline-line");
        end.getStyleClass().add("sparkline-end");
        area.setManaged(false);
        line.setManaged(false);
        end.setManaged(false);
        getChildren().addAll(area, line, end);
    }

    /// Oldest first; a single one is a dot, since it is no course yet.
    public void setSamples(List<Double> samples) {
        if (this.samples.equals(samples)) return;
        this.samples = List.copyOf(samples);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        boolean drawn = samples.size() > 1;
        area.setVisible(drawn);
        line.setVisible(drawn);
        end.setVisible(!samples.isEmpty());
        double width = getWidth() - DOT * 2;
        double height = getHeight() - DOT * 2;
        if (!drawn) {
            end.setCenterX(DOT + width);
            end.setCenterY(DOT + height / 2);
            return;
        }
        double top = Math.max(1, samples.stream().mapToDouble(Double::doubleValue).max().orElse(1)) * 1.1;
        line.getPoints().clear();
        for (int i = 0; i < samples.size(); i++) {
            line.getPoints().addAll(DOT + width * i / (samples.size() - 1), DOT + height * (1 - samples.get(i) / top));
        }
        end.setCenterX(line.getPoints().get(line.getPoints().size() - 2));
        end.setCenterY(line.getPoints().getLast());
        area.getPoints().setAll(line.getPoints());
        area.getPoints().addAll(DOT + width, getHeight(), DOT, getHeight());
    }
}
