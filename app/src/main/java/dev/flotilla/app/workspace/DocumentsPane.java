package dev.flotilla.app.workspace;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.workspace.DocumentsViewModel.Entry;
import dev.flotilla.app.workspace.DocumentsViewModel.Group;
import dev.flotilla.app.workspace.DocumentsViewModel.Relation;
import dev.flotilla.engine.documents.Document;
import org.jspecify.annotations.Nullable;

/// The documents tree with its filter, and the relations of the current document below it.
public final class DocumentsPane extends VBox {
    /// What a line of the tree shows: a group's heading or a document.
    private sealed interface Item {
        record Heading(Group group, int count) implements Item {}

        record Leaf(Entry entry) implements Item {}
    }

    private static final double ROW = 26;

    private final DocumentsViewModel model;
    private final Messages text;
    private final TreeView<Item> tree = new TreeView<>();
    private final GridPane relations = new GridPane();
    private final VBox relationsBox;
    private final Set<Group> folded = new HashSet<>();

    /// @param newDocument makes a new file
    /// @param hide        folds the pane away
    public DocumentsPane(DocumentsViewModel model, Runnable newDocument, Runnable hide, Messages text) {
        this.model = model;
        this.text = text;
        getStyleClass().add("documents");
        var header = new HBox(Controls.label(text.get("studio.documents"), "strong"), Controls.grow(),
                Controls.iconButton(Glyph.PLUS, text.get("studio.documents.new"), newDocument),
                Controls.iconButton(Glyph.LEFT, text.get("studio.documents.hide"), hide));
        header.getStyleClass().add("pane-header");

        var filter = new TextField();
        filter.setPromptText(text.get("studio.documents.filter"));
        filter.setAccessibleText(text.get("studio.documents.filter"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        HBox.setHgrow(filter, Priority.ALWAYS);
        var icon = new Icon(Glyph.FILTER, 14);
        icon.getStyleClass().add("muted");
        var field = new HBox(icon, filter);
        field.getStyleClass().addAll("field-box", "small", "t12");
        var fieldBox = new VBox(field);
        fieldBox.getStyleClass().add("filter-box");

        tree.setShowRoot(false);
        tree.setFixedCellSize(ROW);
        tree.setAccessibleText(text.get("studio.documents"));
        tree.setCellFactory(_ -> new Cell());
        tree.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) openSelected();
        });
        VBox.setVgrow(tree, Priority.ALWAYS);

