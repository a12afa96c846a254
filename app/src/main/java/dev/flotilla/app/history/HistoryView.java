package dev.flotilla.app.history;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.ChangeTree;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Shortfalls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.sync.Undone;
import org.jspecify.annotations.Nullable;

/// The page: runs on the left, what the picked one did on the right.
final class HistoryView extends BorderPane {
    /// What stands left and right of a card, in pixels.
    private static final double BESIDE = 40;

    private final HistoryViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final Runnable toSync;
    private final DateTimeFormatter when;
    private final ListView<RunRecord> list;
    private final BorderPane details = new BorderPane();
    private final SplitPane across;
    private final ChangeTree wayBack;

    HistoryView(HistoryViewModel model, Messages text, ToIntFunction<String> place, Runnable toSync) {
        this.model = model;
        this.text = text;
        this.place = place;
        this.toSync = toSync;
        this.when = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(text.locale())
                .withZone(ZoneId.systemDefault());
        this.wayBack = new ChangeTree(text, place);
        getStyleClass().add("history-view");
        HBox header = Controls.row(10, Controls.label(text.get("history.title"), "page-title"));
        header.getStyleClass().add("page-header");
        setTop(header);

        list = new ListView<>(model.runs());
        list.getStyleClass().add("runs");
        list.setCellFactory(_ -> new RunCell());
        list.setAccessibleText(text.get("history.title"));
        list.getSelectionModel().selectedItemProperty().subscribe(run -> {
            if (run != null && run != model.pickedProperty().get()) model.pick(run);
        });
        details.getStyleClass().add("run-details");
        across = new SplitPane(list, details);
        across.setId("history");
        across.setDividerPositions(0.34);
        SplitPane.setResizableWithParent(list, false);
        model.runs().addListener((javafx.collections.ListChangeListener<RunRecord>) _ -> showPage());
        model.pickedProperty().subscribe(run -> {
            if (run != null) list.getSelectionModel().select(run);
            showDetails();
        });
        model.wayBackProperty().subscribe(_ -> showDetails());
        model.failureProperty().subscribe(_ -> showDetails());
        model.comparingProperty().subscribe(_ -> showDetails());
        showPage();
    }

    List<Node> panes() {
        return List.of(list, details);
    }

    private void showPage() {
        setCenter(model.runs().isEmpty()
                ? new EmptyPage(Glyph.HISTORY, text.get("history.empty.title"), text.get("history.empty.more"),
                        Action.of(text.get("history.empty.sync"), toSync), null)
                : across);
    }

    private static State stateOf(RunRecord run) {
        return switch (run.end()) {
            case RUNNING -> State.RUNNING;
            case COMPLETE -> State.OK;
            case WITH_FAILURES -> isUnsent(run) ? State.WARNING : State.FAILED;
            case CANCELLED -> State.NO_ANSWER;
            case INTERRUPTED -> State.WARNING;
        };
    }

    /// Whether the run was not complete and yet nothing of it failed.
    private static boolean isUnsent(RunRecord run) {
        return run.end() == RunRecord.End.WITH_FAILURES && !run.undone().containsKey(Undone.FAILED);
    }

