package dev.flotilla.app.sync;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import org.jspecify.annotations.Nullable;

/// The figures of the review by member, and what has to be decided before anything goes.
final class ReviewPane extends VBox {
    private static final double ROW = 34;
    private static final double HEADER = 31;
    private static final double BORDERS = 2;
    private static final double WIDTH = 94;
    private static final double LEAST_WIDTH = 74;
    /// Of the column without a sign, whose word is the longest.
    private static final double LEAST_WITHOUT_SIGN = 88;
    private static final double NARROW = 546;
    private static final double MOST_ROWS = 9;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final SyncViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final TableView<ReviewRow> table = new TableView<>();
    private final ReadOnlyObjectWrapper<@Nullable String> member = new ReadOnlyObjectWrapper<>(this, "member");
    private final VBox conflicts = new VBox();
    private final Label approved = Labels.whole("", "t12", "muted");
    private final VBox below = new VBox(12);

    ReviewPane(SyncViewModel model, Messages text, ToIntFunction<String> place) {
        this.model = model;
        this.text = text;
        this.place = place;
        getStyleClass().add("review-pane");
        HBox header = Controls.row(8, Controls.label(text.get("sync.review"), "strong"), Controls.grow(), approved);
        header.getStyleClass().add("pane-header");

        buildTable();
        var prune = new CheckBox(text.get("sync.review.prune"));
        prune.selectedProperty().bindBidirectional(model.review().pruneProperty());
        prune.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.stage() != SyncViewModel.Stage.REVIEW, model.stageProperty()));
        Label hint = Labels.sentence(text.get("sync.review.hint"), "t12", "muted");
        below.getChildren().addAll(Controls.row(6, new StateIcon(State.HINT, 14, text.get("sync.review.hint")), hint), prune,
                conflicts);
        var content = new VBox(8, table, below);
        content.getStyleClass().add("review-body");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll);

        model.review().rows().addListener((ListChangeListener<ReviewRow>) _ -> showRows());
        model.review().conflicts().addListener((ListChangeListener<ConflictRow>) _ -> showConflicts());
        model.stageProperty().subscribe(_ -> showConflicts());
        model.review().approvedProperty().subscribe(_ -> showMark());
        model.stageProperty().subscribe(_ -> showMark());
        showRows();
    }

    /// The member that was picked in the table, or `null` for all.
    ReadOnlyObjectProperty<@Nullable String> memberProperty() {
        return member.getReadOnlyProperty();
    }

    private void showMark() {
        var at = model.review().approvedProperty().get();
        approved.setText(model.review().planMark().isEmpty()
                ? ""
                : at == null
                        ? text.get("sync.review.plan", model.review().planMark())
                        : text.get("sync.review.approved", TIME.format(at), model.review().planMark()));
    }

    private void buildTable() {
        table.getStyleClass().addAll("review-table", "boxed");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setAccessibleText(text.get("sync.review"));
        table.setPlaceholder(Controls.label(text.get("sync.review.no-member"), "muted"));
        var name = new TableColumn<ReviewRow, ReviewRow>(text.get("sync.column.member"));
        name.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        name.setCellFactory(_ -> new MemberCell());
        name.setMinWidth(150);
        table.getColumns().add(name);
        table.getColumns().add(figures("created", Glyph.PLUS, "ok", ReviewRow::created));
        table.getColumns().add(figures("changed", Glyph.EDIT, "plain-figure", ReviewRow::changed));
        table.getColumns().add(figures("pruned", Glyph.TRASH, "bad", ReviewRow::pruned));
        table.getColumns().add(figures("unchanged", null, "muted", ReviewRow::unchanged));
        table.getColumns().forEach(column -> {
            column.setSortable(false);
            column.setReorderable(false);
        });
        table.getSelectionModel().selectedItemProperty()
                .subscribe(row -> member.set(row == null || row.cluster().isEmpty() ? null : row.cluster()));
    }

    private TableColumn<ReviewRow, ReviewRow> figures(String key, @Nullable Glyph glyph, String tone,
            Function<ReviewRow, Integer> value) {
        var column = new TableColumn<ReviewRow, ReviewRow>(text.get("sync.column." + key));
        if (glyph != null) {
            var icon = new Icon(glyph, 12);
            icon.getStyleClass().add("muted");
            // the words say it too: a narrow table keeps those
            column.graphicProperty().bind(table.widthProperty().map(width -> width.doubleValue() < NARROW ? null : icon));
        }
        column.getStyleClass().add("figures");
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(_ -> new FigureCell(value, tone));
        table.widthProperty().subscribe(width -> {
            double least = glyph == null ? LEAST_WITHOUT_SIGN : LEAST_WIDTH;
            double room = width.doubleValue() < NARROW ? least : WIDTH;
            column.setMaxWidth(room);
            column.setMinWidth(room);
            column.setPrefWidth(room);
        });
        return column;
    }

    private void showRows() {
        ReviewRow selected = table.getSelectionModel().getSelectedItem();
        var rows = new ArrayList<>(model.review().rows());
        if (rows.size() > 1) rows.add(ReviewRow.sum(model.review().rows()));
        table.getItems().setAll(rows);
        double height = HEADER + ROW * Math.clamp(rows.size(), 1, MOST_ROWS) + BORDERS;
        table.setMinHeight(height);
        table.setPrefHeight(height);
        table.setMaxHeight(height);
        if (selected != null) {
            rows.stream().filter(row -> row.cluster().equals(selected.cluster())).findFirst()
                    .ifPresent(row -> table.getSelectionModel().select(row));
        }
        showMark();
    }

    private void showConflicts() {
        conflicts.getChildren().clear();
        if (!model.review().conflicts().isEmpty()) conflicts.getChildren().add(new ConflictCard(model, text, place));
    }

    /// Who.
    private final class MemberCell extends TableCell<ReviewRow, ReviewRow> {
        @Override
        protected void updateItem(@Nullable ReviewRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(null);
            setText(null);
            if (empty || row == null) return;
            if (row.cluster().isEmpty()) {
                setGraphic(all());
                return;
            }
            HBox who = Controls.row(8, Controls.square(place.applyAsInt(row.cluster())), Labels.name(row.cluster()));
            var failure = row.failure();
            if (failure != null) {
                who.getChildren().add(unread(Failures.sentence(failure, text)));
            }
            setGraphic(who);
        }

        private HBox all() {
            HBox all = Controls.row(8, Controls.label(text.get("sync.review.all"), "strong"));
            int unread = model.review().unread();
            if (unread > 0) all.getChildren().add(unread(text.get("sync.review.unread", unread)));
            return all;
        }

        private static StateIcon unread(String why) {
            var icon = new StateIcon(State.NO_ANSWER, 14, why);
            Tooltip.install(icon, new Tooltip(why));
            return icon;
        }
    }

    /// How many.
    private static final class FigureCell extends TableCell<ReviewRow, ReviewRow> {
        private final Function<ReviewRow, Integer> value;
        private final String tone;

        FigureCell(Function<ReviewRow, Integer> value, String tone) {
            this.value = value;
            this.tone = tone;
            getStyleClass().add("figure");
        }

        @Override
        protected void updateItem(@Nullable ReviewRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(null);
            if (empty || row == null) return;
            int number = value.apply(row);
            boolean quiet = number == 0 || tone.equals("muted");
            setGraphic(Controls.label(row.failure() != null ? "–" : Integer.toString(number), quiet ? "muted" : "strong",
                    quiet ? "t13" : tone));
        }
    }
}
