package dev.flotilla.app.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
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
    /// While numbers follow each other faster than this, as when somebody types, they jump: sliding would only trail behind.
    private static final long AT_REST = 600_000_000;

    /// @param name   of a member; empty leaves only the number
    /// @param colour the member's place in the fleet
    /// @param label  the number as text, such as `2` or `1/1`; empty for bars too thin for words
    public record Part(String name, int colour, double amount, String label) {}

    private static final double NARROWEST = 30;
    private static final int OTHERS = -1;

    private List<Part> all = List.of();
    private IntFunction<String> others = count -> "+" + count;
    /// By their places, the others last. Who has no room any more stays as an invisible child, since whoever comes back would have to
    /// find its style again, while somebody types.
    private final SortedMap<Integer, Segment> segments = new TreeMap<>(Comparator.comparingInt(
            (Integer colour) -> colour == OTHERS ? Integer.MAX_VALUE : colour));
    private List<Part> parts = List.of();
    private long shownAt = System.nanoTime() - AT_REST;
    private double[] from = new double[0];
    private final DoubleProperty progress = new SimpleDoubleProperty(this, "progress", 1);
    private final Timeline slide = new Timeline();

    public SplitBar(String... styleClasses) {
        getStyleClass().add("split-bar");
        getStyleClass().addAll(styleClasses);
        setAccessibleRole(AccessibleRole.TEXT);
        setFocusTraversable(false);
        progress.subscribe(_ -> requestLayout());
        widthProperty().subscribe(_ -> draw(fitting()));
    }

    /// @param others words for so many parts that the bar is too narrow for
    public void setOthers(IntFunction<String> others) {
        this.others = others;
    }

    /// @param all those with an amount above 0, in fleet order; empty shows an empty bar
    public void show(List<Part> all) {
        if (all.equals(this.all)) return;
        this.all = List.copyOf(all);
        setAccessibleText(String.join(", ", all.stream().map(part -> part.name() + " " + part.label()).toList()));
        draw(fitting());
    }

    /// The largest parts that have room for their numbers, and what is left of the others as one.
    private List<Part> fitting() {
        if (all.isEmpty() || all.getFirst().label().isEmpty() || getWidth() <= 0) return all;
        int room = (int) Math.max(2, (getWidth() + GAP) / (NARROWEST + GAP));
        if (all.size() <= room) return all;
        int kept = Math.max(1, room - 3);
        List<Part> largest = all.stream().sorted(Comparator.comparingDouble(Part::amount).reversed()).limit(kept).toList();
        var fitted = new ArrayList<>(all.stream().filter(largest::contains).toList());
        double rest = all.stream().filter(part -> !largest.contains(part)).mapToDouble(Part::amount).sum();
        fitted.add(new Part("", OTHERS, rest, others.apply(all.size() - kept)));
        return fitted;
    }

    private void draw(List<Part> parts) {
        if (parts.equals(this.parts)) return;
        boolean samePeople = sameShape(parts);
        from = samePeople ? widths(this.parts) : new double[0];
        this.parts = List.copyOf(parts);
        showSegments();
        slide.stop();
        progress.set(1);
        requestLayout();
        long now = System.nanoTime();
        boolean quick = now - shownAt < AT_REST;
        shownAt = now;
        if (samePeople && !quick && getWidth() > 0 && !Platform.getPreferences().isReducedMotion()) {
            slide.getKeyFrames().setAll(new KeyFrame(Duration.ZERO, new KeyValue(progress, 0)),
                    new KeyFrame(Duration.millis(160), new KeyValue(progress, 1, Interpolator.EASE_OUT)));
            slide.play();
        }
    }

    /// Whether only numbers differ.
    private boolean sameShape(List<Part> other) {
        if (other.isEmpty() || other.size() != parts.size()) return false;
        for (int i = 0; i < other.size(); i++) {
            Part was = parts.get(i);
            Part is = other.get(i);
            if (!was.name().equals(is.name()) || was.colour() != is.colour() || was.label().isEmpty() != is.label().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void showSegments() {
        if (parts.isEmpty()) {
            segments.clear();
            var none = new Region();
            none.getStyleClass().add("none");
            getChildren().setAll(none);
            return;
        }
        boolean worded = !parts.getFirst().label().isEmpty();
        if (segments.values().stream().anyMatch(segment -> segment.worded != worded)) segments.clear();
        Set<Integer> known = all.stream().map(Part::colour).collect(Collectors.toSet());
        segments.keySet().removeIf(colour -> colour != OTHERS && !known.contains(colour));
        segments.values().forEach(segment -> segment.setVisible(false));
        for (int i = 0; i < parts.size(); i++) {
            segments.computeIfAbsent(parts.get(i).colour(), _ -> new Segment(worded)).show(parts.get(i), i, parts.size());
        }
        List<Segment> children = List.copyOf(segments.values());
        if (!getChildren().equals(children)) getChildren().setAll(children);
    }

    private static final class Segment extends HBox {
        private final boolean worded;
        private final Label name = new Label();
        private final Label number = new Label();
        private final Tooltip tooltip = new Tooltip();

        Segment(boolean worded) {
            this.worded = worded;
            setAlignment(Pos.CENTER_LEFT);
            if (!worded) return;
            name.setMinWidth(0);
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            number.setMinWidth(Region.USE_PREF_SIZE);
            getChildren().addAll(name, Controls.grow(), number);
            HBox.setHgrow(name, Priority.SOMETIMES);
            Tooltip.install(this, tooltip);
        }

        void show(Part part, int index, int count) {
            var styles = new ArrayList<String>();
            styles.add("part");
            styles.add(part.colour() == OTHERS ? "others" : Controls.memberClass(part.colour()));
            if (count == 1) {
                styles.add("only");
            } else if (index == 0) {
                styles.add("first");
            } else if (index == count - 1) {
                styles.add("last");
            }
            if (!getStyleClass().equals(styles)) getStyleClass().setAll(styles);
            setVisible(true);
            name.setText(part.name());
            number.setText(part.label());
            tooltip.setText(part.name() + " " + part.label());
        }
    }

    private double[] widths(List<Part> of) {
        int n = of.size();
        double[] widths = new double[n];
        if (n == 0) return widths;
        double room = getWidth() - GAP * (n - 1);
        double usual = of.getFirst().label().isEmpty() ? 4 : NARROWEST;
        double last = of.getLast().colour() == OTHERS ? Math.min(3 * NARROWEST, room / 2) : 0;
        double least = Math.min(usual, (room - last) / n);
        double total = of.stream().mapToDouble(Part::amount).sum();
        double spare = room;
        double spareAmount = total;
        boolean[] fixed = new boolean[n];
        for (boolean again = true; again;) {
            again = false;
            for (int i = 0; i < n; i++) {
                double needed = of.get(i).colour() == OTHERS ? last : least;
                if (!fixed[i] && of.get(i).amount() / Math.max(spareAmount, 1e-9) * spare < needed) {
                    fixed[i] = true;
                    widths[i] = needed;
                    spare -= needed;
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
            Segment segment = segments.get(parts.get(i).colour());
            if (segment != null) segment.resizeRelocate(snapPositionX(x), 0, snapSizeX(width), getHeight());
            x += width + GAP;
        }
    }
}
