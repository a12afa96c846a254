package dev.flotilla.app.editor;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
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
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Tabs of open files, the trail to the caret above them, and what is wrong at the caret in a card below it.
public final class EditorPane extends StackPane {
    /// How the person wants to type.
    ///
    /// @param complete offer completions without being asked
    /// @param wrap     break long lines on screen
    public record Options(ObservableValue<Boolean> complete, ObservableValue<Boolean> wrap) {}

    /// How a document is edited.
    private enum Face {
        TEXT, FORM
    }

    private final Options options;
    private final FormViewModel form;
    private final FormView formView;
    private final Segmented<Face> face;
    private final Workbench workbench;
    private final Messages text;
    private final TabPane tabs = new TabPane();
    private final Trail trail = new Trail(this::goToCrumb);
    private final StackPane shown = new StackPane();
    private final FindBar find;
    private final Notices notices;
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
        find = new FindBar(text, this::area);
        card = new FindingCard(text, this::fix);
        completion = new Completion(workbench, options.complete(), text);
        form = new FormViewModel(workbench);
        formView = new FormView(form, () -> undo(false), () -> undo(true), text);
        face = faces(text);
        face.valueProperty().addListener((_, _, now) -> showFace(now));
        face.button(Face.FORM).disableProperty().bind(form.availableProperty().not());
        VBox.setVgrow(shown, Priority.ALWAYS);
        HBox.setHgrow(tabs, Priority.ALWAYS);
        var head = new HBox(tabs, face);
        head.getStyleClass().add("editor-head");
        head.setAlignment(Pos.CENTER_LEFT);
        notices = new Notices(workbench, () -> current() instanceof EditorTab tab ? tab.file() : null, this::compare, text);
        body = new VBox(head, trail, notices, shown, find);
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

    private static Segmented<Face> faces(Messages text) {
        var choices = new LinkedHashMap<Face, String>();
        choices.put(Face.TEXT, text.get("studio.editor.text"));
        choices.put(Face.FORM, text.get("studio.editor.form"));
        return new Segmented<>(choices);
    }

    private void showFace(Face now) {
        form.setActive(now == Face.FORM);
        form.follow(workbench.caretProperty().get());
        selected(tabs.getSelectionModel().getSelectedItem());
    }

    /// The other face of the document.
    private void switchFace() {
        boolean toForm = face.value() == Face.TEXT && form.availableProperty().get();
        face.valueProperty().set(toForm ? Face.FORM : Face.TEXT);
        YamlArea area = area();
        if (toForm) {
            formView.focusFirst();
        } else if (area != null) {
            area.requestFocus();
        }
    }

    /// The unsaved text of a file against what is on disk, in the place of the text until it is closed.
    private void compare(String file) {
        open(Location.startOf(file), false);
        String typed = workbench.text(file);
        String disk = workbench.diskText(file);
        shown.getChildren().setAll(new CompareView(file, disk == null ? "" : disk, typed == null ? "" : typed,
                () -> selected(tabs.getSelectionModel().getSelectedItem()), text));
    }

