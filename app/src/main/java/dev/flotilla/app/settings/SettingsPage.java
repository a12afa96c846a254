package dev.flotilla.app.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.ToggleSwitch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance.Theme;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Segmented;

/// What a person may choose. Every choice takes effect at once.
public final class SettingsPage implements Page {
    private final SettingsStore store;
    private final Messages text;
    private final ScrollPane view;

    /// @param dialects lines that say whose behaviour this build computes, such as `Karmada 1.18`
    /// @param state    where journals of past runs are kept
    /// @param open     shows a folder as the system does
    public SettingsPage(SettingsStore store, List<String> dialects, Path state, Consumer<Path> open, Messages text) {
        this.store = store;
        this.text = text;
        AppSettings now = store.get();
        var page = new VBox(24, Controls.label(text.get("settings.title"), "page-title"),
                section("look", row("theme", themes(now.theme())), row("language", languages(now.language())),
                        row("font-size", sizes(now.fontSize()))),
                section("editor", row("complete", aSwitch("complete", now.editor().completeAsOneTypes(),
                        on -> store.set(store.get().withEditor(new AppSettings.Editor(on, store.get().editor().wrap()))))),
                        row("wrap", aSwitch("wrap", now.editor().wrap(),
                                on -> store.set(
                                        store.get().withEditor(
                                                new AppSettings.Editor(store.get().editor().completeAsOneTypes(), on)))))),
                section("asking", row("before-pruning", aSwitch("before-pruning", now.asking().beforePruning(),
                        on -> store.set(store.get().withAsking(new AppSettings.Asking(on)))))),
                section("behaviour", row("dialects", value(String.join(", ", dialects))),
                        row("dialects.choice", value(text.get("settings.dialects.where")))),
                section("data",
                        row("folder", beside(value(store.folder().toString()), () -> open.accept(store.folder()))),
                        row("history", beside(value(state.toString()), () -> open.accept(state))), row("recent", forget()),
                        row("privacy", value(text.get("settings.privacy.promise")))));
        page.getStyleClass().add("settings-page");
        page.setMaxWidth(880);
        view = new ScrollPane(page);
        view.setFitToWidth(true);
    }

    @Override
    public Parent view() {
        return view;
    }

    private VBox section(String name, Node... rows) {
        var card = new VBox(rows);
        card.getStyleClass().addAll("card", "settings-card");
        return new VBox(8, Controls.label(text.get("settings.section." + name), "section"), card);
    }

    private HBox row(String name, Node control) {
        Label title = Controls.label(text.get("settings." + name), "medium");
        var words = new VBox(1, title);
        String about = "settings." + name + ".about";
        if (text.has(about)) {
            Label explanation = Controls.label(text.get(about), "muted", "t12");
            explanation.setWrapText(true);
            words.getChildren().add(explanation);
        }
        words.setMinWidth(240);
        words.setAlignment(Pos.CENTER_LEFT);
        title.setLabelFor(control);
        var row = new HBox(16, words, Controls.grow(), control);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("settings-row");
        return row;
    }

    private Segmented<Theme> themes(Theme now) {
        SequencedMap<Theme, String> choices = new LinkedHashMap<>();
        for (Theme theme : Theme.values()) {
            choices.put(theme, text.get("settings.theme." + theme.name().toLowerCase(java.util.Locale.ROOT)));
        }
        var control = new Segmented<>(choices);
        control.valueProperty().set(now);
        control.valueProperty().addListener((_, _, theme) -> store.set(store.get().withTheme(theme)));
        store.settingsProperty().addListener((_, _, settings) -> control.valueProperty().set(settings.theme()));
        return control;
    }

    private Segmented<String> languages(String now) {
        SequencedMap<String, String> choices = new LinkedHashMap<>();
        choices.put("", text.get("settings.language.system"));
        choices.put("en", "English");
        choices.put("zh-CN", "简体中文");
        var control = new Segmented<>(choices);
        // a tag may say more or less than the choice, such as zh or zh-Hans-CN
        String language = Locale.forLanguageTag(now).getLanguage();
        control.valueProperty().set(choices.keySet().stream()
                .filter(tag -> Locale.forLanguageTag(tag).getLanguage().equals(language)).findFirst().orElse(""));
        control.valueProperty().addListener((_, _, tag) -> store.set(store.get().withLanguage(tag)));
        return control;
    }

    private Segmented<Integer> sizes(int now) {
        SequencedMap<Integer, String> choices = new LinkedHashMap<>();
        for (int size : List.of(12, 13, 14, 16, 18)) {
            choices.put(size, Integer.toString(size));
        }
        if (!choices.containsKey(now)) choices.put(now, Integer.toString(now));
        var control = new Segmented<>(choices);
        control.valueProperty().set(now);
        control.valueProperty().addListener((_, _, size) -> store.set(store.get().withFontSize(size)));
        return control;
    }

    private ToggleSwitch aSwitch(String name, boolean now, Consumer<Boolean> set) {
        var control = new ToggleSwitch();
        control.setSelected(now);
        control.setAccessibleText(text.get("settings." + name));
        control.selectedProperty().addListener((_, _, on) -> set.accept(on));
        return control;
    }

    private HBox beside(TextField folder, Runnable show) {
        var button = Controls.button(Glyph.WORKSPACE, text.get("settings.folder.open"), show);
        button.setAccessibleText(text.get("settings.folder.open") + " " + folder.getText());
        folder.setPrefWidth(400);
        return Controls.row(8, folder, button);
    }

    private Button forget() {
        var forget = Controls.button(Glyph.CLOSE, text.get("settings.recent.forget"),
                () -> store.set(store.get().withRecent(List.of())));
        forget.disableProperty().bind(store.settingsProperty().map(settings -> settings.recent().isEmpty()));
        return forget;
    }

    /// A fact to be read and copied.
    private static TextField value(String words) {
        var field = new TextField(words);
        field.setEditable(false);
        field.setAccessibleText(words);
        field.setPrefWidth(420);
        field.setMinWidth(Region.USE_PREF_SIZE);
        field.getStyleClass().add("fact");
        return field;
    }
}
