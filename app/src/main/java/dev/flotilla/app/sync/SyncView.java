package dev.flotilla.app.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToIntFunction;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.sync.SyncViewModel.Stage;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.ChangeTree;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SkipReason;
import dev.flotilla.engine.sync.Undone;

/// The page: review on the left, what changes or who is how far on the right, the log below.
final class SyncView extends BorderPane {
    private enum Right {
        CHANGES, LANES
    }

    private final SyncViewModel model;
    private final Messages text;
    private final HBox badge = Controls.row(0);
    private final Label time = Controls.label("", "muted");
    private final Stepper stepper;
    private final HBox buttons = Controls.row(10);
    private final VBox banners = new VBox(8);
    private final Segmented<Right> right;
    private final LanesPane lanes;
    private final ChangeTree changes;
    private final ReviewPane review;
    private final LogPane log;
    private final Label members = Labels.whole("", "strong");
    private final StackPane rightBody = new StackPane();
    private final PruneQuestion question;

    SyncView(SyncViewModel model, Messages text, ToIntFunction<String> place, PruneQuestion question) {
        this.model = model;
        this.question = question;
        this.text = text;
        getStyleClass().add("sync-view");
        stepper = new Stepper(text);
        lanes = new LanesPane(model, text, place);
        changes = new ChangeTree(text, place);
        review = new ReviewPane(model, text, place);
        log = new LogPane(model, text, place);

        HBox header = Controls.row(10, Controls.label(text.get("sync.title"), "page-title"), badge, time, Controls.grow(),
                stepper,
                Controls.grow(), buttons);
        header.getStyleClass().add("page-header");
        banners.getStyleClass().add("banners");
        setTop(new VBox(header, banners));

        var choices = new LinkedHashMap<Right, String>();
        choices.put(Right.CHANGES, text.get("sync.right.changes"));
        choices.put(Right.LANES, text.get("sync.right.lanes"));
        right = new Segmented<>(choices);
        right.valueProperty().subscribe(_ -> showRight());
        HBox rightHeader = Controls.row(10, members, right, Controls.grow(), lanes.total());
        rightHeader.getStyleClass().add("pane-header");
        VBox.setVgrow(rightBody, Priority.ALWAYS);
        var rightPane = new VBox(rightHeader, rightBody);
        rightPane.setMinWidth(380);
        review.setMinWidth(510);

        var across = new SplitPane(review, rightPane);
        across.setId("sync-review");
        across.setDividerPositions(0.43);
        SplitPane.setResizableWithParent(review, false);
        var down = new SplitPane(across, log);
        down.setId("sync-log");
        down.setOrientation(Orientation.VERTICAL);
        down.setDividerPositions(0.755);
        SplitPane.setResizableWithParent(log, false);
        setCenter(down);

        model.stageProperty().subscribe(_ -> show());
        model.outdatedProperty().subscribe(_ -> show());
        model.failureProperty().subscribe(_ -> show());
        model.stoodBackProperty().subscribe(_ -> show());
        model.interruptedProperty().subscribe(_ -> show());
        model.review().diffProperty().subscribe(_ -> showChanges());
        review.memberProperty().subscribe(_ -> showChanges());
        model.review().pruneProperty().subscribe(_ -> show());
        model.review().conflicts().addListener((ListChangeListener<ConflictRow>) _ -> show());
        model.lanes().addListener((ListChangeListener<Lane>) _ -> showTime());
    }

    List<Node> panes() {
        return List.of(review, rightBody, log);
    }

    /// Pushes what was reviewed; asks first where that deletes something.
    void push() {
        if (!model.mayApprove()) return;
        var gone = model.review().goesAway();
        boolean may = gone.isEmpty() || question.ask(getScene() == null ? null : getScene().getWindow(), gone);
        if (may) model.approve();
    }

    private void showRight() {
        boolean running = right.value() == Right.LANES;
        rightBody.getChildren().setAll(running ? lanes : changes);
        lanes.total().setVisible(running);
    }

    private void showChanges() {
        changes.show(model.review().diffProperty().get(), review.memberProperty().get());
        members.setText(text.get("sync.members", model.review().rows().size()));
    }

    private void show() {
        Stage stage = model.stage();
        stepper.show(model.steps());
        showBadge(stage);
        showTime();
        showButtons(stage);
        showBanners(stage);
        if (stage == Stage.REVIEW) right.valueProperty().set(Right.CHANGES);
        if (stage == Stage.PUSHING) right.valueProperty().set(Right.LANES);
        right.button(Right.LANES).setDisable(model.lanes().isEmpty());
        members.setText(text.get("sync.members", model.review().rows().size()));
    }

    private void showBadge(Stage stage) {
        badge.getChildren().clear();
        if (stage == Stage.IDLE) return;
        Steps.Mark pushed = model.steps().push();
        State state = switch (stage) {
            case IDLE, COMPARING, PUSHING, VERIFYING -> State.RUNNING;
            case REVIEW -> State.HINT;
            case PAUSED -> State.WARNING;
            case DONE -> pushed == Steps.Mark.DONE ? State.OK : pushed == Steps.Mark.BROKEN ? State.FAILED : State.WARNING;
        };
        String tone = switch (state) {
            case OK -> "ok";
            case WARNING -> "warn";
            case FAILED -> "bad";
            default -> "acc";
        };
        String key = "sync.stage." + (stage == Stage.DONE && pushed != Steps.Mark.DONE ? pushed : stage).name()
                .toLowerCase(java.util.Locale.ROOT);
        Label word = Badges.badge(text.get(key), tone);
        word.setGraphic(new StateIcon(state, 14, word.getText()));
        badge.getChildren().add(word);
    }

