package dev.flotilla.app.editor;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Marks;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.plan.FleetPlan;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.jspecify.annotations.Nullable;

/// One open file.
final class EditorTab extends Tab {
    private static final PseudoClass DIRTY = PseudoClass.getPseudoClass("dirty");

    private final String file;
    private final Workbench workbench;
    private final YamlArea area;
    private final StackPane view;
    private final Label words = new Label();
    private @Nullable Integer wordsAt;
    private final Subscription subscriptions;
    private final Region dot = new Region();
    private boolean following;

    EditorTab(String file, String title, Glyph glyph, Workbench workbench, Messages text) {
        super(title);
        this.file = file;
        this.workbench = workbench;
        this.area = new YamlArea(text);
        area.setAccessibleText(text.get("studio.editor.area", file));
        area.load(file, workbench.text(file) instanceof String known ? known : "");
        dot.getStyleClass().add("dirty-dot");
        var icon = new HBox(7, new Icon(glyph, 14), dot);
        icon.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        setGraphic(icon);
        words.setMouseTransparent(true);
        words.setManaged(false);
        words.setVisible(false);
        view = new StackPane(new VirtualizedScrollPane<>(area), words);
        area.viewportDirtyEvents().subscribe(_ -> placeWords());
        area.plainTextChanges().subscribe(_ -> typed());
        area.caretPositionProperty().addListener((_, _, _) -> caretMoved());
        subscriptions = Subscription.combine(workbench.textsProperty().subscribe(texts -> followText(texts.get(file))),
                workbench.unsavedProperty().subscribe(unsaved -> showDirty(unsaved.containsKey(file))),
                workbench.plannedProperty().subscribe(now -> show(now.plan())),
                workbench.marksProperty().subscribe(this::showMarks));
        setOnClosed(_ -> subscriptions.unsubscribe());
    }

    String file() {
        return file;
    }

    /// The text with its scroll bars.
    StackPane view() {
        return view;
    }

    YamlArea area() {
        return area;
    }

    /// Lets go of what outlives the tab, for a tab that is dropped without having been closed by hand.
    void release() {
        subscriptions.unsubscribe();
    }

    private void typed() {
        if (!following) workbench.edit(file, area.getText());
    }

    private void followText(@Nullable String content) {
        if (content == null || content.equals(area.getText())) return;
        following = true;
        area.follow(content);
        following = false;
    }

    private void showDirty(boolean dirty) {
        dot.setVisible(dirty);
        dot.setManaged(dirty);
        pseudo(dirty);
    }

    private void pseudo(boolean dirty) {
        dot.pseudoClassStateChanged(DIRTY, dirty);
    }

    private void show(@Nullable FleetPlan plan) {
        List<Diagnostic> mine = plan == null
                ? List.of()
                : plan.diagnostics().stream().filter(found -> found.location().file().equals(file)).toList();
        area.show(mine);
    }

    private void showMarks(Marks marks) {
        area.mark(marks);
        wordsAt = area.markedFrom();
        area.highlightCaretLine();
        words.setText(marks.words());
        words.getStyleClass().setAll("label", "mark-words", Controls.memberClass(marks.colour()));
        placeWords();
    }

    /// What the marks say stands at the end of their first line, over the text.
    private void placeWords() {
        Integer line = wordsAt;
        words.setVisible(false);
        if (line == null || line >= area.getParagraphs().size() || words.getText().isEmpty()) return;
        area.getParagraphBoundsOnScreen(line).map(view::screenToLocal).ifPresent(place -> {
            words.applyCss();
            double width = words.prefWidth(-1);
            double height = words.prefHeight(-1);
            words.resizeRelocate(Math.max(0, view.getWidth() - width - 16), place.getMinY() + (place.getHeight() - height) / 2,
                    width,
                    height);
            words.setVisible(place.getMinY() > -height && place.getMinY() < view.getHeight());
        });
    }

    void caretMoved() {
        area.highlightCaretLine();
        workbench.caretAt(new Caret(file, area.getCurrentParagraph() + 1, area.getCaretColumn() + 1, area.getCaretPosition()));
    }

    /// Puts the caret at a place and shows it; the keyboard stays where it is.
    void goTo(Location place) {
        int at = Math.min(place.start(), area.getLength());
        area.folding().reveal(at);
        area.moveTo(at);
        int line = area.getCurrentParagraph();
        area.showParagraphInViewport(Math.max(0, line - 3));
        area.requestFollowCaret();
    }
}
