package dev.flotilla.app.editor;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.EmptyPage;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.Shortcuts;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.value.FieldPath;
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
    private final EditorTabs tabs;
    private final LookupViewModel lookup;
    private final LookupView lookups;
    private final Trail trail = new Trail(this::goToCrumb);
    private final StackPane shown = new StackPane();
    private final EditorMenu menu;
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
        tabs = new EditorTabs(workbench, this::prepare, text);
        lookup = new LookupViewModel(workbench, text);
        lookups = new LookupView(lookup, text);
        menu = new EditorMenu(text, deedsAtCaret());
        find = new FindBar(text, this::area);
        card = new FindingCard(text, this::fix);
        completion = new Completion(new CompletionViewModel(workbench, text), options.complete(), text);
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
        notices = new Notices(workbench, () -> tabs.current() instanceof EditorTab tab ? tab.file() : null, this::compare, text);
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
        tabs.closeAll();
        workbench.caretAt(null);
    }

    private void prepare(EditorTab tab) {
        YamlArea area = tab.area();
        area.wrapTextProperty().bind(options.wrap());
        completion.attach(area);
        lookups.attach(tab.file(), area);
        menu.attach(area);
        Typing.install(area);
    }

    /// Opens a file, or comes back to it, at a place.
    ///
    /// @param focus whether the keyboard goes there too
    public void open(Location place, boolean focus) {
        EditorTab tab = tabs.open(place.file());
        if (tab == null) return;
        tabs.getSelectionModel().select(tab);
        if (!focus) return;
        Node before = keyboard();
        workbench.background().later(() -> {
            goTo(tab, place);
            // who has opened a field meanwhile types into that, not into the document
            boolean elsewhere = keyboard() != before && keyboard() instanceof TextInputControl;
            if (!elsewhere) tab.area().requestFocus();
        });
    }

    private @Nullable Node keyboard() {
        return getScene() == null ? null : getScene().getFocusOwner();
    }

    /// A place in the text is shown in the text; where a document begins, the form will do.
    private void goTo(EditorTab opened, Location place) {
        boolean whole = EditorTabs.documents(workbench, place.file())
                .anyMatch(document -> document.at(FieldPath.ROOT).start() == place.start());
        if (!whole) face.valueProperty().set(Face.TEXT);
        opened.goTo(place);
    }

    private @Nullable YamlArea area() {
        EditorTab tab = tabs.current();
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
        EditorTab tab = tabs.current();
        // between two tabs, the caret is still the other file's
        if (caret == null || tab == null || !caret.file().equals(tab.file())) {
            trail.clear();
            return;
        }
        YamlArea area = tab.area();
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
        EditorTab tab = tabs.current();
        if (caret == null || area == null || tab == null || !caret.file().equals(tab.file())) return;
        if (index == 0) {
            tab.goTo(Location.startOf(caret.file()));
            area.requestFocus();
            return;
        }
        YamlContext here = YamlContext.at(area.getText(), caret.offset());
        List<FieldPath.Segment> way = here.valuePath().segments();
        var path = new FieldPath(way.subList(0, Math.min(index, way.size())));
        EditorTabs.documents(workbench, caret.file()).filter(document -> document.at(FieldPath.ROOT).start() <= caret.offset())
                .reduce((_, later) -> later).ifPresent(document -> tab.goTo(document.keyAt(path)));
        area.requestFocus();
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
        fixesAtCaret().stream().findFirst().ifPresent(this::fix);
    }

    private List<Diagnostic> fixesAtCaret() {
        YamlArea area = area();
        if (area == null) return List.of();
        return area.findingsOn(area.getCurrentParagraph()).stream().filter(found -> !found.fixes().isEmpty()).toList();
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
        } else if (Shortcuts.DOCUMENTATION.match(event)) {
            tell();
        } else if (Shortcuts.isDefinition(event)) {
            goToDefinition();
        } else if (Shortcuts.USAGES.match(event)) {
            withText(lookups::findUsages);
        } else if (Shortcuts.BACK.match(event)) {
            lookup.back();
        } else if (Shortcuts.FORWARD.match(event)) {
            lookup.forward();
        } else if (Shortcuts.FOLD.match(event)) {
            area.folding().foldAt(area.getCurrentParagraph());
        } else if (Shortcuts.UNFOLD.match(event)) {
            area.folding().unfoldAt(area.getCurrentParagraph());
        } else if (Shortcuts.MENU.match(event)) {
            withText((_, shown) -> menu.showAtCaret(shown));
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

    /// Does something at the caret, where a text is shown.
    private void withText(BiConsumer<String, YamlArea> deed) {
        EditorTab tab = tabs.current();
        if (tab != null && face.value() == Face.TEXT) deed.accept(tab.file(), tab.area());
    }

    /// Tells what is known about the word at the caret.
    public void tell() {
        withText(lookups::tell);
    }

    /// Goes to what the word at the caret means.
    public void goToDefinition() {
        withText(lookups::goToDefinition);
    }

    private void folding(Consumer<Folding> deed) {
        withText((_, area) -> deed.accept(area.folding()));
    }

    public void saveCurrent() {
        EditorTab tab = tabs.current();
        if (tab != null) workbench.save(tab.file(), _ -> {});
    }

    private void closeCurrent() {
        EditorTab tab = tabs.current();
        if (tab == null) return;
        tabs.close(tab);
        YamlArea next = area();
        if (next != null) next.requestFocus();
    }

    /// The next or previous tab, with the keyboard in its text.
    private void turn(int step) {
        tabs.turn(step);
        YamlArea area = area();
        if (area != null && face.value() == Face.TEXT) area.requestFocus();
    }

    /// What the editor offers to menus and palette.
    public List<Action> actions() {
        return List.of(action("save", Glyph.SAVE, Shortcuts.SAVE, this::saveCurrent),
                action("find", Glyph.SEARCH, Shortcuts.FIND, () -> find.open(false)),
                action("replace", Glyph.SEARCH, Shortcuts.REPLACE, () -> find.open(true)),
                action("face", Glyph.LIST, Shortcuts.FORM, this::switchFace),
                action("comment", Glyph.HASH, Shortcuts.COMMENT, () -> withText((_, area) -> Typing.toggleComment(area))),
                action("fix", Glyph.FIX, Shortcuts.FIX, this::fixAtCaret),
                action("usages", Glyph.SEARCH, Shortcuts.USAGES, () -> withText(lookups::findUsages)),
                action("back", Glyph.LEFT, Shortcuts.BACK, lookup::back),
                action("forward", Glyph.RIGHT, Shortcuts.FORWARD, lookup::forward),
                action("fold", Glyph.RIGHT, Shortcuts.FOLD,
                        () -> withText((_, area) -> area.folding().foldAt(area.getCurrentParagraph()))),
                action("unfold", Glyph.DOWN, Shortcuts.UNFOLD,
                        () -> withText((_, area) -> area.folding().unfoldAt(area.getCurrentParagraph()))),
                Action.of(text.get("studio.action.fold-all"), () -> folding(Folding::foldAll)).with(Glyph.RIGHT),
                Action.of(text.get("studio.action.unfold-all"), () -> folding(Folding::unfoldAll)).with(Glyph.DOWN));
    }

    private List<Action> deedsAtCaret() {
        return List.of(
                Action.of(text.get("studio.action.documentation"), Glyph.HELP, Shortcuts.DOCUMENTATION, this::tell),
                Action.of(text.get("studio.action.definition"), Glyph.ARROW_RIGHT, Shortcuts.DEFINITION, this::goToDefinition),
                action("usages", Glyph.SEARCH, Shortcuts.USAGES, () -> withText(lookups::findUsages)),
                action("fix", Glyph.FIX, Shortcuts.FIX, this::fixAtCaret)
                        .when(Bindings.createBooleanBinding(() -> !fixesAtCaret().isEmpty())),
                action("comment", Glyph.HASH, Shortcuts.COMMENT, () -> withText((_, area) -> Typing.toggleComment(area))));
    }

    private Action action(String name, Glyph glyph, KeyCombination keys, Runnable run) {
        return Action.of(text.get("studio.action." + name), glyph, keys, run);
    }
}
