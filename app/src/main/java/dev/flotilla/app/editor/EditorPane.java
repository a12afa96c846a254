package dev.flotilla.app.editor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Tabs of open files, the trail to the caret above them, and what is wrong at the caret in a card below it.
public final class EditorPane extends StackPane {
    /// How the person wants to type.
    ///
    /// @param complete offer completions without being asked
    /// @param wrap     break long lines on screen
    public record Options(ObservableValue<Boolean> complete, ObservableValue<Boolean> wrap) {}

    private final Options options;
    private final Workbench workbench;
    private final Messages text;
    private final TabPane tabs = new TabPane();
    private final HBox trail = new HBox();
    private final StackPane shown = new StackPane();
    private final FindBar find;
    private final FindingCard card;
    private final Completion completion;
    private final VBox body;
    private final EmptyPage empty;

    public EditorPane(Workbench workbench, Options options, Messages text) {
        this.options = options;
        this.workbench = workbench;
        this.text = text;
        getStyleClass().add("editor-pane");
        tabs.getStyleClass().add("editor-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
        tabs.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
        trail.getStyleClass().add("trail");
        trail.setAlignment(Pos.CENTER_LEFT);
        find = new FindBar(text, this::area);
        card = new FindingCard(text, this::fix);
        completion = new Completion(workbench, options.complete(), text);
        VBox.setVgrow(shown, Priority.ALWAYS);
        body = new VBox(tabs, trail, shown, find);
        empty = new EmptyPage(Glyph.FILE_TEXT, text.get("studio.editor.empty"), text.get("studio.editor.empty.hint"), null, null);
        getChildren().addAll(body, empty, card);
        StackPane.setAlignment(card, Pos.TOP_LEFT);
        tabs.getSelectionModel().selectedItemProperty().subscribe(this::selected);
        tabs.getTabs().subscribe(this::showEmpty);
        workbench.caretProperty().subscribe(this::caret);
        workbench.plannedProperty().subscribe(_ -> caret(workbench.caretProperty().get()));
        workbench.locationProperty().subscribe(_ -> closeAll());
        workbench.destinationProperty().subscribe(to -> {
            if (to instanceof Destination.Text(Location place)) open(place, true);
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        showEmpty();
    }

    private void showEmpty() {
        boolean none = tabs.getTabs().isEmpty();
        empty.setVisible(none);
        body.setVisible(!none);
    }

    private void closeAll() {
        for (Tab tab : List.copyOf(tabs.getTabs())) {
            if (tab instanceof EditorTab editor) editor.release();
        }
        tabs.getTabs().clear();
        workbench.caretAt(null);
    }

    /// Opens a file, or comes back to it, at a place.
    ///
    /// @param focus whether the keyboard goes there too
    public void open(Location place, boolean focus) {
        EditorTab tab = tab(place.file());
        if (tab == null) {
            if (workbench.text(place.file()) == null) return;
            Optional<Document> first = documents(place.file()).findFirst();
            String title = first.map(document -> document.ref().name()).filter(name -> !name.isEmpty() && onlyOne(place.file()))
                    .orElse(place.file().substring(place.file().lastIndexOf('/') + 1));
            tab = new EditorTab(place.file(), title, first.map(this::glyph).orElse(Glyph.SETTINGS), workbench, text);
            YamlArea area = tab.area();
            area.wrapTextProperty().bind(options.wrap());
            completion.attach(area);
            tabs.getTabs().add(tab);
        }
        tabs.getSelectionModel().select(tab);
        EditorTab opened = tab;
        if (focus) {
            workbench.background().later(() -> opened.goTo(place));
        }
    }

    private java.util.stream.Stream<Document> documents(String file) {
        Workspace workspace = workbench.workspace();
        return workspace == null
                ? java.util.stream.Stream.empty()
                : workspace.documents().stream().filter(document -> document.file().equals(file));
    }

    private boolean onlyOne(String file) {
        return documents(file).count() == 1;
    }

    private Glyph glyph(Document document) {
        String kind = document.manifest().kind();
        if (kind.contains("Override")) return Glyph.OVERRIDE;
        if (kind.endsWith("Cluster")) return Glyph.FLEET;
        boolean owned = workbench.engine().dialects().stream().anyMatch(dialect -> dialect.owns(document.manifest().type()));
        return owned && !kind.startsWith("Federated") ? Glyph.POLICY : Glyph.TEMPLATE;
    }

    private @Nullable EditorTab tab(String file) {
        for (Tab tab : tabs.getTabs()) {
            if (tab instanceof EditorTab editor && editor.file().equals(file)) return editor;
        }
        return null;
    }

    private @Nullable EditorTab current() {
        return tabs.getSelectionModel().getSelectedItem() instanceof EditorTab editor ? editor : null;
    }

    private @Nullable YamlArea area() {
        EditorTab tab = current();
        return tab == null ? null : tab.area();
    }

    private void selected(@Nullable Tab tab) {
        shown.getChildren().clear();
        if (tab instanceof EditorTab editor) {
            shown.getChildren().setAll(editor.scroll());
            editor.caretMoved();
        } else {
            workbench.caretAt(null);
        }
    }

    private void caret(@Nullable Caret caret) {
        trail.getChildren().clear();
        card.setVisible(false);
        YamlArea area = area();
        if (caret == null || area == null) return;
        List<Diagnostic> here = area.findingsOn(caret.line() - 1);
        if (!here.isEmpty() && area.isFocused()) showCard(area, here);
        crumbs(caret, area);
    }

    private void crumbs(Caret caret, YamlArea area) {
        var crumbs = new java.util.ArrayList<String>(List.of(caret.file().split("/")));
        crumbs.addAll(YamlContext.at(area.getText(), caret.offset()).names());
        for (int i = 0; i < crumbs.size(); i++) {
            if (i > 0) trail.getChildren().add(new Icon(Glyph.RIGHT, 12));
            var crumb = new Label(crumbs.get(i));
            crumb.getStyleClass().add(i == crumbs.size() - 1 ? "crumb-here" : "crumb");
            trail.getChildren().add(crumb);
        }
    }

    private void showCard(YamlArea area, List<Diagnostic> here) {
        area.getCaretBounds().ifPresent(onScreen -> {
            var inPane = screenToLocal(onScreen);
            if (inPane == null) return;
            card.show(here.stream().min(Comparator.comparing(Diagnostic::severity)).orElseThrow());
            card.setMaxWidth(Math.max(280, getWidth() - 36));
            double height = card.prefHeight(getWidth() - 36);
            double y = inPane.getMaxY() + 8;
            if (y + height > getHeight()) y = Math.max(0, inPane.getMinY() - height - 8);
            card.setTranslateX(24);
            card.setTranslateY(y);
        });
    }

    private void fix(Diagnostic finding) {
        if (finding.fixes().isEmpty()) return;
        workbench.apply(List.of(finding.fixes().getFirst()));
        card.setVisible(false);
    }

    /// The best quick fix for what stands at the caret, or the next finding's in the file.
    public void fixAtCaret() {
        YamlArea area = area();
        if (area == null) return;
        area.findingsOn(area.getCurrentParagraph()).stream().filter(found -> !found.fixes().isEmpty()).findFirst()
                .ifPresent(this::fix);
    }

    private void key(KeyEvent event) {
        YamlArea area = area();
        if (area == null) return;
        if (Shortcuts.SAVE.match(event)) {
            saveCurrent();
        } else if (Shortcuts.FIND.match(event)) {
            find.open(false);
        } else if (Shortcuts.REPLACE.match(event)) {
            find.open(true);
        } else if (Shortcuts.COMMENT.match(event)) {
            Typing.toggleComment(area);
        } else if (Shortcuts.FIX.match(event)) {
            fixAtCaret();
        } else if (Shortcuts.COMPLETE.match(event)) {
            completion.ask(area, true);
        } else if (Shortcuts.CLOSE_TAB.match(event)) {
            closeCurrent();
        } else {
            return;
        }
        event.consume();
    }

    public void saveCurrent() {
        EditorTab tab = current();
        if (tab != null) workbench.save(tab.file(), _ -> {});
    }

    private void closeCurrent() {
        EditorTab tab = current();
        if (tab == null) return;
        tab.release();
        tabs.getTabs().remove(tab);
    }

    /// What the editor offers to menus and palette.
    public List<Action> actions() {
        return List.of(Action.of(text.get("studio.action.save"), Glyph.SAVE, Shortcuts.SAVE, this::saveCurrent),
                Action.of(text.get("studio.action.find"), Glyph.SEARCH, Shortcuts.FIND, () -> find.open(false)),
                Action.of(text.get("studio.action.replace"), Glyph.SEARCH, Shortcuts.REPLACE, () -> find.open(true)),
                Action.of(text.get("studio.action.comment"), Glyph.HASH, Shortcuts.COMMENT, () -> {
                    YamlArea area = area();
                    if (area != null) Typing.toggleComment(area);
                }), Action.of(text.get("studio.action.fix"), Glyph.FIX, Shortcuts.FIX, this::fixAtCaret));
    }

    /// The open files in the order of their tabs, for whoever wants to come back to them.
    public List<String> openFiles() {
        return tabs.getTabs().stream().<String>mapMulti((tab, out) -> {
            if (tab instanceof EditorTab editor) out.accept(editor.file());
        }).toList();
    }
}
