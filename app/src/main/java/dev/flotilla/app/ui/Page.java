package dev.flotilla.app.ui;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Parent;

import org.jspecify.annotations.Nullable;

/// What the shell shows in its page area. Made once, when it is first gone to, and kept; its view fills the area.
public interface Page {
    Parent view();

    /// The page came on screen.
    default void shown() {}

    /// Another page took its place.
    default void hidden() {}

    /// The one primary button for the header, or `null` where the page has its own.
    default @Nullable Action primary() {
        return null;
    }

    /// What the page offers to menus and palette, besides what the shell offers everywhere.
    default List<Action> actions() {
        return List.of();
    }

    /// What stands at the right of the status bar while the page is shown.
    default ObservableList<StatusPart> status() {
        return FXCollections.emptyObservableList();
    }

    /// Where F6 goes, in reading order. Empty: to the view as a whole.
    default List<Node> panes() {
        return List.of();
    }

    /// The window is about to close.
    ///
    /// @return whether it may
    default boolean mayClose() {
        return true;
    }
}