        relations.getStyleClass().add("relations");
        relationsBox = new VBox(Controls.label(text.get("studio.relations"), "strong", "relations-title"), relations);
        relationsBox.getStyleClass().add("relations-box");
        var nothing = Labels.sentence("", "muted", "no-documents");
        nothing.managedProperty().bind(nothing.visibleProperty());
        getChildren().addAll(header, fieldBox, nothing, tree, relationsBox);
        model.groupsProperty().subscribe(groups -> {
            nothing.setVisible(groups.isEmpty());
            boolean filtered = !model.filterProperty().get().isBlank();
            nothing.setText(text.get(filtered ? "studio.documents.no-match" : "studio.documents.none"));
        });
        model.groupsProperty().subscribe(_ -> showTree());
        model.relationsProperty().subscribe(relations -> {
            showRelations(relations);
            followCaret();
        });
    }

    /// Deeds for the context menu, which concern the document that is open.
    public void offer(List<Action> deeds) {
        var menu = new ContextMenu();
        for (Action deed : deeds) {
            var item = new MenuItem(deed.text());
            item.setOnAction(_ -> deed.run().run());
            item.disableProperty().bind(Bindings.not(deed.enabled()));
            menu.getItems().add(item);
        }
        tree.setContextMenu(menu);
    }

    private void openSelected() {
        TreeItem<Item> chosen = tree.getSelectionModel().getSelectedItem();
        if (chosen != null && chosen.getValue() instanceof Item.Leaf(Entry entry)) model.open(entry);
    }

    private void showTree() {
        if (!renewItems()) makeTree();
        followCaret();
    }

    /// Gives the tree's items their new values where groups and counts are as before; only cells whose value differs are drawn anew.
    private boolean renewItems() {
        TreeItem<Item> root = tree.getRoot();
        var groups = model.groupsProperty().get();
        if (root == null || root.getChildren().size() != groups.size()) return false;
        int at = 0;
        for (var entry : groups.entrySet()) {
            TreeItem<Item> heading = root.getChildren().get(at++);
            if (!new Item.Heading(entry.getKey(), entry.getValue().size()).equals(heading.getValue())) return false;
        }
        at = 0;
        for (List<Entry> entries : groups.values()) {
            TreeItem<Item> heading = root.getChildren().get(at++);
            for (int i = 0; i < entries.size(); i++) {
                var leaf = new Item.Leaf(entries.get(i));
                TreeItem<Item> item = heading.getChildren().get(i);
                if (!leaf.equals(item.getValue())) item.setValue(leaf);
            }
        }
        return true;
    }

    private void makeTree() {
        String selected = selectedName();
        var root = new TreeItem<Item>();
        model.groupsProperty().get().forEach((group, entries) -> {
            var heading = new TreeItem<Item>(new Item.Heading(group, entries.size()));
            heading.setExpanded(!folded.contains(group));
            heading.expandedProperty().subscribe(open -> {
                if (open) {
                    folded.remove(group);
                } else {
                    folded.add(group);
                }
            });
            entries.forEach(entry -> heading.getChildren().add(new TreeItem<>(new Item.Leaf(entry))));
            root.getChildren().add(heading);
        });
        tree.setRoot(root);
        select(selected);
    }

    /// The document at the caret is the selected one.
    private void followCaret() {
        Document document = model.current();
        TreeItem<Item> chosen = tree.getSelectionModel().getSelectedItem();
        if (document == null || tree.getRoot() == null) return;
        if (chosen != null && chosen.getValue() instanceof Item.Leaf(Entry entry) && entry.name().equals(document.ref().name())
                && entry.place() != null && entry.place().file().equals(document.file())) {
            return;
        }
        for (TreeItem<Item> heading : tree.getRoot().getChildren()) {
            for (TreeItem<Item> leaf : heading.getChildren()) {
                if (leaf.getValue() instanceof Item.Leaf(Entry entry) && entry.name().equals(document.ref().name())
                        && entry.place() != null && entry.place().file().equals(document.file())) {
                    tree.getSelectionModel().select(leaf);
                    return;
                }
            }
        }
    }

    private @Nullable String selectedName() {
        TreeItem<Item> chosen = tree.getSelectionModel().getSelectedItem();
        return chosen != null && chosen.getValue() instanceof Item.Leaf(Entry entry) ? entry.detail() + entry.name() : null;
    }

    private void select(@Nullable String wanted) {
        if (wanted == null) return;
        for (TreeItem<Item> heading : tree.getRoot().getChildren()) {
            for (TreeItem<Item> leaf : heading.getChildren()) {
                if (leaf.getValue() instanceof Item.Leaf(Entry entry) && (entry.detail() + entry.name()).equals(wanted)) {
                    tree.getSelectionModel().select(leaf);
                }
            }
        }
    }

    private void showRelations(List<Relation> all) {
        relations.getChildren().clear();
        relationsBox.setVisible(!all.isEmpty());
        relationsBox.setManaged(!all.isEmpty());
        String before = "";
        for (int row = 0; row < all.size() && row < 9; row++) {
            Relation relation = all.get(row);
            if (!relation.word().equals(before)) {
                Label word = Controls.label(text.get("studio.relations." + relation.word()), "t12", "muted");
                word.setMinWidth(Region.USE_PREF_SIZE);
                relations.add(word, 0, row);
            }
            before = relation.word();
            relations.add(related(relation), 1, row);
        }
    }

    private Node related(Relation relation) {
        Region sign;
        if (relation.colour() >= 0) {
            sign = Controls.square(relation.colour());
        } else {
            sign = new Icon(relation.glyph(), 14);
            sign.getStyleClass().add("muted");
        }
        String words = relation.word().equals("waits")
                ? text.get("studio.relations.overrides", relation.name())
                : relation.name();
        if (relation.to() == null) {
            Label label = Controls.label(words, "t12");
            label.setGraphic(sign);
            label.setGraphicTextGap(6);
            return label;
        }
        Button button = Controls.button(words, () -> model.open(relation), "related", "t12");
        button.setTooltip(new Tooltip(words));
        button.setGraphic(sign);
        button.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        return button;
    }

    private final class Cell extends TreeCell<Item> {
        /// What stands left of a heading and of a document, and the margin on the right, in pixels.
        private static final double HEADING = 25;
        private static final double LEAF = 37;

        Cell() {
            // as wide as the tree and no wider, so that a long name gives way instead of making the tree scroll
            setPrefWidth(0);
            setOnMouseClicked(event -> {
                if (getItem() instanceof Item.Leaf(Entry entry)) {
                    model.open(entry);
                } else if (getTreeItem() != null && event.getClickCount() == 1 && event.getX() > 24) {
                    getTreeItem().setExpanded(!getTreeItem().isExpanded());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable Item item, boolean empty) {
            super.updateItem(item, empty);
            setText(null);
            setTooltip(null);
            switch (item) {
                case null -> {
                    setGraphic(null);
                    setAccessibleText(null);
                }
                case Item.Heading(Group group, int count) -> {
                    String words = text.get("studio.group." + group.key());
                    var row = new HBox(Controls.label(words, "section"), Controls.grow(),
                            Controls.label(Integer.toString(count), "t12", "subtle"));
                    show(row, HEADING, words + ", " + count);
                }
                case Item.Leaf(Entry entry) -> leaf(entry);
            }
        }

        private void leaf(Entry entry) {
            var icon = new Icon(entry.group().glyph());
            icon.getStyleClass().add("muted");
            var name = new Label(entry.name());
            name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            name.setMinWidth(0);
            var row = new HBox(7, icon, name);
            if (!entry.kind().isEmpty()) {
                // the kind is only there to tell two of a name apart: it gives way first
                name.setMinWidth(Region.USE_PREF_SIZE);
                row.getChildren().add(Labels.name(entry.kind(), "t12", "subtle"));
            }
            if (entry.dirty()) {
                var dot = new Region();
                dot.getStyleClass().add("dirty-dot");
                row.getChildren().add(dot);
            }
            row.getChildren().addAll(Controls.grow(), Badges.state(entry.state(), 14, text));
            String state = text.get("ui.state." + entry.state().key());
            show(row, LEAF, entry.name() + (entry.state() == State.OK ? "" : ", " + state)
                    + (entry.dirty() ? ", " + text.get("studio.documents.unsaved") : ""));
            setTooltip(new Tooltip(entry.detail().isEmpty() ? entry.name() : entry.name() + "\n" + entry.detail()));
        }

        private void show(HBox row, double around, String words) {
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMaxWidth(Double.MAX_VALUE);
            row.prefWidthProperty().bind(widthProperty().subtract(around));
            setGraphic(row);
            setAccessibleText(words);
        }
    }
}
