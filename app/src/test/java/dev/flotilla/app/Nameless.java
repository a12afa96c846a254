package dev.flotilla.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Cell;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.control.TreeView;

import org.fxmisc.richtext.GenericStyledArea;

/// Finds what a screen reader could only call "button" or "list": controls, and pictures that mean something, without a name.
final class Nameless {
    private Nameless() {}

    /// A line about each visible one below a node.
    static List<String> below(Node root) {
        Set<Node> labelled = new HashSet<>();
        collectLabelled(root, labelled);
        var found = new ArrayList<String>();
        collect(root, labelled, found);
        return found;
    }

    private static void collectLabelled(Node node, Set<Node> labelled) {
        if (node instanceof Label label && label.getLabelFor() != null && !isBlank(label.getText()))
            labelled.add(label.getLabelFor());
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collectLabelled(child, labelled));
    }

    private static void collect(Node node, Set<Node> labelled, List<String> found) {
        if (!node.isVisible()) return;
        if (wantsName(node) && !labelled.contains(node) && isBlank(node.getAccessibleText()) && isBlank(ownText(node))) {
            found.add(node + " in " + node.getParent());
        }
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, labelled, found));
    }

    private static boolean wantsName(Node node) {
        return switch (node) {
            case Cell<?> _ -> false;
            case ButtonBase button -> isOurs(button);
            case TextInputControl _,ChoiceBox<?> _,ComboBoxBase<?> _,Slider _,Spinner<?> _ -> true;
            case ListView<?> _,TableView<?> _,TreeView<?> _,TreeTableView<?> _,GenericStyledArea<?, ?, ?> _ -> true;
            default -> node.getAccessibleRole() == AccessibleRole.IMAGE_VIEW
                    || node.getAccessibleRole() == AccessibleRole.TOGGLE_BUTTON;
        };
    }

    /// The arrows of scroll bars and the like are part of a control that has its name.
    private static boolean isOurs(ButtonBase button) {
        return !(button.getParent() instanceof MenuButton) && button.isFocusTraversable();
    }

    private static String ownText(Node node) {
        return node instanceof Labeled labeled ? labeled.getText() : null;
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
