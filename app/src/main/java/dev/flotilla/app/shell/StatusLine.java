package dev.flotilla.app.shell;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.HBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StatusPart;
import dev.flotilla.app.workbench.PageId;
import org.jspecify.annotations.Nullable;

/// The line at the bottom: the fleet and the plan at the left, what the page has to say at the right.
final class StatusLine extends HBox {
    private final ShellViewModel model;
    private final Messages text;
    private final HBox left = new HBox();
    private final HBox right = new HBox();
    private final ListChangeListener<StatusPart> follow = _ -> showRight();
    private @Nullable ObservableList<StatusPart> parts;

    StatusLine(ShellViewModel model, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("status-line");
        left.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        right.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        getChildren().addAll(left, Controls.grow(), right);
        model.summaryProperty().subscribe(this::showLeft);
    }

    /// Shows, and keeps showing, a page's parts.
    void follow(ObservableList<StatusPart> parts) {
        if (this.parts != null) this.parts.removeListener(follow);
        this.parts = parts;
        parts.addListener(follow);
        showRight();
    }

    private void showLeft(ShellViewModel.@Nullable Summary summary) {
        left.getChildren().clear();
        if (summary == null) return;
        if (summary.host() != null) add(left, StatusPart.of(Glyph.HOST, summary.host()));
        boolean all = summary.ready() == summary.members() && summary.members() > 0;
        State state = all ? State.OK : summary.ready() == 0 ? State.NOT_REACHED : State.WARNING;
        add(left, StatusPart.of(state, text.get("shell.status.members", summary.ready(), summary.members()))
                .opening(() -> model.goTo(PageId.FLEET)));
        add(left, StatusPart.of(Glyph.CLOCK, text.get("shell.status.plan", summary.millis())));
        if (!summary.dialects().isEmpty()) add(left, StatusPart.of(Glyph.DIALECT, String.join(", ", summary.dialects())));
    }

    private void showRight() {
        right.getChildren().clear();
        for (StatusPart part : parts == null ? List.<StatusPart>of() : parts) {
            add(right, part);
        }
    }

    private void add(HBox to, StatusPart part) {
        Labeled node = part.run() == null ? new Label(part.text()) : button(part.text(), part.run());
        node.getStyleClass().add("status-part");
        node.setGraphic(graphic(part));
        if (to.getChildren().isEmpty()) node.getStyleClass().add("first");
        to.getChildren().add(node);
    }

    private static Button button(String words, Runnable run) {
        return Controls.button(words, run);
    }

    private @Nullable Node graphic(StatusPart part) {
        if (part.state() != null) return Badges.state(part.state(), 14, text);
        return part.glyph() == null ? null : new Icon(part.glyph(), 14);
    }
}
