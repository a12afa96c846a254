package dev.flotilla.app.status;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTablePosition;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.PageTurner;
import dev.flotilla.app.ui.StateIcon;
import dev.flotilla.engine.documents.ObjectRef;
import org.jspecify.annotations.Nullable;

/// Objects down, members across. What is expanded and picked stays so while the figures move.
final class MatrixTable extends TreeTableView<MatrixRow> {
    private static final PseudoClass PART = PseudoClass.getPseudoClass("part");
    private static final double ROW = 36;
    private static final double HEADER = 31;
    private static final double BORDERS = 2;
    /// What columns need at least: the object's, the policy's or the total's, and a member's.
    private static final double OBJECT = 260;
    private static final double NARROW = 110;
    private static final double MEMBER = 126;

    private final StatusViewModel model;
    private final Messages text;
    private final ToIntFunction<String> place;
    private final TreeItem<MatrixRow> root = new TreeItem<>();
    private final Map<String, TreeItem<MatrixRow>> items = new HashMap<>();
    private final PageTurner turner;
    private final Beyond before;
    private final Beyond after;
    private final HBox turning;
    private List<String> clusters = List.of();
    private boolean following;

    MatrixTable(StatusViewModel model, Messages text, ToIntFunction<String> place) {
        this.model = model;
        this.text = text;
        this.place = place;
        turner = new PageTurner(text, this::show);
        before = new Beyond("status.beyond.before", text);
        after = new Beyond("status.beyond.after", text);
        turning = Controls.row(8, before, turner, after);
        getStyleClass().addAll("matrix", "boxed");
        setShowRoot(false);
        setRoot(root);
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        getSelectionModel().setCellSelectionEnabled(true);
        setAccessibleText(text.get("status.matrix"));
        setPlaceholder(Controls.label(text.get("status.nothing-matches"), "muted"));
        setRowFactory(_ -> new Row());
        getColumns().add(column(text.get("status.column.object"), OBJECT, 380, new ObjectColumn()));
        getColumns().add(column(text.get("status.column.policy"), NARROW, 130, new PolicyColumn()));
        getColumns().add(column(text.get("status.column.total"), NARROW, 120, new TotalColumn()));
        model.rows().addListener((ListChangeListener<MatrixRow.Whole>) _ -> show());
        model.filterProperty().subscribe(_ -> show());
        model.pickedProperty().subscribe(_ -> reveal());
        widthProperty().subscribe(this::show);
        addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        getSelectionModel().getSelectedCells().addListener((ListChangeListener<TreeTablePosition<MatrixRow, ?>>) _ -> picked());
        show();
    }

    /// What all lines need that are unfolded now, in pixels.
    double height() {
        return HEADER + BORDERS + ROW * Math.max(2, getExpandedItemCount());
    }

    /// Turns over the members where they have no room beside each other, and says what is wrong on those out of sight.
    Node turner() {
        return turning;
    }

    /// From the last column that has room the keyboard goes on to the next member, and from the first one back.
    private void walk(KeyEvent event) {
        int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
        var which = model.pickedProperty().get();
        if (step == 0 || which == null || event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) return;
        List<String> all = model.clusters();
        String edge = clusters.isEmpty() ? null : step > 0 ? clusters.getLast() : clusters.getFirst();
        int next = all.indexOf(which.cluster()) + step;
        if (edge == null || !edge.equals(which.cluster()) || next < 0 || next >= all.size()) return;
        model.pick(which.object(), all.get(next));
        event.consume();
    }

    private void showBeyond() {
        List<String> all = model.clusters();
        int first = clusters.isEmpty() ? 0 : Math.max(0, all.indexOf(clusters.getFirst()));
        int end = Math.min(all.size(), first + clusters.size());
        // the nearest first: of those before, the last member's
        show(before, 0, first, Comparator.comparingInt(Matrix.Spot::place).reversed());
        show(after, end, all.size(), Comparator.comparingInt(Matrix.Spot::place));
    }

    private void show(Beyond beyond, int from, int to, Comparator<Matrix.Spot> nearest) {
        beyond.show(model.among(Beyond.WORRYING, from, to).stream().sorted(nearest).toList(),
                !model.among(Set.of(Sought.FAILED), from, to).isEmpty(), spot -> model.pick(spot.object(), spot.cluster()));
    }

