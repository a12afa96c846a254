package dev.flotilla.app.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A sentence in which words that stand in files, such as fields, paths and taints, are set as code.
public final class Sentence {
    private static final Pattern CODE = Pattern.compile("(?<![\\w.])(?:"
            + "[a-z][a-z0-9]*[A-Z]\\w*(?:\\.\\w+|\\[\\d+])*" // clusterNames
            + "|[a-z]\\w*(?:\\[\\d+])?(?:\\.[a-z]\\w*(?:\\[\\d+])?)+(?:/\\w+)?" // spec.placement, apps.example/v1
            + "|/[\\w~-]+(?:/[\\w~.-]+)+" // /metadata/annotations
            + "|[a-z0-9][a-z0-9./-]*:(?:NoSchedule|PreferNoSchedule|NoExecute)" // maintenance:NoExecute
            + "|[A-Za-z0-9./-]+=[A-Za-z0-9./-]*(?::[A-Z][A-Za-z]+)?" // location=edge:NoSchedule
            + ")");

    /// A piece of a sentence.
    ///
    /// @param code whether it stands like that in a file
    public record Piece(String words, boolean code) {}

    private Sentence() {}

    /// The sentence in pieces; together they are the sentence.
    public static List<Piece> pieces(String sentence) {
        var pieces = new ArrayList<Piece>();
        Matcher found = CODE.matcher(sentence);
        int at = 0;
        while (found.find()) {
            if (found.start() > at) pieces.add(new Piece(sentence.substring(at, found.start()), false));
            pieces.add(new Piece(found.group(), true));
            at = found.end();
        }
        if (at < sentence.length()) pieces.add(new Piece(sentence.substring(at), false));
        return pieces;
    }

    /// Wraps where it has to.
    ///
    /// @param styleClasses for each of its texts
    public static TextFlow flow(String sentence, String... styleClasses) {
        var flow = new TextFlow();
        append(flow, sentence, styleClasses);
        return flow;
    }

    /// Adds a sentence to a flow of others.
    public static void append(TextFlow flow, String sentence, String... styleClasses) {
        flow.getStyleClass().add("sentence");
        for (Piece piece : pieces(sentence)) {
            var text = new Text(piece.words());
            text.getStyleClass().addAll(styleClasses);
            text.getStyleClass().add(piece.code() ? "sentence-code" : "sentence-words");
            flow.getChildren().add(text);
        }
        String before = flow.getAccessibleText();
        flow.setAccessibleText(before == null ? sentence : before + " " + sentence);
    }

    /// Stays on one line; the longest piece gives way, and a tooltip has it all.
    public static HBox line(String sentence) {
        var line = new HBox();
        line.setAlignment(Pos.CENTER_LEFT);
        List<Piece> pieces = pieces(sentence);
        Piece longest = pieces.stream().max(Comparator.comparingInt(piece -> piece.words().length())).orElse(null);
        for (Piece piece : pieces) {
            Label label = piece.code() ? Controls.label(piece.words(), "mono") : new Label(piece.words());
            label.setMinWidth(piece == longest ? 0 : Region.USE_PREF_SIZE);
            line.getChildren().add(label);
        }
        line.setMinWidth(0);
        line.setAccessibleText(sentence);
        Tooltip.install(line, new Tooltip(sentence));
        return line;
    }
}
