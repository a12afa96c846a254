package dev.flotilla.app.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Rectangle;
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

    private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]{2,}");

    /// A piece of a sentence.
    ///
    /// @param code whether it stands like that in a file
    public record Piece(String words, boolean code) {}

    private Sentence() {}

    /// The sentence in pieces; together they are the sentence.
    public static List<Piece> pieces(String sentence) {
        return pieces(sentence, List.of());
    }

    /// @param arguments what was put into the sentence; words of it that could be a field's name are one
    static List<Piece> pieces(String sentence, List<?> arguments) {
        var pieces = new ArrayList<Piece>();
        Matcher found = pattern(arguments).matcher(sentence);
        int at = 0;
        while (found.find()) {
            if (found.start() > at) pieces.add(new Piece(sentence.substring(at, found.start()), false));
            pieces.add(new Piece(found.group(), true));
            at = found.end();
        }
        if (at < sentence.length()) pieces.add(new Piece(sentence.substring(at), false));
        return pieces;
    }

    private static Pattern pattern(List<?> arguments) {
        String names = arguments.stream().map(String::valueOf).filter(word -> FIELD.matcher(word).matches()).distinct()
                .collect(Collectors.joining("|"));
        return names.isEmpty() ? CODE : Pattern.compile(CODE.pattern() + "|(?<![\\w./-])(?:" + names + ")(?![\\w./-])");
    }

    /// Wraps where it has to.
    ///
    /// @param styleClasses for each of its texts
    public static TextFlow flow(String sentence, String... styleClasses) {
        return flow(sentence, List.of(), styleClasses);
    }

    /// @param arguments what was put into the sentence
    public static TextFlow flow(String sentence, List<?> arguments, String... styleClasses) {
        var flow = new TextFlow();
        append(flow, pieces(sentence, arguments), sentence, styleClasses);
        return flow;
    }

    /// Adds a sentence to a flow of others.
    public static void append(TextFlow flow, String sentence, String... styleClasses) {
        append(flow, pieces(sentence), sentence, styleClasses);
    }

    private static void append(TextFlow flow, List<Piece> pieces, String sentence, String... styleClasses) {
        flow.getStyleClass().add("sentence");
        for (Piece piece : pieces) {
            var text = new Text(piece.words());
            text.getStyleClass().addAll(styleClasses);
            text.getStyleClass().add(piece.code() ? "sentence-code" : "sentence-words");
            flow.getChildren().add(text);
        }
        String before = flow.getAccessibleText();
        flow.setAccessibleText(before == null ? sentence : before + " " + sentence);
    }

    /// Stays on one line; what has no room is cut off at its end, and a tooltip has it all.
    ///
    /// @param arguments what was put into the sentence
    public static HBox line(String sentence, List<?> arguments) {
        var line = new HBox();
        line.setAlignment(Pos.CENTER_LEFT);
        for (Piece piece : pieces(sentence, arguments)) {
            line.getChildren().add(piece.code()
                    ? Labels.whole(piece.words(), "mono")
                    : Labels.whole(piece.words()));
        }
        line.setMinWidth(0);
        var seen = new Rectangle();
        seen.widthProperty().bind(line.widthProperty());
        seen.heightProperty().bind(line.heightProperty());
        line.setClip(seen);
        line.setAccessibleText(sentence);
        Tooltip.install(line, new Tooltip(sentence));
        return line;
    }
}
