package dev.flotilla.app.editor;

import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Controls;
import dev.flotilla.app.ui.Glyph;
import org.jspecify.annotations.Nullable;

/// Finds, and if asked replaces, in the text that is shown. Case does not matter.
final class FindBar extends VBox {
    private final Messages text;
    private final Supplier<@Nullable YamlArea> area;
    private final TextField find = new TextField();
    private final TextField replace = new TextField();
    private final Label count = new Label();
    private final HBox replacing;

    FindBar(Messages text, Supplier<@Nullable YamlArea> area) {
        super(6);
        this.text = text;
        this.area = area;
        getStyleClass().add("find-bar");
        find.setPromptText(text.get("studio.find.prompt"));
        find.setAccessibleText(text.get("studio.find.prompt"));
        find.getStyleClass().add("small");
        replace.setPromptText(text.get("studio.find.replacement"));
        replace.setAccessibleText(text.get("studio.find.replacement"));
        replace.getStyleClass().add("small");
        count.getStyleClass().addAll("muted", "t12");
        find.textProperty().subscribe(this::recount);
        find.setOnAction(_ -> next(1));
        replace.setOnAction(_ -> replaceOne());
        count.setMinWidth(Region.USE_PREF_SIZE);
        Button one = Controls.button(text.get("studio.find.replace"), this::replaceOne, "small");
        Button all = Controls.button(text.get("studio.find.replace-all"), this::replaceAll, "small");
        one.setMinWidth(Region.USE_PREF_SIZE);
        all.setMinWidth(Region.USE_PREF_SIZE);
        replacing = Controls.row(8, replace, one, all);
        var finding = Controls.row(8, find, Controls.iconButton(Glyph.UP, text.get("studio.find.previous"), () -> next(-1)),
                Controls.iconButton(Glyph.DOWN, text.get("studio.find.next"), () -> next(1)), count, Controls.grow(),
                Controls.iconButton(Glyph.CLOSE, text.get("studio.find.close"), this::close));
        getChildren().addAll(finding, replacing);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
        close();
    }

    void open(boolean withReplacement) {
        YamlArea in = area.get();
        if (in == null) return;
        setVisible(true);
        setManaged(true);
        replacing.setVisible(withReplacement);
        replacing.setManaged(withReplacement);
        String selected = in.getSelectedText();
        if (!selected.isEmpty() && !selected.contains("\n")) find.setText(selected);
        find.selectAll();
        find.requestFocus();
        recount();
    }

    private void close() {
        setVisible(false);
        setManaged(false);
        YamlArea in = area.get();
        if (in != null) in.requestFocus();
    }

    private void recount() {
        YamlArea in = area.get();
        String wanted = wanted();
        if (in == null || wanted.isEmpty()) {
            count.setText("");
            return;
        }
        String all = in.getText().toLowerCase(Locale.ROOT);
        int found = 0;
        for (int at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + wanted.length())) {
            found++;
        }
        count.setText(text.get("studio.find.count", found));
    }

    private String wanted() {
        return find.getText().toLowerCase(Locale.ROOT);
    }

    private void next(int direction) {
        YamlArea in = area.get();
        String wanted = wanted();
        if (in == null || wanted.isEmpty()) return;
        String all = in.getText().toLowerCase(Locale.ROOT);
        int at;
        if (direction > 0) {
            at = all.indexOf(wanted, in.getSelection().getEnd());
            if (at < 0) at = all.indexOf(wanted);
        } else {
            at = all.lastIndexOf(wanted, in.getSelection().getStart() - 1);
            if (at < 0) at = all.lastIndexOf(wanted);
        }
        if (at < 0) return;
        in.folding().reveal(at);
        in.selectRange(at, at + wanted.length());
        in.requestFollowCaret();
    }

    private void replaceOne() {
        YamlArea in = area.get();
        if (in == null) return;
        if (in.getSelectedText().toLowerCase(Locale.ROOT).equals(wanted()) && !wanted().isEmpty()) {
            in.replaceSelection(replace.getText());
        }
        next(1);
        recount();
    }

    private void replaceAll() {
        YamlArea in = area.get();
        String wanted = wanted();
        if (in == null || wanted.isEmpty()) return;
        String before = in.getText();
        String lower = before.toLowerCase(Locale.ROOT);
        var out = new StringBuilder();
        int from = 0;
        for (int at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
            out.append(before, from, at).append(replace.getText());
            from = at + wanted.length();
        }
        in.follow(out.append(before.substring(from)).toString());
        recount();
    }
}
