package dev.flotilla.app.ui;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.VBox;
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
        var words = Controls.label(sentence);
        words.setWrapText(true);
        words.setMaxWidth(460);
        dialog.getDialogPane().setContent(words);
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
}
