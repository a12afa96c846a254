package dev.flotilla.app.editor;

import javafx.scene.control.IndexRange;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import dev.flotilla.app.ui.YamlTokenizer;
import org.fxmisc.richtext.CodeArea;

/// What keys do in a YAML text beyond typing themselves: indent, comment, and no tabs ever.
final class Typing {
    private static final String STEP = "  ";

    private Typing() {}

    static void install(CodeArea area) {
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // who was asked before, as the list of completions is, has the key
            if (event.isConsumed() || event.isShortcutDown() || event.isAltDown()) return;
            if (event.getCode() == KeyCode.ENTER && !event.isShiftDown()) {
                newLine(area);
                event.consume();
            } else if (event.getCode() == KeyCode.TAB) {
                shift(area, event.isShiftDown() ? -1 : 1);
                event.consume();
            } else if (event.getCode() == KeyCode.BACK_SPACE && backStep(area)) {
                event.consume();
            }
        });
    }

    /// A new line begins where this one's content does; behind a key without a value, one step deeper.
    static String indentAfter(String lineBeforeCaret) {
        int indent = 0;
        while (indent < lineBeforeCaret.length() && lineBeforeCaret.charAt(indent) == ' ') {
            indent++;
        }
        String content = lineBeforeCaret.strip();
        boolean item = content.startsWith("- ");
        String rest = item ? content.substring(2) : content;
        boolean opens = rest.endsWith(":") || rest.endsWith(": |") || rest.endsWith(": >");
        int steps = (item && YamlTokenizer.keyEnd(rest, 0) >= 0 ? 1 : 0) + (opens ? 1 : 0);
        return " ".repeat(indent) + STEP.repeat(steps);
    }

    private static void newLine(CodeArea area) {
        String before = area.getParagraph(area.getCurrentParagraph()).getText().substring(0, area.getCaretColumn());
        area.replaceSelection("\n" + indentAfter(before));
        area.requestFollowCaret();
    }

    /// Before the first character of a line, backspace takes a whole step.
    private static boolean backStep(CodeArea area) {
        if (area.getSelection().getLength() > 0) return false;
        int column = area.getCaretColumn();
        String before = area.getParagraph(area.getCurrentParagraph()).getText().substring(0, column);
        if (column < 2 || !before.isBlank()) return false;
        int take = column % 2 == 0 ? 2 : 1;
        area.deleteText(area.getCaretPosition() - take, area.getCaretPosition());
        return true;
    }

    private static void shift(CodeArea area, int direction) {
        if (direction > 0 && area.getSelection().getLength() == 0) {
            area.insertText(area.getCaretPosition(), STEP);
            return;
        }
        eachSelectedLine(area, line -> {
            if (direction > 0) {
                if (area.getParagraphLength(line) > 0) area.insertText(line, 0, STEP);
            } else if (area.getParagraph(line).getText().startsWith(STEP)) {
                area.deleteText(line, 0, line, STEP.length());
            }
        });
    }

    /// Comments the selected lines out, or in again when all of them are comments.
    static void toggleComment(CodeArea area) {
        int first = firstLine(area);
        int last = lastLine(area);
        boolean all = true;
        int indent = Integer.MAX_VALUE;
        for (int line = first; line <= last; line++) {
            String content = area.getParagraph(line).getText();
            if (content.isBlank()) continue;
            indent = Math.min(indent, content.length() - content.stripLeading().length());
            all &= content.stripLeading().startsWith("#");
        }
        if (indent == Integer.MAX_VALUE) return;
        int column = indent;
        boolean out = !all;
        eachSelectedLine(area, line -> {
            String content = area.getParagraph(line).getText();
            if (content.isBlank()) return;
            if (out) {
                area.insertText(line, column, "# ");
            } else {
                int hash = content.indexOf('#');
                int end = hash + (content.startsWith("# ", hash) ? 2 : 1);
                area.deleteText(line, hash, line, end);
            }
        });
    }

    private static int firstLine(CodeArea area) {
        IndexRange selection = area.getSelection();
        return area.offsetToPosition(selection.getStart(), org.fxmisc.richtext.model.TwoDimensional.Bias.Forward).getMajor();
    }

    private static int lastLine(CodeArea area) {
        IndexRange selection = area.getSelection();
        return area.offsetToPosition(selection.getEnd(), org.fxmisc.richtext.model.TwoDimensional.Bias.Backward).getMajor();
    }

    private static void eachSelectedLine(CodeArea area, java.util.function.IntConsumer change) {
        int first = firstLine(area);
        int last = lastLine(area);
        for (int line = first; line <= last; line++) {
            change.accept(line);
        }
    }
}
