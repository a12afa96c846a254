package dev.flotilla.app.welcome;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Mark;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.ui.SplitBar;
import dev.flotilla.app.welcome.ComputerCheck.Finding;
import org.jspecify.annotations.Nullable;

/// The first page: four ways in, what was open lately, and what this computer has.
public final class WelcomePage implements Page {
    /// A workspace that was open before.
    ///
    /// @param replicas by member in fleet order; empty where nothing is divided
    /// @param opened   milliseconds since 1970
    public record Recent(Path path, String name, String summary, List<Integer> replicas, int members, long opened) {
        public Recent {
            replicas = List.copyOf(replicas);
        }
    }

    /// What the page can ask for.
    public interface Ways {
        void openSandbox();

        void openWorkspace();

        void useKubeconfig();

        void newWorkshop();

        void openSample(String name);

        void open(Path path);

        void forget(Path path);

        void locate(Path lost);

        void browse(String address);

        /// @param tag `en` or `zh-CN`
        void setLanguage(String tag);

        List<Recent> recent();
    }

    private final Ways ways;
    private final Background background;
    private final Messages text;
    private final ScrollPane view;
    private final Button first;
    private final VBox recent = new VBox();
    private final VBox checks = new VBox();

    public WelcomePage(Ways ways, Background background, Messages text) {
        this.ways = ways;
        this.background = background;
        this.text = text;
        first = way(Glyph.WHAT_IF, "sandbox", null, true, ways::openSandbox);
        var left = new VBox(10, title("welcome.start"), first,
                way(Glyph.WORKSPACE, "open", Shortcuts.OPEN_WORKSPACE, false, ways::openWorkspace),
                way(Glyph.KEY, "kubeconfig", Shortcuts.USE_KUBECONFIG, false, ways::useKubeconfig),
                way(Glyph.TEMPLATE, "workshop", Shortcuts.NEW_WORKSHOP, false, ways::newWorkshop), title("welcome.lessons"),
                lessons(),
                promise());
        recent.getStyleClass().addAll("card", "welcome-list");
        checks.getStyleClass().addAll("card", "welcome-list");
        var right = new VBox(10, title("welcome.recent"), recent, title("welcome.computer"), checks);
        left.setPrefWidth(520);
        left.setMinWidth(380);
        right.setPrefWidth(560);
        right.setMinWidth(380);
        HBox.setHgrow(left, Priority.SOMETIMES);
        HBox.setHgrow(right, Priority.SOMETIMES);
        var columns = new HBox(40, left, right);
        var page = new VBox(24, banner(), columns);
        page.setMaxWidth(1120);
        page.setMaxHeight(Region.USE_PREF_SIZE);
        page.getStyleClass().add("welcome-page");
        var centre = new StackPane(page);
        centre.getStyleClass().add("welcome");
        view = new ScrollPane(centre);
        view.setFitToWidth(true);
        view.setFitToHeight(true);
        view.getStyleClass().add("welcome-scroll");
        showChecks(List.of());
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void shown() {
        showRecent();
        // Enter does what it says on it only where the keyboard does not begin in the window's header; the button is part of the
        // window once it was drawn
        background.afterFrame(first::requestFocus);
        background.run(() -> new ComputerCheck(text).run(), this::showChecks, problem -> showChecks(List.of()));
    }

    private HBox banner() {
        var languages = new LinkedHashMap<String, String>();
        languages.put("en", "English");
        languages.put("zh-CN", "简体中文");
        var language = new Segmented<>(languages);
        language.valueProperty().set(text.locale().getLanguage().equals("zh") ? "zh-CN" : "en");
        language.valueProperty().addListener((_, _, tag) -> ways.setLanguage(tag));
        var words = new VBox(2, Controls.label("Flotilla", "welcome-name"),
                Controls.label(text.get("welcome.slogan"), "welcome-slogan"));
        var banner = new HBox(16, new Mark(56), words, Controls.grow(), language);
        banner.setAlignment(Pos.CENTER_LEFT);
        return banner;
    }

    private Label title(String key) {
        Label title = Controls.label(text.get(key), "section", "welcome-title");
        return title;
    }

    private Button way(Glyph glyph, String name, @Nullable KeyCombination keys, boolean first, Runnable run) {
        var tile = new StackPane(new Icon(glyph, 20));
        tile.getStyleClass().add("way-icon");
        // Two lines have room in a tile; how high it is does not depend on them.
        Label about = Controls.label(text.get("welcome.way." + name + ".about"), "muted");
        about.setWrapText(true);
        var words = new VBox(1, Controls.label(text.get("welcome.way." + name), "way-title"),
                about);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        String shown = keys == null ? text.get("welcome.enter") : keys.getDisplayText();
        Button way = tile(new HBox(16, tile, words, Labels.whole(shown, "key")), text.get("welcome.way." + name), first, run);
        way.getStyleClass().add("wide-way");
        return way;
    }

    private static Button tile(HBox content, String words, boolean first, Runnable run) {
        content.setAlignment(Pos.CENTER_LEFT);
        var button = new Button(null, content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().add("way");
        if (first) {
            button.getStyleClass().add("first-way");
            button.setDefaultButton(true);
        }
        content.prefWidthProperty().bind(button.widthProperty().subtract(36));
        button.setAccessibleText(words);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private HBox lessons() {
        Button karmada = lesson("karmada", "quickstart-karmada");
        Button kubefed = lesson("kubefed", "quickstart-kubefed");
        HBox.setHgrow(karmada, Priority.ALWAYS);
        HBox.setHgrow(kubefed, Priority.ALWAYS);
        return new HBox(10, karmada, kubefed);
    }

    private Button lesson(String name, String sample) {
        var icon = new Icon(Glyph.LESSON, 18);
        icon.getStyleClass().add("muted");
        Label about = Controls.label(text.get("welcome.lesson." + name + ".about"), "muted", "t12");
        about.setWrapText(true);
        var words = new VBox(Controls.label(text.get("welcome.lesson." + name)), about);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button lesson = tile(new HBox(12, icon, words), text.get("welcome.lesson." + name), false, () -> ways.openSample(sample));
        lesson.getStyleClass().add("lesson");
        lesson.setPrefWidth(200);
        return lesson;
    }

    private Label promise() {
        Label promise = Controls.label(text.get("welcome.promise"), "t12", "muted", "promise");
        var check = new Icon(Glyph.CHECK, 14);
        check.getStyleClass().add("ok");
        promise.setGraphic(check);
        promise.setGraphicTextGap(8);
        return promise;
    }

    private void showRecent() {
        recent.getChildren().clear();
        for (Recent one : ways.recent()) {
            recent.getChildren().add(Files.exists(one.path()) ? row(one) : lost(one));
        }
        if (recent.getChildren().isEmpty()) {
            Label none = Controls.label(text.get("welcome.recent.none"), "muted");
            var row = new HBox(none);
            row.getStyleClass().add("welcome-row");
            recent.getChildren().add(row);
        }
    }

    private Button row(Recent one) {
        var bar = new SplitBar("thin");
        bar.setPrefWidth(72);
        bar.setMaxWidth(72);
        var parts = new ArrayList<SplitBar.Part>();
        for (int i = 0; i < one.replicas().size(); i++) {
            if (one.replicas().get(i) > 0) parts.add(new SplitBar.Part("", i, one.replicas().get(i), ""));
        }
        bar.show(parts);
        bar.setVisible(!parts.isEmpty());
        Label members = Controls.label(text.get("welcome.recent.members", one.members()), "muted");
        members.setMinWidth(84);
        Label when = Controls.label(ago(one.opened()), "muted");
        when.setMinWidth(80);
        when.setAlignment(Pos.CENTER_RIGHT);
        var content = new HBox(12, folder(), names(one, one.summary()), Controls.grow(), bar, members, when);
        content.setAlignment(Pos.CENTER_LEFT);
        var button = new Button(null, content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setMaxWidth(Double.MAX_VALUE);
        button.getStyleClass().addAll("welcome-row", "recent");
        content.prefWidthProperty().bind(button.widthProperty().subtract(30));
        button.setAccessibleText(one.name());
        button.setOnAction(_ -> ways.open(one.path()));
        return button;
    }

    private HBox lost(Recent one) {
        var row = new HBox(12, folder(), names(one, text.get("welcome.recent.gone")), Controls.grow(),
                Controls.link(text.get("welcome.recent.locate"), () -> ways.locate(one.path())),
                Controls.link(text.get("welcome.recent.forget"), () -> {
                    ways.forget(one.path());
                    showRecent();
                }));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("welcome-row");
        return row;
    }

    private static Icon folder() {
        var folder = new Icon(Glyph.WORKSPACE, 18);
        folder.getStyleClass().add("muted");
        return folder;
    }

    private static VBox names(Recent one, String second) {
        Label name = Controls.label(one.name(), "strong");
        Label about = Controls.label(second, "muted", "t12");
        name.setMinWidth(0);
        about.setMinWidth(0);
        var names = new VBox(name, about);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(120);
        return names;
    }

    private String ago(long opened) {
        Duration since = Duration.between(Instant.ofEpochMilli(opened), Instant.now());
        if (since.toMinutes() < 60) return text.get("welcome.ago.minutes", Math.max(1, since.toMinutes()));
        if (since.toHours() < 24) return text.get("welcome.ago.hours", since.toHours());
        if (since.toDays() < 2) return text.get("welcome.ago.yesterday");
        return DateTimeFormatter.ofPattern(text.get("welcome.ago.date"), text.locale())
                .format(Instant.ofEpochMilli(opened).atZone(ZoneId.systemDefault()));
    }

    private void showChecks(List<Finding> findings) {
        checks.getChildren().clear();
        if (findings.isEmpty()) {
            var row = new HBox(Controls.label(text.get("welcome.computer.looking"), "muted"));
            row.getStyleClass().add("check-row");
            checks.getChildren().add(row);
        }
        for (Finding finding : findings) {
            Label name = new Label(finding.name());
            name.setMinWidth(104);
            Label sentence = Labels.sentence(finding.sentence(), "muted");
            sentence.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(sentence, Priority.ALWAYS);
            Node sign = Badges.state(finding.state(), 16, text);
            var row = new HBox(10, sign, name, sentence);
            String help = finding.help();
            if (help != null) {
                Button link = Controls.link(text.get("welcome.check.help"), () -> ways.browse(help));
                link.setMinWidth(Region.USE_PREF_SIZE);
                row.getChildren().add(link);
            }
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("check-row");
            checks.getChildren().add(row);
        }
    }
}