    /// The members that have a column now.
    private List<String> fitting() {
        List<String> all = model.clusters();
        int room = (int) ((getWidth() - BORDERS - OBJECT - 2 * NARROW) / MEMBER);
        int first = turner.fit(room, all.size());
        return all.subList(first, Math.min(all.size(), first + Math.max(1, room)));
    }

    /// Turns to the picked member.
    private void reveal() {
        var which = model.pickedProperty().get();
        int index = which == null ? -1 : model.clusters().indexOf(which.cluster());
        if (index >= 0) turner.reveal(index);
        show();
    }

    /// How a column draws its fields.
    private interface Drawing {
        @Nullable
        Node draw(MatrixRow row);
    }

    private TreeTableColumn<MatrixRow, MatrixRow> column(String title, double least, double width, Drawing drawing) {
        var column = new TreeTableColumn<MatrixRow, MatrixRow>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
        column.setCellFactory(_ -> new Field(drawing));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        column.setMinWidth(least);
        return column;
    }

    private void show() {
        List<String> now = fitting();
        following = true;
        if (!now.equals(clusters)) {
            clusters = List.copyOf(now);
            getColumns().remove(3, getColumns().size());
            for (String cluster : now) {
                TreeTableColumn<MatrixRow, MatrixRow> column = column("", MEMBER, 170, new MemberColumn(cluster));
                column.setGraphic(
                        Controls.row(7, Controls.square(place.applyAsInt(cluster)), Labels.name(cluster, "t12", "strong")));
                column.setUserData(cluster);
                getColumns().add(column);
            }
        }
        var wanted = model.rows().stream().map(row -> item(row)).toList();
        if (!wanted.equals(root.getChildren())) root.getChildren().setAll(wanted);
        following = false;
        showBeyond();
        followPicked();
    }