    private void undo(boolean again) {
        YamlArea area = area();
        if (area == null) return;
        if (again) {
            area.redo();
        } else {
            area.undo();
        }
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
            Typing.install(area);
            tab.setContextMenu(tabMenu(tab));
            tab.setTooltip(new Tooltip(place.file()));
            tabs.getTabs().add(tab);
        }
        tabs.getSelectionModel().select(tab);
        EditorTab opened = tab;
        if (focus) {
            workbench.background().later(() -> goTo(opened, place));
        }
    }

    /// A place in the text is shown in the text; where a document begins, the form will do.
    private void goTo(EditorTab opened, Location place) {
        boolean whole = documents(place.file()).anyMatch(document -> document.at(FieldPath.ROOT).start() == place.start());
        if (!whole) face.valueProperty().set(Face.TEXT);
        opened.goTo(place);
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
        card.setVisible(false);
        if (tab instanceof EditorTab editor) {
            shown.getChildren().setAll(face.value() == Face.FORM ? formView : editor.view());
            notices.show();
            editor.caretMoved();
        } else {
            notices.show();
            workbench.caretAt(null);
        }
    }

    private void caret(@Nullable Caret caret) {
        card.setVisible(false);
        form.follow(caret);
        YamlArea area = area();
        if (caret == null || area == null) {
            trail.clear();
            return;
        }
        List<Diagnostic> here = area.findingsOn(caret.line() - 1);
        if (!here.isEmpty() && area.isFocused()) showCard(area, here);
        crumbs(caret, area);
    }

    private void crumbs(Caret caret, YamlArea area) {
        trail.show(caret.file(), YamlContext.at(area.getText(), caret.offset()).names());
    }

    /// The file's first line, or where a field of the way to the caret is written.
    private void goToCrumb(int index) {
        Caret caret = workbench.caretProperty().get();
        YamlArea area = area();
        EditorTab tab = current();
        if (caret == null || area == null || tab == null) return;
        if (index == 0) {
            tab.goTo(Location.startOf(caret.file()));
            return;
        }
        YamlContext here = YamlContext.at(area.getText(), caret.offset());
        List<FieldPath.Segment> way = here.valuePath().segments();
        var path = new FieldPath(way.subList(0, Math.min(index, way.size())));
        documents(caret.file()).filter(document -> document.at(FieldPath.ROOT).start() <= caret.offset())
                .reduce((_, later) -> later).ifPresent(document -> tab.goTo(document.keyAt(path)));
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
        } else if (Shortcuts.FORM.match(event)) {
            switchFace();
        } else if (Shortcuts.COMMENT.match(event)) {
            Typing.toggleComment(area);
        } else if (Shortcuts.FIX.match(event)) {
            fixAtCaret();
        } else if (Shortcuts.COMPLETE.match(event)) {
            completion.ask(area, true);
        } else if (Shortcuts.NEXT_TAB.match(event)) {
            turn(1);
        } else if (Shortcuts.PREVIOUS_TAB.match(event)) {
            turn(-1);
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
        close(tab);
        YamlArea next = area();
        if (next != null) next.requestFocus();
    }

    private void close(EditorTab tab) {
        tab.release();
        tabs.getTabs().remove(tab);
    }

    /// The next or previous tab, round and round, with the keyboard in its text.
    private void turn(int step) {
        int count = tabs.getTabs().size();
        if (count == 0) return;
        tabs.getSelectionModel().select(Math.floorMod(tabs.getSelectionModel().getSelectedIndex() + step, count));
        YamlArea area = area();
        if (area != null && face.value() == Face.TEXT) area.requestFocus();
    }

    private ContextMenu tabMenu(EditorTab tab) {
        var close = new MenuItem(text.get("studio.tab.close"));
        close.setAccelerator(Shortcuts.CLOSE_TAB);
        close.setOnAction(_ -> close(tab));
        var others = new MenuItem(text.get("studio.tab.close-others"));
        others.setOnAction(_ -> List.copyOf(tabs.getTabs()).forEach(other -> {
            if (other != tab && other instanceof EditorTab editor) close(editor);
        }));
        return new ContextMenu(close, others);
    }

    /// What the editor offers to menus and palette.
    public List<Action> actions() {
        return List.of(Action.of(text.get("studio.action.save"), Glyph.SAVE, Shortcuts.SAVE, this::saveCurrent),
                Action.of(text.get("studio.action.find"), Glyph.SEARCH, Shortcuts.FIND, () -> find.open(false)),
                Action.of(text.get("studio.action.replace"), Glyph.SEARCH, Shortcuts.REPLACE, () -> find.open(true)),
                Action.of(text.get("studio.action.face"), Glyph.LIST, Shortcuts.FORM, this::switchFace),
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
