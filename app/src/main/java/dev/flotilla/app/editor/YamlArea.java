package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Badges;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.YamlTokenizer;
import dev.flotilla.app.workbench.Marks;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.Severity;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.PlainTextChange;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.fxmisc.richtext.model.TwoDimensional.Bias;
import org.jspecify.annotations.Nullable;

/// Text of one YAML file with colours, squiggles under keys, and a margin of line numbers and states.
///
/// After a keystroke only the lines whose colours may have changed are styled again: the changed ones, and those behind them for as
/// long as they begin in another block of text than before.
final class YamlArea extends CodeArea {
    private final Messages text;
    private final List<Integer> blocks = new ArrayList<>();
    private final Folding folding;
    private Map<Integer, List<Diagnostic>> findings = Map.of();
    private Marks marks = Marks.NONE;
    private String file = "";
    private boolean shown;

    YamlArea(Messages text) {
        this.text = text;
        this.folding = new Folding(this, text);
        getStyleClass().add("yaml");
        setLineHighlighterOn(true);
        setParagraphGraphicFactory(this::margin);
        plainTextChanges().subscribe(this::restyle);
        sceneProperty().subscribe(scene -> shown |= scene != null);
    }

    /// Sets the first text, which cannot be undone.
    void load(String file, String content) {
        this.file = file;
        replaceText(content);
        getUndoManager().forgetHistory();
        getUndoManager().mark();
        moveTo(0);
        showParagraphAtTop(0);
    }

