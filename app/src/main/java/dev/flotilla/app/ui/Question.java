package dev.flotilla.app.ui;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

/// Asks something that must be answered before work goes on. The last answer is the one that changes nothing; Escape gives it.
public final class Question {
    private Question() {}

    /// @param answers verbs, at least two; the first is the default unless it destroys something
    /// @return the index of the answer
    public static int ask(@Nullable Window owner, Appearance appearance, String title, String sentence, List<String> answers) {
        var dialog = new Dialog<ButtonType>();
        if (owner != null) dialog.initOwner(owner);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        var content = new VBox(12, Labels.sentence(title, "subject"), Labels.sentence(sentence, "muted"));
        content.getStyleClass().add("question");
        content.setPrefWidth(420);
        dialog.getDialogPane().setContent(content);
        List<ButtonType> buttons = java.util.stream.IntStream.range(0, answers.size())
                .mapToObj(i -> new ButtonType(answers.get(i),
                        i == 0 ? ButtonData.OK_DONE : i == answers.size() - 1 ? ButtonData.CANCEL_CLOSE : ButtonData.OTHER))
                .toList();
        dialog.getDialogPane().getButtonTypes().setAll(buttons);
        appearance.dress(dialog);
        ButtonType chosen = dialog.showAndWait().orElse(buttons.getLast());
        return buttons.indexOf(chosen);
    }

    /// Asks before something is destroyed: Enter and Escape both keep everything as it is.
    ///
    /// @param what  what would be destroyed, by name
    /// @param deed  the verb and the number, such as "Prune 2 objects on 1 member"
    /// @return whether it is to be done
    public static boolean destroys(@Nullable Window owner, Appearance appearance, String title, String sentence, Node what,
            String deed, String keep) {
        var dialog = new Dialog<ButtonType>();
        if (owner != null) dialog.initOwner(owner);
        dialog.setTitle(title);
        dialog.setHeaderText(null);
        var content = new VBox(12, Labels.sentence(title, "subject"), Labels.sentence(sentence, "muted"), what);
        content.getStyleClass().add("question");
        content.setPrefWidth(520);
        dialog.getDialogPane().setContent(content);
        var go = new ButtonType(deed, ButtonData.OTHER);
        var stay = new ButtonType(keep, ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().setAll(stay, go);
        dialog.getDialogPane().lookupButton(go).getStyleClass().add("danger");
        if (dialog.getDialogPane().lookupButton(stay) instanceof Button button) button.setDefaultButton(true);
        appearance.dress(dialog);
        return dialog.showAndWait().filter(answer -> answer == go).isPresent();
    }

    /// What is to be decided, with what would be done about it.
    ///
    /// @param content  fields and what they would lead to, below the words
    /// @param deed     the verb on the button that does it
    /// @param keep     the word on the button that does nothing
    /// @param possible whether the deed may be done, as the fields now stand
    /// @param grave    whether Enter must not do it
    public record Asked(String title, String more, List<? extends Node> content, String deed, String keep,
            ObservableBooleanValue possible, boolean grave) {
        public Asked {
            content = List.copyOf(content);
        }
    }

    /// Asks with fields or a preview between the words and the buttons.
    ///
    /// @return whether it is to be done
    public static boolean agrees(@Nullable Window owner, Appearance appearance, Asked asked) {
        var dialog = new Dialog<ButtonType>();
        dialog.initModality(Modality.WINDOW_MODAL);
        if (owner != null) dialog.initOwner(owner);
        dialog.setTitle(asked.title());
        dialog.setHeaderText(null);
        var content = new VBox(12, Labels.sentence(asked.title(), "subject"), Labels.sentence(asked.more(), "muted"));
        content.getChildren().addAll(asked.content());
        content.getStyleClass().add("question");
        content.setPrefWidth(560);
        dialog.getDialogPane().setContent(content);
        var go = new ButtonType(asked.deed(), ButtonData.OK_DONE);
        var stay = new ButtonType(asked.keep(), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().setAll(stay, go);
        if (dialog.getDialogPane().lookupButton(go) instanceof Button button) {
            button.disableProperty().bind(Bindings.not(asked.possible()));
            button.getStyleClass().add(asked.grave() ? "danger" : "accent");
            button.setDefaultButton(!asked.grave());
        }
        if (asked.grave() && dialog.getDialogPane().lookupButton(stay) instanceof Button button) button.setDefaultButton(true);
        appearance.dress(dialog);
        Node first = firstField(content);
        if (first != null) dialog.setOnShown(_ -> first.requestFocus());
        return dialog.showAndWait().filter(answer -> answer == go).isPresent();
    }

    /// What a person fills in first, where there is something to be filled in.
    private static @Nullable Node firstField(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof TextField || child instanceof ChoiceBox<?>) return child;
            Node below = child instanceof Parent inner ? firstField(inner) : null;
            if (below != null) return below;
        }
        return null;
    }
}