    private void showTime() {
        if (!model.isBusy()) {
            time.setText("");
            return;
        }
        var started = model.lanes().stream().map(lane -> lane.span().started()).filter(java.util.Objects::nonNull)
                .min(java.util.Comparator.naturalOrder());
        var last = model.lanes().stream().map(lane -> lane.span().last()).filter(java.util.Objects::nonNull)
                .max(java.util.Comparator.naturalOrder());
        if (started.isEmpty() || last.isEmpty()) return;
        long seconds = java.time.Duration.between(started.get(), last.get()).toSeconds();
        double left = model.lanes().stream().filter(lane -> !lane.isOver() && lane.rate() > 0)
                .mapToDouble(lane -> (lane.steps() - lane.done()) / lane.rate()).max().orElse(0);
        String gone = "%d:%02d".formatted(seconds / 60, seconds % 60);
        long more = Math.round(left);
        time.setText(more < 1 ? gone : text.get("sync.time.left", gone, "%d:%02d".formatted(more / 60, more % 60)));
    }

    private void showButtons(Stage stage) {
        buttons.getChildren().clear();
        switch (stage) {
            case IDLE -> buttons.getChildren().add(accent("sync.do.review", Glyph.SYNC, model::compare));
            case COMPARING -> {
            }
            case REVIEW -> {
                buttons.getChildren().add(plain("sync.do.review-again", Glyph.RETRY, model::compare));
                Button push = accent("sync.do.push", Glyph.SYNC, this::push);
                push.setId("push");
                int touched = model.review().toPush();
                push.setText(model.review().isUnread()
                        ? text.get("sync.do.unread")
                        : touched == 0 ? text.get("sync.do.nothing") : text.get("sync.do.push", touched));
                push.setDisable(!model.mayApprove());
                buttons.getChildren().add(push);
            }
            case PUSHING -> buttons.getChildren().addAll(plain("sync.do.pause", Glyph.PAUSE, model::pause), cancel());
            case PAUSED -> buttons.getChildren().addAll(accent("sync.do.resume", Glyph.PLAY, model::resume), cancel());
            case VERIFYING, DONE -> {
                if (model.lanes().stream().anyMatch(Lane::mayRetry)) {
                    boolean failed = model.lanes().stream().anyMatch(lane -> lane.undone() == Undone.FAILED);
                    buttons.getChildren().add(plain(failed ? "sync.do.retry-failed" : "sync.do.retry-rest", Glyph.RETRY,
                            model::retryFailed));
                }
                buttons.getChildren().add(accent("sync.do.review-again", Glyph.SYNC, model::compare));
            }
        }
    }

    private Button cancel() {
        return Controls.button(Glyph.STOP, text.get("sync.do.cancel"), model::cancel, "danger");
    }

    private Button plain(String key, Glyph glyph, Runnable run) {
        return Controls.button(glyph, text.get(key), run);
    }

    private Button accent(String key, Glyph glyph, Runnable run) {
        return Controls.button(glyph, text.get(key), run, "accent");
    }

    private void showBanners(Stage stage) {
        banners.getChildren().clear();
        if (stage == Stage.REVIEW && model.outdatedProperty().get()) {
            banners.getChildren().add(banner(State.WARNING, text.get("sync.outdated"), text.get("sync.outdated.more"), "",
                    Controls.button(text.get("sync.do.review-again"), model::compare)));
        }
        RunRecord interrupted = model.interruptedProperty().get();
        if (stage == Stage.REVIEW && interrupted != null) {
            banners.getChildren().add(banner(State.WARNING, text.get("sync.interrupted", interrupted.id()),
                    text.get("sync.interrupted.more", interrupted.inFlight().size()), ""));
        }
        int unread = model.review().unread();
        if (stage == Stage.REVIEW && unread > 0 && !model.review().isUnread()) {
            banners.getChildren()
                    .add(banner(State.NO_ANSWER, text.get("sync.unread", unread), text.get("sync.unread.more"), "acc",
                            Controls.button(text.get("sync.do.review-again"), model::compare)));
        }
        Exception failure = model.failureProperty().get();
        if (failure != null) {
            banners.getChildren().add(banner(State.FAILED, text.get("sync.broke"),
                    String.valueOf(failure.getMessage()), "bad",
                    Controls.button(text.get("sync.do.review-again"), model::compare)));
        }
        SkipReason back = model.stoodBackProperty().get();
        if (back != null) {
            boolean another = back instanceof SkipReason.AnotherRun || back instanceof SkipReason.HeldElsewhere;
            banners.getChildren().add(banner(State.WARNING, text.get(another ? "sync.held" : "sync.stopped"),
                    Failures.capital(text.reason(back.reason())), "",
                    Controls.button(text.get("sync.do.review-again"), model::compare)));
        }
        if (stage == Stage.DONE && model.steps().push() == Steps.Mark.STOPPED) {
            banners.getChildren().add(banner(State.NO_ANSWER, text.get("sync.cancelled"), text.get("sync.cancelled.more"), "acc",
                    Controls.button(text.get("sync.do.review-again"), model::compare)));
        }
        banners.setVisible(!banners.getChildren().isEmpty());
        banners.setManaged(!banners.getChildren().isEmpty());
    }

    private static Node banner(State state, String what, String more, String tone, Node... ways) {
        var words = new VBox(Labels.sentence(what, "strong"), Labels.sentence(more, "muted"));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox banner = Controls.row(10, new StateIcon(state, 16, what), words);
        banner.getChildren().addAll(ways);
        banner.getStyleClass().add("banner");
        if (!tone.isEmpty()) banner.getStyleClass().add(tone);
        return banner;
    }
}
