package dev.flotilla.app.tour;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.text.Text;

/// Finds words that have too little room: cut off with dots although they are no names, or beyond the window's edge.
final class Unfitting {
    private Unfitting() {}

    static List<String> in(Scene scene) {
        var found = new ArrayList<String>();
        collect(scene.getRoot(), scene, false, found);
        return found;
    }

    /// @param scrolls whether what is out of sight can be brought into it
    private static void collect(Node node, Scene scene, boolean scrolls, List<String> found) {
        if (!node.isVisible() || node instanceof IndexedCell<?> cell && cell.isEmpty()) return;
        if (node instanceof Labeled labeled) {
            String shown = shown(labeled);
            if (shown != null) {
                if (isCut(labeled, shown)) found.add("cut: " + labeled.getText() + " as " + shown + " in " + path(labeled));
                Bounds place = labeled.localToScene(labeled.getLayoutBounds());
                boolean out = place.getMaxX() > scene.getWidth() + 1 || place.getMaxY() > scene.getHeight() + 1
                        || place.getMinX() < -1 || place.getMinY() < -1;
                if (out && !scrolls) found.add("outside: " + labeled.getText() + " in " + path(labeled));
            }
        }
        boolean inner = scrolls || node instanceof ScrollPane || node instanceof VirtualFlow<?>;
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, scene, inner, found));
        }
    }

    /// The words as they are drawn, or `null` where none are.
    private static String shown(Labeled labeled) {
        if (labeled.getText() == null || labeled.getText().isBlank()) return null;
        return labeled.getChildrenUnmodifiable().stream().filter(Text.class::isInstance).map(Text.class::cast)
                .filter(Text::isVisible).map(Text::getText).findFirst().orElse(null);
    }

    /// A name may lose its middle, as its ends tell it from others; and what a tooltip says in full may be cut.
    private static boolean isCut(Labeled labeled, String shown) {
        String all = labeled.getText();
        boolean whole = shown.equals(all) || labeled.isMnemonicParsing() && shown.equals(all.replace("_", ""));
        return !whole && labeled.getTextOverrun() != OverrunStyle.CENTER_ELLIPSIS && !hasTooltip(labeled);
    }

    /// Of its own, or of what it is drawn in.
    private static boolean hasTooltip(Node node) {
        Node here = node;
        for (int i = 0; i < 3 && here != null; i++, here = here.getParent()) {
            if (here.hasProperties() && here.getProperties().values().stream().anyMatch(Tooltip.class::isInstance)) return true;
        }
        return false;
    }

    private static String path(Node node) {
        var path = new StringBuilder();
        Node here = node;
        for (int i = 0; i < 4 && here != null; i++, here = here.getParent()) {
            path.append(i == 0 ? "" : " < ").append(here.getClass().getSimpleName()).append(here.getStyleClass());
        }
        return path.toString();
    }
}