    /// Makes the text equal to `content`, touching only the part that differs, so that caret and undo survive.
    void follow(String content) {
        String mine = getText();
        if (mine.equals(content)) return;
        int prefix = 0;
        int most = Math.min(mine.length(), content.length());
        while (prefix < most && mine.charAt(prefix) == content.charAt(prefix)) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < most - prefix
                && mine.charAt(mine.length() - 1 - suffix) == content.charAt(content.length() - 1 - suffix)) {
            suffix++;
        }
        int caret = getCaretPosition();
        int tail = mine.length() - suffix;
        replaceText(prefix, tail, content.substring(prefix, content.length() - suffix));
        int moved = caret <= prefix ? caret : caret >= tail ? caret + content.length() - mine.length() : prefix;
        moveTo(Math.clamp(moved, 0, content.length()));
    }

    /// Shows findings, replacing those shown before.
    void show(List<Diagnostic> diagnostics) {
        var byLine = new TreeMap<Integer, List<Diagnostic>>();
        for (Diagnostic diagnostic : diagnostics) {
            byLine.computeIfAbsent(diagnostic.location().line() - 1, _ -> new ArrayList<>()).add(diagnostic);
        }
        if (byLine.equals(findings)) return;
        Set<Integer> touched = new HashSet<>(findings.keySet());
        touched.addAll(byLine.keySet());
        findings = byLine;
        for (int line : touched) {
            if (line < getParagraphs().size()) {
                styleLine(line);
                showMargin(line);
            }
        }
    }

    /// Marks lines that decided something; [Marks#NONE] takes the marks away.
    void mark(Marks shown) {
        Set<Integer> touched = lines(marks);
        marks = shown;
        Set<Integer> now = lines(shown);
        touched.addAll(now);
        for (int line : touched) {
            if (line >= getParagraphs().size()) continue;
            List<String> style = folding.styleOf(line);
            if (now.contains(line)) style.addAll(List.of("marked", Controls.memberClass(shown.colour())));
            setParagraphStyle(line, style);
        }
    }

    /// The line with the caret stands out, unless it is marked: the mark would be hidden.
    void highlightCaretLine() {
        boolean plain = !lines(marks).contains(getCurrentParagraph());
        if (plain != isLineHighlighterOn()) setLineHighlighterOn(plain);
    }

    /// The first marked line, or `null`.
    @Nullable
    Integer markedFrom() {
        return lines(marks).stream().min(Integer::compare).orElse(null);
    }

    private Set<Integer> lines(Marks of) {
        var lines = new HashSet<Integer>();
        for (Location place : of.places()) {
            if (!place.file().equals(file)) continue;
            for (int line = place.line(); line <= Math.max(place.line(), place.endLine()); line++) {
                lines.add(line - 1);
            }
        }
        return lines;
    }

    Folding folding() {
        return folding;
    }

    List<Diagnostic> findingsOn(int line) {
        return findings.getOrDefault(line, List.of());
    }

    private void restyle(PlainTextChange change) {
        int first = offsetToPosition(change.getPosition(), Bias.Forward).getMajor();
        int inserted = count(change.getInserted());
        int removed = count(change.getRemoved());
        while (blocks.size() < Math.min(first, getParagraphs().size())) {
            blocks.add(-1);
        }
        Folding.shift(blocks, first + 1, removed, inserted, -2);
        if (inserted != removed) forgetFindings();
        styleFrom(first, first + inserted);
        folding.changed(first, removed, inserted);
    }

    /// Lines moved: what was found stands elsewhere until the next plan says where.
    private void forgetFindings() {
        Set<Integer> lines = findings.keySet();
        findings = Map.of();
        for (int line : lines) {
            if (line < getParagraphs().size()) showMargin(line);
        }
    }

    /// Makes the margin of a line anew. A text that was never on the screen has one at the caret only.
    void showMargin(int line) {
        if (shown || line == getCurrentParagraph()) recreateParagraphGraphic(line);
    }

    private static int count(String of) {
        int lines = 0;
        for (int at = of.indexOf('\n'); at >= 0; at = of.indexOf('\n', at + 1)) {
            lines++;
        }
        return lines;
    }

    /// Styles lines `first` to `last` and as many more as begin differently now.
    private void styleFrom(int first, int last) {
        int lines = getParagraphs().size();
        int end = first;
        var builder = new StyleSpansBuilder<Collection<String>>();
        int length = 0;
        for (int line = first; line < lines; line++) {
            int before = line == 0 ? -1 : blocks.get(line - 1);
            String content = getParagraph(line).getText();
            YamlTokenizer.Line tokens = YamlTokenizer.line(content, before);
            boolean known = line < blocks.size();
            boolean same = known && blocks.get(line) == tokens.block();
            if (known) {
                blocks.set(line, tokens.block());
            } else {
                blocks.add(tokens.block());
            }
            append(builder, content, tokens, line);
            length += content.length();
            end = line;
            if (line >= last && same) break;
            if (line + 1 < lines) {
                builder.add(List.of(), 1);
                length++;
            }
        }
        if (length > 0) restyle(getAbsolutePosition(first, 0), trimmed(builder, first, end));
    }

    /// Most keystrokes write more of what stands there already, in its colours: nothing is drawn a second time then.
    private void restyle(int from, StyleSpans<Collection<String>> spans) {
        if (!spans.equals(getStyleSpans(from, from + spans.length()))) setStyleSpans(from, spans);
    }

    private StyleSpans<Collection<String>> trimmed(StyleSpansBuilder<Collection<String>> builder, int first, int end) {
        StyleSpans<Collection<String>> spans = builder.create();
        int room = getAbsolutePosition(end, getParagraphLength(end)) - getAbsolutePosition(first, 0);
        return spans.length() > room ? spans.subView(0, room) : spans;
    }

    private void styleLine(int line) {
        String content = getParagraph(line).getText();
        if (content.isEmpty() || line > blocks.size()) return;
        var builder = new StyleSpansBuilder<Collection<String>>();
        append(builder, content, YamlTokenizer.line(content, line == 0 ? -1 : blocks.get(line - 1)), line);
        setStyleSpans(line, 0, builder.create());
    }

    /// Token classes and squiggle classes laid over each other.
    private void append(StyleSpansBuilder<Collection<String>> builder, String content, YamlTokenizer.Line tokens, int line) {
        int n = content.length();
        if (n == 0) return;
        var classes = new ArrayList<Set<String>>(n);
        for (int i = 0; i < n; i++) {
            classes.add(Set.of());
        }
        for (YamlTokenizer.Token token : tokens.tokens()) {
            Set<String> set = Set.of("y-" + token.kind().name().toLowerCase(java.util.Locale.ROOT));
            for (int i = token.start(); i < Math.min(token.end(), n); i++) {
                classes.set(i, set);
            }
        }
        for (Diagnostic finding : findingsOn(line)) {
            Location place = finding.location();
            int from = Math.min(place.column() - 1, n - 1);
            int to = place.endLine() > place.line() ? n : Math.clamp(place.endColumn() - 1L, from + 1, n);
            for (int i = from; i < to; i++) {
                var both = new HashSet<>(classes.get(i));
                both.add("squiggle");
                both.add("squiggle-" + finding.severity().name().toLowerCase(java.util.Locale.ROOT));
                classes.set(i, both);
            }
        }
        int start = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n || !classes.get(i).equals(classes.get(start))) {
                builder.add(classes.get(start), i - start);
                start = i;
            }
        }
    }

    private Node margin(int line) {
        if (folding.isHidden(line)) return new Region();
        var number = new Label(Integer.toString(line + 1));
        number.getStyleClass().add("line-number");
        var slot = new StackPane();
        slot.getStyleClass().add("line-state");
        List<Diagnostic> here = findingsOn(line);
        if (!here.isEmpty()) {
            Severity worst = here.stream().map(Diagnostic::severity).min(Enum::compareTo).orElse(Severity.HINT);
            slot.getChildren().add(Badges.state(state(worst), 12, text));
        }
        var margin = new HBox(number, slot, folding.mark(line));
        margin.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        margin.getStyleClass().add("margin");
        return margin;
    }

    static State state(Severity severity) {
        return switch (severity) {
            case ERROR -> State.FAILED;
            case WARNING -> State.WARNING;
            case HINT -> State.HINT;
        };
    }
}