    private TreeItem<MatrixRow> item(MatrixRow.Whole row) {
        TreeItem<MatrixRow> item = items.computeIfAbsent(row.id(), _ -> {
            var fresh = new TreeItem<MatrixRow>();
            fresh.setExpanded(model.rows().size() <= 6);
            return fresh;
        });
        item.setValue(row);
        var parts = item.getChildren();
        if (!parts.stream().map(part -> part.getValue().id()).toList()
                .equals(row.parts().stream().map(MatrixRow.Part::id).toList())) {
            parts.setAll(row.parts().stream().map(part -> new TreeItem<MatrixRow>(part)).toList());
        } else {
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).setValue(row.parts().get(i));
            }
        }
        return item;
    }

    private void picked() {
        var cells = getSelectionModel().getSelectedCells();
        if (following || cells.isEmpty()) return;
        var cell = cells.getFirst();
        TreeItem<MatrixRow> item = getTreeItem(cell.getRow());
        if (item == null) return;
        Object cluster = cell.getTableColumn() == null ? null : cell.getTableColumn().getUserData();
        ObjectRef object = item.getValue() instanceof MatrixRow.Whole whole
                ? whole.object()
                : item.getParent().getValue() instanceof MatrixRow.Whole owner ? owner.object() : null;
        if (object == null) return;
        model.pick(object, cluster instanceof String name ? name : null);
    }

    /// Selects what the model picked, when another page asked for it.
    private void followPicked() {
        var which = model.pickedProperty().get();
        if (which == null) {
            getSelectionModel().clearSelection();
            return;
        }
        TreeItem<MatrixRow> item = items.get(which.object().toString());
        if (item == null) return;
        int row = getRow(item);
        if (row < 0) return;
        var column = getColumns().stream().filter(candidate -> Objects.equals(candidate.getUserData(), which.cluster()))
                .findFirst()
                .orElse(getColumns().get(2));
        var cells = getSelectionModel().getSelectedCells();
        if (!cells.isEmpty() && cells.getFirst().getTableColumn() == column && sameObject(cells.getFirst().getRow(), item))
            return;
        following = true;
        getSelectionModel().clearAndSelect(row, column);
        following = false;
    }

    private boolean sameObject(int row, TreeItem<MatrixRow> item) {
        TreeItem<MatrixRow> at = getTreeItem(row);
        return at == item || at != null && at.getParent() == item;
    }

    /// Objects stand out from what is behind them.
    private static final class Row extends TreeTableRow<MatrixRow> {
        @Override
        protected void updateItem(@Nullable MatrixRow row, boolean empty) {
            super.updateItem(row, empty);
            pseudoClassStateChanged(PART, row instanceof MatrixRow.Part);
        }
    }

    /// Draws one field.
    private static final class Field extends TreeTableCell<MatrixRow, MatrixRow> {
        private final Drawing drawing;

        Field(Drawing drawing) {
            this.drawing = drawing;
        }

        @Override
        protected void updateItem(@Nullable MatrixRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            Node drawn = empty || row == null ? null : drawing.draw(row);
            setGraphic(drawn);
        }
    }

    private final class ObjectColumn implements Drawing {
        @Override
        public Node draw(MatrixRow row) {
            return switch (row) {
                case MatrixRow.Whole whole -> {
                    String where = whole.object().namespace() == null
                            ? whole.object().kind()
                            : text.get("status.kind-in", whole.object().kind(), whole.object().namespace());
                    yield Controls.row(8, new Icon(glyph(whole.object().kind()), 16),
                            Labels.name(whole.object().name(), "strong"),
                            Labels.whole(where, "t12", "muted"));
                }
                case MatrixRow.Part part -> {
                    var icon = new Icon(switch (part.kind()) {
                        case "binding" -> Glyph.BINDING;
                        case "work" -> Glyph.FILE;
                        default -> Glyph.OVERRIDE;
                    }, 14);
                    icon.getStyleClass().add("muted");
                    HBox box = Controls.row(8, icon,
                            Labels.name(part.name().isEmpty() ? text.get("status.pods") : part.name(), "t12"));
                    if (!part.type().isEmpty()) box.getChildren().add(Labels.whole(part.type(), "t12", "muted"));
                    yield box;
                }
            };
        }
    }

    private static Glyph glyph(String kind) {
        return kind.equals("Namespace") ? Glyph.WORKSPACE : Glyph.TEMPLATE;
    }

    private static final class PolicyColumn implements Drawing {
        @Override
        public @Nullable Node draw(MatrixRow row) {
            return row instanceof MatrixRow.Whole whole
                    ? Labels.name(whole.policy().isEmpty() ? "–" : whole.policy(), "t12", "muted")
                    : null;
        }
    }

    private final class TotalColumn implements Drawing {
        @Override
        public Node draw(MatrixRow row) {
            return switch (row) {
                case MatrixRow.Whole whole -> {
                    Cell total = whole.total();
                    String word = text.get("status.word." + total.word());
                    HBox box = Controls.row(7, new StateIcon(total.state(), 16, CellView.accessible(total, word, text)),
                            Labels.whole(total.figures().isEmpty() ? word : total.figures(),
                                    total.figures().isEmpty() ? "t13" : "strong"));
                    doubt(box, "status.stale", whole.doubt().stale());
                    doubt(box, "status.unknown", whole.doubt().unknown());
                    yield box;
                }
                case MatrixRow.Part part -> Labels.whole(part.total() == MatrixRow.Part.UNKNOWN
                        ? text.get("status.word.unknown")
                        : text.get("status.total." + part.kind(), part.total()), "t12", "muted");
            };
        }

        private void doubt(HBox box, String key, int members) {
            if (members > 0) box.getChildren().add(Labels.whole(text.get(key, members), "t12", "muted"));
        }
    }

    private final class MemberColumn implements Drawing {
        private final String cluster;

        MemberColumn(String cluster) {
            this.cluster = cluster;
        }

        @Override
        public Node draw(MatrixRow row) {
            Cell cell = row.on(cluster);
            Label dash = Controls.label("–", "subtle");
            return switch (row) {
                case MatrixRow.Whole _ -> cell == null ? dash : CellView.whole(cell, text);
                case MatrixRow.Part part -> cell == null ? dash : CellView.part(part, cell, text);
            };
        }
    }
}
