package dev.flotilla.app.ui;

import java.util.List;
import javafx.scene.Node;

/// Changes what is below a parent and leaves alone what stays: a button that is taken out, if only for a moment, neither hears that
/// the mouse was let go nor keeps the keyboard.
public final class Children {
    private Children() {}

    /// Makes `children` hold these nodes, in this order.
    public static void show(List<Node> children, List<? extends Node> wanted) {
        children.removeIf(child -> !wanted.contains(child));
        for (int i = 0; i < wanted.size(); i++) {
            Node node = wanted.get(i);
            if (i < children.size() && children.get(i) == node) continue;
            children.remove(node);
            children.add(i, node);
        }
    }
}
