package dev.flotilla.app.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// Parts of a whole in proportion, each at least as wide as its number; they slide to new widths.
public final class SplitBar extends Pane {
    private static final double GAP = 2;

    /// @param name   of a member; empty leaves only the number
    /// @param colour the member's place in the fleet
    /// @param label  the number as text, such as `2` or `1/1`; empty for bars too thin for words
    public record Part(String name, int colour, double amount, String label) {}

    private List<Part> parts = List.of();
    private double[] from = new double[0];
    private final DoubleProperty progress = new SimpleDoubleProperty(this, "progress", 1);
    private final Timeline slide = new Timeline();

    public SplitBar(String... styleClasses) {
        getStyleClass().add("split-bar");
        getStyleClass().addAll(styleClasses);
        setAccessibleRole(AccessibleRole.TEXT);
        setFocusTraversable(false);
        progress.subscribe(_ -> requestLayout());
    }

    /// @param parts those with an amount above 0, in fleet order; empty shows an empty bar
    public void show(List<Part> parts) {
        if (parts.equals(this.parts)) return;
        boolean samePeople = parts.stream().map(Part::name).toList().equals(this.parts.stream().map(Part::name).toList());
        from = samePeople ? widths(this.parts) : new double[0];
        this.parts = List.copyOf(parts);
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < parts.size(); i++) {
            nodes.add(node(parts.get(i), i, parts.size()));
        }
        if (parts.isEmpty()) {
            var none = new Region();
            none.getStyleClass().add("none");
            nodes.add(none);
        }
        getChildren().setAll(nodes);
        setAccessibleText(String.join(", ", parts.stream().map(part -> part.name() + " " + part.label()).toList()));
        slide.stop();
        progress.set(1);
        if (samePeople && getWidth() > 0 && !Platform.getPreferences().isReducedMotion()) {
            slide.getKeyFrames().setAll(new KeyFrame(Duration.ZERO, new KeyValue(progress, 0)),
                    new KeyFrame(Duration.millis(160), new KeyValue(progress, 1, Interpolator.EASE_OUT)));
            slide.play();
        }
    }

    private static Region node(Part part, int index, int count) {
        var node = new HBox();
        node.getStyleClass().addAll("part", Controls.memberClass(part.colour()));
        if (count == 1) {
            node.getStyleClass().add("only");
        } else if (index == 0) {
            node.getStyleClass().add("first");
        } else if (index == count - 1) {
            node.getStyleClass().add("last");
        }
        node.setAlignment(Pos.CENTER_LEFT);
        if (part.label().isEmpty()) return node;
        var name = new Label(part.name());
        name.setMinWidth(0);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        var number = new Label(part.label());
        number.setMinWidth(Region.USE_PREF_SIZE);
        node.getChildren().addAll(name, Controls.grow(), number);
        HBox.setHgrow(name, Priority.SOMETIMES);
        Tooltip.install(node, new Tooltip(part.name() + " " + part.label()));
        return node;
    }

    private double[] widths(List<Part> of) {
        int n = of.size();
        double[] widths = new double[n];
        if (n == 0) return widths;
        double room = getWidth() - GAP * (n - 1);
        double least = Math.min(of.getFirst().label().isEmpty() ? 4 : 30, room / n);
        double total = of.stream().mapToDouble(Part::amount).sum();
        double spare = room;
        double spareAmount = total;
        boolean[] fixed = new boolean[n];
        for (boolean again = true; again;) {
            again = false;
            for (int i = 0; i < n; i++) {
                if (!fixed[i] && of.get(i).amount() / Math.max(spareAmount, 1e-9) * spare < least) {
                    fixed[i] = true;
                    widths[i] = least;
                    spare -= least;
                    spareAmount -= of.get(i).amount();
                    again = true;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            if (!fixed[i]) widths[i] = of.get(i).amount() / Math.max(spareAmount, 1e-9) * spare;
        }
        return widths;
    }

    @Override
    protected void layoutChildren() {
        if (parts.isEmpty()) {
            getChildren().forEach(child -> child.resizeRelocate(0, 0, getWidth(), getHeight()));
            return;
        }
        double[] to = widths(parts);
        double x = 0;
        for (int i = 0; i < to.length; i++) {
            double start = i < from.length ? from[i] : to[i];
            double width = start + (to[i] - start) * progress.get();
            getChildren().get(i).resizeRelocate(snapPositionX(x), 0, snapSizeX(width), getHeight());
            x += width + GAP;
        }
    }
}
