package dev.flotilla.app.ui;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;

/// Remembers where dividers were dragged to, for every split pane that has an id.
public final class Dividers {
    private final Function<String, List<Double>> known;
    private final BiConsumer<String, List<Double>> keep;
    private final Background background;

    /// @param known places by the pane's name, 0 to 1; empty where none were kept
    /// @param keep  called with a name and places when a divider was let go
    public Dividers(Function<String, List<Double>> known, BiConsumer<String, List<Double>> keep, Background background) {
        this.known = known;
        this.keep = keep;
        this.background = background;
    }

    /// Sets and watches the dividers of all split panes below a node, as it is now.
    public void follow(Node node) {
        if (node instanceof SplitPane pane) {
            if (pane.getId() != null) remember(pane, pane.getId());
            List.copyOf(pane.getItems()).forEach(this::follow);
        } else if (node instanceof Parent parent) {
            List.copyOf(parent.getChildrenUnmodifiable()).forEach(this::follow);
        }
    }

    private void remember(SplitPane pane, String id) {
        set(pane, id);
        pane.getItems().addListener((ListChangeListener<Node>) _ -> background.later(() -> set(pane, id)));
        pane.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            if (isDivider(event, pane)) keep.accept(name(pane, id), Arrays.stream(pane.getDividerPositions()).boxed().toList());
        });
    }

    private void set(SplitPane pane, String id) {
        List<Double> places = known.apply(name(pane, id));
        if (!places.isEmpty() && places.size() == pane.getDividers().size()) {
            pane.setDividerPositions(places.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /// Panes that show more or fewer parts at times have places for each number.
    private static String name(SplitPane pane, String id) {
        return id + "." + pane.getItems().size();
    }

    private static boolean isDivider(MouseEvent event, SplitPane pane) {
        Node at = event.getTarget() instanceof Node node ? node : null;
        while (at != null && at != pane) {
            if (at.getStyleClass().contains("split-pane-divider")) return at.getParent() == pane;
            at = at.getParent();
        }
        return false;
    }
}
