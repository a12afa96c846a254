package dev.flotilla.app.fleet;

import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.cluster.ClusterFailure;

/// Which members cannot be reached, and why: a sentence for one, a line each for several, the rest of many on demand.
final class TroubleBanner extends HBox {
    private static final int FEW = 3;
    private static final double TALLEST = 132;

    private final FleetViewModel model;
    private final Messages text;
    private final FleetDialogs dialogs;
    private List<Line> shown = List.of();
    private List<String> commands = List.of();
    private boolean unfolded;

    private record Line(MemberRow row, ClusterFailure why) {
        boolean isLike(Line other) {
            return row.name().equals(other.row.name()) && why.equals(other.why);
        }
    }

    TroubleBanner(FleetViewModel model, Messages text, FleetDialogs dialogs) {
        super(10);
        this.model = model;
        this.text = text;
        this.dialogs = dialogs;
        getStyleClass().add("banner");
        show(List.of());
    }

    /// @param failed with a failure each
    void show(List<MemberRow> failed) {
        List<String> make = model.kindCommands();
        var now = failed.stream().map(row -> new Line(row, Objects.requireNonNull(row.connection().failure()))).toList();
        setVisible(!now.isEmpty());
        setManaged(!now.isEmpty());
        // probes come every few seconds: who stands on a button here keeps it as long as nothing else is to be said
        if (isLike(now) && make.equals(commands)) return;
        shown = now;
        commands = make;
        if (now.size() <= FEW) unfolded = false;
        draw();
    }

    private boolean isLike(List<Line> now) {
        if (now.size() != shown.size()) return false;
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).isLike(shown.get(i))) return false;
        }
        return true;
    }

    private void draw() {
        if (shown.isEmpty()) {
            getChildren().clear();
        } else if (shown.size() == 1) {
            one(shown.getFirst());
        } else {
            several();
        }
    }

    private void one(Line line) {
        String name = line.row().name();
        String what = text.get("fleet.banner", name, Failures.clause(line.why(), text));
        String hint = Objects.requireNonNullElse(Failures.hint(line.why(), text), text.get("fleet.banner.others"));
        Button way = needsConsent(line)
                ? consent(line)
                : Controls.button(text.get("fleet.test.again", name), () -> model.reconnect(name));
        fill(what, way, Labels.sentence(hint, "muted"));
    }

    private void several() {
        var lines = new VBox(2);
        shown.stream().limit(unfolded ? shown.size() : FEW).forEach(line -> lines.getChildren().add(line(line)));
        Node reasons = unfolded ? scrolling(lines) : lines;
        Button again = Controls.button(text.get("fleet.test.failed"), model::reconnectFailed);
        String what = text.get("fleet.banner.several", model.names(shown.stream().map(line -> line.row().name()).toList(), text));
        if (shown.size() <= FEW) {
            fill(what, again, reasons);
            return;
        }
        Button fold = Controls.link(unfolded ? text.get("fleet.banner.fewer") : text.get("fleet.banner.all", shown.size()),
                () -> {
                    unfolded = !unfolded;
                    draw();
                });
        fill(what, again, reasons, Controls.row(0, fold));
    }

    private static ScrollPane scrolling(VBox lines) {
        var scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(TALLEST);
        scroll.setMinHeight(TALLEST);
        scroll.setMaxHeight(TALLEST);
        scroll.getStyleClass().add("trouble-lines");
        return scroll;
    }

    private void fill(String what, Button way, Node... below) {
        var words = new VBox(4, Labels.sentence(what, "strong"));
        words.getChildren().addAll(below);
        if (!commands.isEmpty()) words.getChildren().add(kind());
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        way.setMinWidth(USE_PREF_SIZE);
        getChildren().setAll(new StateIcon(State.WARNING, 16, what), words, way);
        setMinHeight(USE_PREF_SIZE);
        setAlignment(below.length > 1 || !commands.isEmpty() ? Pos.TOP_LEFT : Pos.CENTER_LEFT);
    }

    /// How to make the clusters that are not there yet.
    private Node kind() {
        var lines = new TextArea(String.join("\n", commands));
        lines.setEditable(false);
        lines.setPrefRowCount(commands.size() + 1);
        lines.setAccessibleText(text.get("fleet.kind.commands"));
        lines.getStyleClass().addAll("mono", "command-line");
        Button copy = Controls.button(Glyph.COPY, text.get("fleet.kind.copy"), () -> {
            var clip = new ClipboardContent();
            clip.putString(lines.getText() + "\n");
            Clipboard.getSystemClipboard().setContent(clip);
        }, "small");
        var kind = new VBox(6, Labels.sentence(text.get("fleet.kind.more", commands.size()), "muted"), lines,
                Controls.row(0, copy));
        kind.getStyleClass().add("kind-commands");
        return kind;
    }

    /// The name leads to the member's details, which say all that is known.
    private Node line(Line line) {
        String name = line.row().name();
        String why = Failures.sentence(line.why(), text);
        Button link = Controls.link(name, () -> model.pick(name));
        Label reason = Labels.name(why, "muted");
        String hint = Failures.hint(line.why(), text);
        reason.setTooltip(new Tooltip(hint == null ? why : why + "\n" + hint));
        link.setAccessibleText(text.get("fleet.banner", name, why));
        HBox row = Controls.row(8, Controls.square(line.row().place()), link, reason);
        if (needsConsent(line)) row.getChildren().addAll(Controls.grow(), consent(line));
        return row;
    }

    private Button consent(Line line) {
        Button ask = Controls.button(text.get("fleet.consent.ask"), () -> dialogs.consent(line.row()), "small");
        ask.setMinWidth(USE_PREF_SIZE);
        return ask;
    }

    private static boolean needsConsent(Line line) {
        return line.why() instanceof ClusterFailure.ConsentNeeded;
    }
}
