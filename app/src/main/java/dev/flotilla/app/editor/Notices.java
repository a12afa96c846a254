package dev.flotilla.app.editor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.app.workbench.Workbench.Clash;
import org.jspecify.annotations.Nullable;

/// Above the text: that it came back after a crash, that it could not be saved, or that somebody else changed the file under it, and
/// what to do.
final class Notices extends VBox {
    private final Workbench workbench;
    private final Messages text;
    private final Supplier<@Nullable String> file;
    private final Consumer<String> compare;

    /// @param file    that is shown, or `null`
    /// @param compare shows the unsaved text of a file beside what is on disk
    Notices(Workbench workbench, Supplier<@Nullable String> file, Consumer<String> compare, Messages text) {
        this.workbench = workbench;
        this.text = text;
        this.file = file;
        this.compare = compare;
        workbench.clashesProperty().subscribe(_ -> show());
        workbench.recoveredProperty().subscribe(_ -> show());
        workbench.refusedProperty().subscribe(_ -> show());
    }

    /// Follows the file that is shown.
    void show() {
        getChildren().clear();
        Set<String> back = workbench.recoveredProperty().get();
        if (!back.isEmpty()) {
            getChildren()
                    .add(notice(State.HINT, text.get("studio.recovered", back.size(), String.join(", ", new TreeSet<>(back))),
                            List.of(button("studio.recovered.keep", () -> workbench.recovered(Set.of())),
                                    button("studio.recovered.compare", () -> compare.accept(new TreeSet<>(back).getFirst())),
                                    button("studio.recovered.discard", () -> discard(back)))));
        }
        new TreeMap<>(workbench.refusedProperty().get()).forEach((refused, why) -> getChildren()
                .add(notice(State.FAILED, text.get("studio.refused", refused, Failures.file(why, text)),
                        List.of(button("studio.refused.again", () -> workbench.save(refused, _ -> {}))))));
        String path = file.get();
        Map<String, Clash> clashes = workbench.clashesProperty().get();
        Clash clash = path == null ? null : clashes.get(path);
        if (path == null || clash == null) return;
        String sentence = text.get(clash.disk() == null ? "studio.clash.gone" : "studio.clash", path);
        getChildren().add(notice(State.WARNING, sentence,
                List.of(button("studio.clash.mine", () -> workbench.keepMine(path)),
                        button("studio.clash.compare", () -> compare.accept(path)),
                        button(clash.disk() == null ? "studio.clash.close" : "studio.clash.reload",
                                () -> workbench.revert(path)))));
    }

    private void discard(Set<String> back) {
        workbench.recovered(Set.of());
        back.forEach(workbench::revert);
    }

    private Button button(String key, Runnable run) {
        Button button = Controls.button(text.get(key), run, "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private HBox notice(State state, String sentence, List<Button> buttons) {
        Label words = new Label(sentence);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        // below the words, since a narrow editor has no room for both in a line
        var deeds = new FlowPane(8, 6, buttons.toArray(Node[]::new));
        var both = new VBox(6, words, deeds);
        both.setMinWidth(0);
        HBox.setHgrow(both, Priority.ALWAYS);
        var notice = new HBox(8, Badges.state(state, 14, text), both);
        notice.getStyleClass().addAll("notice", switch (state) {
            case HINT -> "hint";
            case FAILED -> "failed";
            default -> "warning";
        });
        return notice;
    }
}