    private String endWord(RunRecord run) {
        if (isUnsent(run)) return text.get("history.end.unsent");
        return text.get("history.end." + run.end().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    private String sum(RunRecord run) {
        int created = run.members().stream().mapToInt(MemberSummary::created).sum();
        int changed = run.members().stream().mapToInt(MemberSummary::updated).sum();
        int pruned = run.members().stream().mapToInt(MemberSummary::deleted).sum();
        String done = text.get("history.sum", created, changed, pruned);
        String undone = Shortfalls.objects(run.undone(), text);
        return undone.isEmpty() ? done : done + text.get("ui.undone.joint") + undone;
    }

    private void showDetails() {
        RunRecord run = model.pickedProperty().get();
        if (run == null) {
            details.setTop(null);
            details.setCenter(null);
            return;
        }
        SyncPlan back = model.wayBackProperty().get();
        details.setTop(back == null ? head(run) : backHead(run, back));
        if (back == null) {
            details.setCenter(body(run));
        } else {
            wayBack.show(back);
            details.setCenter(wayBack);
        }
    }

    private Node head(RunRecord run) {
        Button back = Controls.button(Glyph.RETRY, text.get("history.back"), model::askWayBack);
        back.setDisable(model.comparingProperty().get() || run.end() == RunRecord.End.RUNNING);
        HBox first = Controls.row(9, new StateIcon(stateOf(run), 20, endWord(run)),
                Controls.label(when.format(run.started()), "subject"), Badges.badge(endWord(run), tone(run)),
                Controls.grow(), back);
        String mark = run.planHash().substring(0, Math.min(6, run.planHash().length()));
        String took = run.ended() == null
                ? ""
                : text.get("history.took", Duration.between(run.started(), run.ended()).toMillis() / 1000.0);
        var second = Controls.row(12, Labels.whole(text.get("history.plan", mark), "t12", "muted"),
                Labels.whole(took, "t12", "muted"),
                Labels.whole(sum(run), "t12", "muted"));
        if (run.rollbackOf() != null)
            second.getChildren().add(Badges.badge(text.get("history.was-rollback", nameOf(run.rollbackOf())), "acc"));
        var head = new VBox(4, first, second);
        Exception failure = model.failureProperty().get();
        if (failure != null)
            head.getChildren().add(Labels.sentence(text.get("history.broke", String.valueOf(failure.getMessage())), "bad"));
        head.getStyleClass().add("run-head");
        return head;
    }

    private String nameOf(String run) {
        return model.runs().stream().filter(other -> other.id().equals(run)).findFirst()
                .map(other -> when.format(other.started()))
                .orElse(run);
    }

    private static String tone(RunRecord run) {
        return switch (run.end()) {
            case RUNNING -> "acc";
            case COMPLETE -> "ok";
            case WITH_FAILURES -> isUnsent(run) ? "warn" : "bad";
            case CANCELLED -> "";
            case INTERRUPTED -> "warn";
        };
    }

    private Node backHead(RunRecord run, SyncPlan back) {
        int steps = back.members().stream().mapToInt(member -> member.steps().size()).sum();
        var go = Controls.button(text.get("history.back.go", steps), model::goBack, "accent");
        go.setDisable(steps == 0);
        var keep = Controls.button(text.get("history.back.keep"), model::dropWayBack);
        HBox first = Controls.row(9, Labels.name(text.get("history.back.title", when.format(run.started())), "subject"),
                Controls.grow(), keep, go);
        var head = new VBox(4, first,
                Labels.sentence(text.get(steps == 0 ? "history.back.nothing" : "history.back.more"), "t12", "muted"));
        head.getStyleClass().add("run-head");
        return head;
    }

    private Node body(RunRecord run) {
        var body = new VBox();
        body.getStyleClass().add("run-body");
        if (run.end() == RunRecord.End.INTERRUPTED) {
            body.getChildren().add(Labels.sentence(text.get("history.interrupted", run.inFlight().size()), "warn"));
        }
        // a list draws those cards that have room, however many members there are
        var cards = new ListView<>(FXCollections.observableList(run.members()));
        cards.getStyleClass().add("run-members");
        cards.setAccessibleText(text.get("history.members"));
        cards.setCellFactory(_ -> new CardCell(run));
        VBox.setVgrow(cards, Priority.ALWAYS);
        body.getChildren().add(cards);
        return body;
    }

    /// What a run did on one member.
    private final class CardCell extends ListCell<MemberSummary> {
        private final RunRecord run;

        CardCell(RunRecord run) {
            this.run = run;
            // as wide as the list: a card's words give way
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable MemberSummary member, boolean empty) {
            super.updateItem(member, empty);
            setText(null);
            setGraphic(null);
            setAccessibleText(null);
            if (empty || member == null) return;
            Region card = member(run, member);
            card.prefWidthProperty().bind(widthProperty().subtract(BESIDE));
            setGraphic(card);
            setAccessibleText((member.cluster() + " "
                    + text.get("history.sum", member.created(), member.updated(), member.deleted()) + " "
                    + Shortfalls.objects(run.undone(member), text)).strip());
        }
    }

    private Region member(RunRecord run, MemberSummary member) {
        HBox head = Controls.row(9, Controls.square(place.applyAsInt(member.cluster())), Labels.name(member.cluster(), "strong"),
                Controls.grow(),
                Labels.whole(text.get("history.sum", member.created(), member.updated(), member.deleted()), "t12", "muted"),
                Labels.whole(text.get("history.unchanged", member.unchanged()), "t12", "muted"));
        new TreeMap<>(run.undone(member)).forEach((why, number) -> head.getChildren().add(Labels.whole(
                Shortfalls.objects(Map.of(why, number), text), "t12", why == Undone.FAILED ? "bad" : "warn")));
        var rows = new GridPane();
        rows.getStyleClass().add("entries");
        var entries = new ArrayList<>(run.changes());
        entries.addAll(run.inFlight());
        int y = 0;
        for (RunRecord.Entry entry : entries) {
            if (!entry.cluster().equals(member.cluster())) continue;
            Undone undone = entry.undone();
            String word = undone == null ? text.get("history.outcome." + entry.outcome()) : Shortfalls.word(undone, text);
            Label object = Labels.name(entry.object().toString(), "medium");
            GridPane.setHgrow(object, Priority.ALWAYS);
            Label more = entry.why() == null
                    ? Labels.name(String.join(", ", entry.fields()), "mono", "muted")
                    : Labels.sentence(text.why(entry.why()), "t12", "muted");
            rows.addRow(y++, new StateIcon(undone == null ? outcome(entry.outcome()) : Shortfalls.state(undone), 14, word),
                    Labels.whole(word, "t12", "muted"), object, more);
        }
        if (y == 0) rows.addRow(0, Controls.label(text.get("history.nothing-changed"), "t12", "muted"));
        var card = new VBox(head, rows);
        card.getStyleClass().addAll("card", "run-member");
        return card;
    }

    private static State outcome(String outcome) {
        return switch (outcome) {
            case "started" -> State.NO_ANSWER;
            default -> State.OK;
        };
    }

    /// A run in the list.
    private final class RunCell extends ListCell<RunRecord> {
        @Override
        protected void updateItem(@Nullable RunRecord run, boolean empty) {
            super.updateItem(run, empty);
            setText(null);
            setGraphic(null);
            if (empty || run == null) return;
            Label name = Labels.name(when.format(run.started()), "strong");
            Label more = Labels.name(sum(run), "t11", "muted");
            HBox row = Controls.row(9, new StateIcon(stateOf(run), 16, endWord(run)), new VBox(name, more), Controls.grow(),
                    Labels.whole(endWord(run), "t12", "muted"));
            setGraphic(row);
            setAccessibleText(name.getText() + " " + endWord(run) + " " + more.getText());
        }
    }
}
