package dev.flotilla.app.shell;

import java.util.ArrayList;
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
    private final Messages text;
    private final ShellViewModel model;
    private final Runnable toFleet;
    private final Runnable toRefused;
    private final HBox left = new HBox();
    private final HBox right = new HBox();
    private final ListChangeListener<StatusPart> follow = _ -> showRight();
    private @Nullable ObservableList<StatusPart> parts;
    private List<StatusPart> shownLeft = List.of();
    private List<StatusPart> shownRight = List.of();

    StatusLine(ShellViewModel model, Messages text) {
        this.text = text;
        this.model = model;
        this.toFleet = () -> model.goTo(PageId.FLEET);
        getStyleClass().add("status-line");
        left.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        right.setAlignment(javafx.geometry.Pos.CENTER_RIGHT);
        getChildren().addAll(left, Controls.grow(), right);
        this.toRefused = model::goToRefused;
        model.summaryProperty().subscribe(_ -> showLeft());
        model.refusedProperty().subscribe(_ -> showLeft());
    }

    /// Shows, and keeps showing, a page's parts.
    void follow(ObservableList<StatusPart> parts) {
        if (this.parts != null) this.parts.removeListener(follow);
        this.parts = parts;
        parts.addListener(follow);
        showRight();
    }

    private void showLeft() {
        ShellViewModel.Summary summary = model.summaryProperty().get();
        var parts = new ArrayList<StatusPart>();
        if (summary != null) {
            if (summary.host() != null) parts.add(StatusPart.of(Glyph.HOST, summary.host()));
            boolean all = summary.ready() == summary.members() && summary.members() > 0;
            State state = all ? State.OK : summary.ready() == 0 ? State.NOT_REACHED : State.WARNING;
            parts.add(StatusPart.of(state, text.get("shell.status.members", summary.ready(), summary.members()))
                    .opening(toFleet));
            parts.add(StatusPart.of(Glyph.CLOCK, text.get("shell.status.plan", summary.millis())));
            if (!summary.dialects().isEmpty()) {
                parts.add(StatusPart.of(Glyph.DIALECT, String.join(", ", summary.dialects())));
            }
            int refused = model.refusedProperty().get().size();
            if (refused > 0) {
                parts.add(StatusPart.of(State.FAILED, text.get("shell.status.refused", refused)).opening(toRefused));
            }
        }
        show(left, shownLeft, parts);
        shownLeft = parts;
    }

    private void showRight() {
        List<StatusPart> now = parts == null ? List.of() : List.copyOf(parts);
        show(right, shownRight, now);
        shownRight = now;
    }

    /// Where only words differ, as those of a caret that moves, the nodes stay.
    private void show(HBox box, List<StatusPart> before, List<StatusPart> now) {
        boolean sameShape = before.size() == now.size();
        for (int i = 0; sameShape && i < now.size(); i++) {
            sameShape = before.get(i).sameButForText(now.get(i));
        }
        if (!sameShape) box.getChildren().clear();
        for (int i = 0; i < now.size(); i++) {
            if (sameShape) {
                ((Labeled) box.getChildren().get(i)).setText(now.get(i).text());
            } else {
                add(box, now.get(i));
            }
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
