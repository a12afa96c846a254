package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;

import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;

/// The way to the caret: the file, then the fields down to it. Where there is no room for all, the middle is left out; the file and
/// the last field stay whole for as long as that can be.
final class Trail extends Pane {
    private static final double GAP = 5;
    private static final double SIGN = 12;

    private final IntConsumer open;
    private final Label dots = Controls.label("…", "crumb");
    private List<String> names = List.of();
    private final List<Button> crumbs = new ArrayList<>();
    private final List<Node> signs = new ArrayList<>();

    /// @param open goes to the crumb with this index
    Trail(IntConsumer open) {
        this.open = open;
        getStyleClass().add("trail");
    }

    /// @param file  shown by its last part
    /// @param names of the fields below it
    void show(String file, List<String> names) {
        var all = new ArrayList<String>();
        all.add(file);
        all.addAll(names);
        if (all.equals(this.names)) return;
        this.names = List.copyOf(all);
        crumbs.clear();
        signs.clear();
        for (int i = 0; i < all.size(); i++) {
            int index = i;
            String words = i == 0 ? file.substring(file.lastIndexOf('/') + 1) : all.get(i);
            Button crumb = Controls.button(words, () -> open.accept(index), i == all.size() - 1 ? "crumb-here" : "crumb");
            crumb.setFocusTraversable(false);
            crumb.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            String path = String.join(" › ", all.subList(0, i + 1));
            crumb.setTooltip(new Tooltip(path));
            crumb.setAccessibleText(path);
            crumbs.add(crumb);
            if (i > 0) signs.add(new Icon(Glyph.RIGHT, 12));
        }
        dots.setTooltip(new Tooltip(String.join(" › ", all)));
        getChildren().setAll(crumbs);
        getChildren().addAll(signs);
        getChildren().add(dots);
        requestLayout();
    }

    void clear() {
        names = List.of();
        crumbs.clear();
        signs.clear();
        getChildren().clear();
    }

    /// How many crumbs behind the first are left out so that the rest has room.
    private int leftOut(double room) {
        double step = GAP + SIGN + GAP;
        double whole = crumbs.stream().mapToDouble(crumb -> crumb.prefWidth(-1)).sum() + step * signs.size();
        int out = 0;
        double needed = whole;
        while (needed > room && out < crumbs.size() - 2) {
            if (out == 0) needed += dots.prefWidth(-1) + step;
            needed -= crumbs.get(1 + out).prefWidth(-1) + step;
            out++;
        }
        return out;
    }

    @Override
    protected void layoutChildren() {
        if (crumbs.isEmpty()) return;
        double left = snappedLeftInset();
        double right = getWidth() - snappedRightInset();
        int out = leftOut(right - left);
        double x = left;
        boolean told = false;
        dots.setVisible(out > 0);
        for (int i = 0; i < crumbs.size(); i++) {
            boolean hidden = i > 0 && i <= out;
            Button crumb = crumbs.get(i);
            crumb.setVisible(!hidden);
            if (i > 0) signs.get(i - 1).setVisible(!hidden || !told);
            if (hidden && told) continue;
            if (i > 0) x = place(signs.get(i - 1), x, SIGN) + GAP;
            if (hidden) {
                told = true;
                x = place(dots, x, dots.prefWidth(-1)) + GAP;
            } else {
                x = place(crumb, x, Math.max(12, Math.min(crumb.prefWidth(-1), right - x))) + GAP;
            }
        }
    }

    private double place(Node node, double x, double width) {
        double height = node.prefHeight(-1);
        node.resizeRelocate(snapPositionX(x), snapPositionY((getHeight() - height) / 2), snapSizeX(width), height);
        return x + width;
    }
}
