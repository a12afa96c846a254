package dev.flotilla.app.fleet;

import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Failures;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Meter;
import dev.flotilla.app.ui.Sparkline;
import dev.flotilla.app.ui.StateIcon;
import org.jspecify.annotations.Nullable;

/// The members: who, how they fare, how full they are and how fast they answer.
final class MemberTable extends TableView<MemberRow> {
    private static final double ROW = 50;

    private final FleetViewModel model;
    private final Messages text;
    private static final double WIDE = 2000;
    private static final double WITH_CAPACITY = 690;
    private static final double WITH_SYNC = 740;
    private static final double WITH_LATENCY = 910;

    private boolean following;

    MemberTable(FleetViewModel model, Messages text) {
        super(javafx.collections.FXCollections.observableArrayList());
        this.model = model;
        this.text = text;
        getStyleClass().addAll("members", "boxed");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        setAccessibleText(text.get("fleet.members"));
        setPlaceholder(Controls.label(text.get("fleet.nothing-matches"), "muted"));
        add("member", 240, 180, WIDE, false, this::member);
        add("state", 240, 150, WIDE, false, this::state);
        add("version", 78, 66, 84, false, row -> quiet(row, row.declared().version() == null ? "–" : row.declared().version()));
        from(WITH_SYNC, add("sync", 64, 56, 64, false, row -> quiet(row, row.declared().syncMode())));
        add("nodes", 66, 64, 66, true, row -> quiet(row, row.declared().capacity().nodes() < 0
                ? "–"
                : Integer.toString(row.declared().capacity().nodes())));
        from(WITH_CAPACITY, add("capacity", 172, 160, 180, false, this::capacity));
        add("replicas", 82, 80, 82, true, row -> quiet(row, row.replicas() < 0 ? "–" : Integer.toString(row.replicas())));
        from(WITH_LATENCY, add("latency", 160, 150, 164, false, this::latency));
        model.shown().addListener((ListChangeListener<MemberRow>) _ -> show());
        getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !following) model.pick(row.name());
        });
        model.pickedProperty().subscribe(_ -> follow());
        show();
    }

    /// Replaces rows in place, so that what is selected stays selected while figures move.
    private void show() {
        following = true;
        if (model.shown().size() == getItems().size()) {
            for (int i = 0; i < getItems().size(); i++) {
                if (!getItems().get(i).equals(model.shown().get(i))) getItems().set(i, model.shown().get(i));
            }
        } else {
            getItems().setAll(model.shown());
        }
        following = false;
        follow();
    }

    private void follow() {
        MemberRow picked = model.pickedProperty().get();
        following = true;
        if (picked == null) {
            getSelectionModel().clearSelection();
        } else if (!Objects.equals(getSelectionModel().getSelectedItem(), picked)) {
            int index = -1;
            for (int i = 0; i < getItems().size(); i++) {
                if (getItems().get(i).name().equals(picked.name())) index = i;
            }
            if (index >= 0) getSelectionModel().clearAndSelect(index);
        }
        following = false;
    }

    /// A column that gives way to the others in a table narrower than this; the drawer has it too.
    private void from(double width, TableColumn<MemberRow, MemberRow> column) {
        column.visibleProperty().bind(widthProperty().map(now -> now.doubleValue() >= width));
    }

    private interface Drawing {
        Node draw(MemberRow row);
    }

    /// @param most beyond which it leaves what room there is to the names
    private TableColumn<MemberRow, MemberRow> add(String key, double width, double least, double most, boolean right,
            Drawing drawing) {
        var column = new TableColumn<MemberRow, MemberRow>(text.get("fleet.column." + key));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(_ -> new Field(drawing, right));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        column.setMinWidth(least);
        column.setMaxWidth(most);
        if (right) column.getStyleClass().add("figures");
        getColumns().add(column);
        return column;
    }

    private Node member(MemberRow row) {
        String from = row.sandbox()
                ? text.get("fleet.origin.sandbox")
                : row.origin().isEmpty() ? text.get("fleet.origin.none") : row.origin(text);
        var words = new VBox(Labels.name(row.name(), "strong"), Labels.name(from, "t11", "muted"));
        words.setAlignment(Pos.CENTER_LEFT);
        return Controls.row(9, Controls.square(row.place()), words);
    }

    private Node state(MemberRow row) {
        String word = text.get("fleet.state." + row.word());
        var words = new VBox(Labels.name(word));
        String second = second(row);
        if (!second.isEmpty()) words.getChildren().add(Controls.label(second, "t11", "muted"));
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox state = Controls.row(6, new StateIcon(row.state(), 16, word), words);
        if (!second.isEmpty()) Tooltip.install(state, new Tooltip(second));
        return state;
    }

    private String second(MemberRow row) {
        var failure = row.connection().failure();
        if (failure != null && !row.isReady()) return Failures.sentence(failure, text);
        int taints = row.declared().taints().size();
        return taints == 0 ? "" : text.get("fleet.taints", taints);
    }

    private Node capacity(MemberRow row) {
        double cpu = row.used("cpu");
        double memory = row.used("memory");
        if (cpu < 0 && memory < 0) return Controls.label("–", "subtle");
        var both = new VBox(1, bar("fleet.cpu", cpu), bar("fleet.memory.short", memory));
        both.setAlignment(Pos.CENTER_LEFT);
        return both;
    }

    private HBox bar(String key, double used) {
        Label name = Labels.whole(text.get(key), "t11", "muted");
        name.getStyleClass().add("capacity-name");
        var meter = new Meter(used);
        meter.setMinWidth(64);
        meter.setPrefWidth(64);
        meter.setMaxWidth(64);
        meter.getStyleClass().add("small");
        Label percent = Labels.whole(used < 0 ? "–" : Math.round(used * 100) + "%", "t11", "muted");
        percent.getStyleClass().add("capacity-percent");
        return Controls.row(6, name, meter, percent);
    }

    private Node latency(MemberRow row) {
        if (!row.isReady()) return Controls.label("–", "subtle");
        var samples = row.connection().latencies();
        var line = new Sparkline();
        line.setSamples(samples.stream().map(Integer::doubleValue).toList());
        line.setMinSize(72, 22);
        line.setPrefSize(72, 22);
        line.setMaxHeight(22);
        String now = samples.isEmpty() ? "" : text.get("fleet.ms", samples.getLast());
        line.setAccessibleText(now);
        return Controls.row(10, line, Labels.whole(now));
    }

    private static Node quiet(MemberRow row, String words) {
        return Labels.whole(words, row.isFresh() ? "t13" : "muted");
    }

    private static final class Field extends TableCell<MemberRow, MemberRow> {
        private final Drawing drawing;

        Field(Drawing drawing, boolean right) {
            this.drawing = drawing;
            if (right) getStyleClass().add("figure");
        }

        @Override
        protected void updateItem(@Nullable MemberRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(empty || row == null ? null : drawing.draw(row));
        }
    }
}
