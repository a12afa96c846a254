package dev.flotilla.app.sync;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.function.ToIntFunction;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import dev.flotilla.app.ui.Icon;
import dev.flotilla.app.ui.Labels;
import dev.flotilla.app.ui.Segmented;
import dev.flotilla.app.ui.State;
import dev.flotilla.app.ui.StateIcon;
import org.jspecify.annotations.Nullable;

/// Everything that happened, newest last; filtered, searched and copied.
final class LogPane extends VBox {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Messages text;
    private final ToIntFunction<String> place;
    private final FilteredList<LogLine> shown;
    private final ListView<LogLine> list;
    private final Segmented<Boolean> kinds;
    private final TextField find = new TextField();

    LogPane(SyncViewModel model, Messages text, ToIntFunction<String> place) {
        this.text = text;
        this.place = place;
        getStyleClass().add("log-pane");
        shown = new FilteredList<>(model.log());
        list = new ListView<>(shown);
        list.getStyleClass().add("log");
        list.setCellFactory(_ -> new Line());
        list.setAccessibleText(text.get("sync.log"));
        list.setPlaceholder(Controls.label(text.get("sync.log.empty"), "muted"));
        VBox.setVgrow(list, Priority.ALWAYS);

        var choices = new LinkedHashMap<Boolean, String>();
        choices.put(false, text.get("sync.log.all"));
        choices.put(true, text.get("sync.log.errors", 0));
        kinds = new Segmented<>(choices);
        kinds.valueProperty().addListener((_, _, _) -> filter());

        find.setPromptText(text.get("sync.log.find"));
        find.setAccessibleText(text.get("sync.log.find"));
        find.textProperty().subscribe(_ -> filter());
        HBox findBox = Controls.row(6, new Icon(Glyph.SEARCH, 14), find);
        findBox.getStyleClass().addAll("field-box", "small");
        Label title = Controls.label(text.get("sync.log"), "strong");
        HBox header = Controls.row(10, title, Controls.grow(), kinds, findBox,
                Controls.iconButton(Glyph.COPY, text.get("sync.log.copy"), this::copy));
        header.getStyleClass().add("log-header");
        getChildren().addAll(header, list);

        model.log().addListener((javafx.collections.ListChangeListener<LogLine>) _ -> {
            kinds.button(true).setText(text.get("sync.log.errors", model.log().stream().filter(LogLine::isError).count()));
            if (!shown.isEmpty()) list.scrollTo(shown.size() - 1);
        });
    }

    private void filter() {
        String query = find.getText().strip();
        boolean onlyErrors = kinds.value();
        shown.setPredicate(line -> (!onlyErrors || line.isError())
                && (query.isEmpty() || line.matches(query) || sentence(line).contains(query)));
    }

    private void copy() {
        var all = new StringBuilder();
        shown.forEach(
                line -> all.append(TIME.format(line.at())).append(' ').append(line.cluster()).append(' ').append(sentence(line))
                        .append('\n'));
        var content = new ClipboardContent();
        content.putString(all.toString());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private String sentence(LogLine line) {
        return (verb(line) + "  " + what(line)).strip();
    }

    private String verb(LogLine line) {
        return text.get("sync.log.verb." + line.verb());
    }

    private String what(LogLine line) {
        String why = line.code().isEmpty() ? "" : text.get(line.code(), line.arguments().toArray());
        return line.subject().isEmpty() || why.isEmpty()
                ? line.subject() + why
                : text.get("sync.log.because", line.subject(), why);
    }

    /// A line of the log.
    private final class Line extends ListCell<LogLine> {
        @Override
        protected void updateItem(@Nullable LogLine line, boolean empty) {
            super.updateItem(line, empty);
            setText(null);
            setGraphic(null);
            if (empty || line == null) return;
            String verb = verb(line);
            Label time = Labels.whole(TIME.format(line.at()), "subtle");
            boolean ofTheRun = line.cluster().isEmpty();
            HBox who = ofTheRun
                    ? Controls.row(7)
                    : Controls.row(7, Controls.square(place.applyAsInt(line.cluster())), Labels.name(line.cluster()));
            who.getStyleClass().add("log-member");
            Label did = Labels.whole(verb);
            did.getStyleClass().add("log-verb");
            Label what = Controls.label(what(line));
            if (line.isError()) {
                did.getStyleClass().add("bad");
                what.getStyleClass().add("bad");
            }
            var row = Controls.row(12, time, who, new StateIcon(state(line.weight()), 12, verb), did, what);
            setGraphic(row);
            setAccessibleText(line.cluster() + " " + sentence(line));
        }

        private static State state(LogLine.Weight weight) {
            return switch (weight) {
                case GOOD -> State.OK;
                case MOVING -> State.RUNNING;
                case NOTICE -> State.WARNING;
                case BAD -> State.FAILED;
            };
        }
    }
}
