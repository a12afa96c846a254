package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

import dev.flotilla.app.i18n.Messages;
import org.fxmisc.richtext.model.TwoDimensional.Bias;

/// Hides and shows blocks of a text. Whether a line is hidden, and whether it heads hidden ones, is kept in its paragraph's style,
/// which moves with the line.
final class Folding {
    private static final String HIDDEN = "collapse";
    private static final String HEAD = "fold-head";
    private static final PseudoClass FOLDED = PseudoClass.getPseudoClass("folded");

    private final YamlArea area;
    private final Messages text;
    /// Lines that were last seen to head a block.
    private final List<Boolean> heads = new ArrayList<>();

    Folding(YamlArea area, Messages text) {
        this.area = area;
        this.text = text;
    }

    /// What of a line's style says how it is folded.
    List<String> styleOf(int line) {
        var style = new ArrayList<String>(3);
        for (String word : area.getParagraph(line).getParagraphStyle()) {
            if (word.equals(HIDDEN) || word.equals(HEAD)) style.add(word);
        }
        return style;
    }

    private void setHead(int line, boolean folded) {
        var style = new ArrayList<>(area.getParagraph(line).getParagraphStyle());
        style.remove(HEAD);
        if (folded) style.add(HEAD);
        area.setParagraphStyle(line, style);
        area.showMargin(line);
    }

    private Folds folds() {
        return new Folds(line -> area.getParagraph(line).getText(), area.getParagraphs().size());
    }

    /// Hides what stands below the line, or below the nearest line above that heads it. The caret goes with it.
    void foldAt(int line) {
        Folds folds = folds();
        int head = folds.headOf(line);
        if (head >= 0) fold(head, folds.end(head));
    }

    private void fold(int head, int end) {
        if (isFoldedBelow(head)) return;
        int caret = area.getCurrentParagraph();
        int column = area.getCaretColumn();
        area.foldParagraphs(head, end);
        for (int line = head + 1; line <= end; line++) {
            if (area.getParagraph(line).getParagraphStyle().contains(HEAD)) setHead(line, false);
        }
        setHead(head, true);
        if (caret > head && caret <= end) {
            area.moveTo(head, area.getParagraphLength(head));
        } else {
            area.moveTo(caret, column);
        }
    }

    private boolean isFoldedBelow(int head) {
        return isHidden(head + 1);
    }

    boolean isHidden(int line) {
        return line < area.getParagraphs().size() && area.getParagraph(line).getParagraphStyle().contains(HIDDEN);
    }

    /// Shows what is hidden below the line.
    void unfoldAt(int line) {
        if (!isFoldedBelow(line)) return;
        int caret = area.getCaretPosition();
        area.unfoldParagraphs(line + 1);
        // of a replaced range, the first paragraph keeps the style it had
        for (int hidden = line + 1; hidden < area.getParagraphs().size() && isHidden(hidden); hidden++) {
            area.setParagraphStyle(hidden, List.of());
        }
        setHead(line, false);
        area.moveTo(caret);
    }

    /// Folds what the line heads, or shows it again.
    void toggleFold(int line) {
        if (isFoldedBelow(line)) {
            unfoldAt(line);
        } else {
            foldAt(line);
        }
    }

    /// Folds every block that stands in no other.
    void foldAll() {
        Folds folds = folds();
        for (int line = 0; line < area.getParagraphs().size(); line++) {
            if (!folds.opens(line)) continue;
            int end = folds.end(line);
            fold(line, end);
            line = end;
        }
    }

    void unfoldAll() {
        for (int line = 0; line < area.getParagraphs().size(); line++) {
            unfoldAt(line);
        }
    }

    /// Unfolds what hides a place.
    void reveal(int offset) {
        int line = area.offsetToPosition(Math.clamp(offset, 0, area.getLength()), Bias.Forward).getMajor();
        if (!isHidden(line)) return;
        while (line > 0 && isHidden(line)) {
            line--;
        }
        unfoldAt(line);
    }

    /// Lines of the text came, went or changed.
    ///
    /// @param first    the first one that changed
    /// @param removed  how many lines behind it went
    /// @param inserted how many came
    void changed(int first, int removed, int inserted) {
        shift(heads, first + 1, removed, inserted, false);
        if (inserted != removed) showAround(first, first + inserted);
        showHeads(first, first + inserted);
    }

    /// Keeps a list of what is known by line in step with the lines.
    static <T> void shift(List<T> list, int from, int removed, int inserted, T filler) {
        for (int i = 0; i < removed && from < list.size(); i++) {
            list.remove(from);
        }
        for (int i = 0; i < inserted && from <= list.size(); i++) {
            list.add(from, filler);
        }
    }

    /// Lines that came or went at a folded block: nothing may stay hidden below a line that does not head it any more.
    private void showAround(int first, int last) {
        int count = area.getParagraphs().size();
        int line = first;
        while (line > 0 && isHidden(line)) {
            line--;
        }
        int end = line;
        while (end < count && (end <= last || isHidden(end))) {
            end++;
        }
        // from below, so that a line's margin sees the lines below it as they will be
        for (int at = end - 1; at >= line; at--) {
            if (!styleOf(at).isEmpty()) area.setParagraphStyle(at, List.of());
        }
    }

    /// Lines that changed, and the one that they stand below, may head a block now, or not any more.
    private void showHeads(int first, int last) {
        Folds folds = folds();
        int from = first - 1;
        while (from > 0 && Folds.isBare(area.getParagraph(from).getText())) {
            from--;
        }
        for (int line = Math.max(0, from); line <= Math.min(last, area.getParagraphs().size() - 1); line++) {
            while (heads.size() <= line) {
                heads.add(false);
            }
            boolean opens = folds.opens(line);
            if (heads.get(line) == opens) continue;
            heads.set(line, opens);
            area.showMargin(line);
        }
    }

    /// The sign in the margin of a line that heads a block; an empty place for all others.
    Region mark(int line) {
        var mark = new Region();
        mark.getStyleClass().add("fold-mark");
        if (line >= area.getParagraphs().size() || !folds().opens(line)) return mark;
        mark.getStyleClass().add("opens");
        boolean folded = isFoldedBelow(line);
        mark.pseudoClassStateChanged(FOLDED, folded);
        mark.setAccessibleRole(AccessibleRole.BUTTON);
        mark.setAccessibleText(text.get(folded ? "studio.editor.unfold" : "studio.editor.fold", line + 1));
        mark.setOnMousePressed(MouseEvent::consume);
        mark.setOnMouseClicked(event -> {
            toggleFold(line);
            event.consume();
        });
        return mark;
    }
}
