package dev.flotilla.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Catches what nobody else did: logs it, and shows one window with a report that may be copied. The app goes on.
final class LastResort implements Thread.UncaughtExceptionHandler {
    private static final Pattern SECRET = Pattern.compile("(?i)(bearer\\s+|token[\"'=:\\s]+|password[\"'=:\\s]+)[^\\s\"',}]+");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_=-]{80,}");

    private final Appearance appearance;
    private final Background background;
    private final Messages text;
    private boolean showing;

    LastResort(Appearance appearance, Background background, Messages text) {
        this.appearance = appearance;
        this.background = background;
        this.text = text;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable problem) {
        log().error("uncaught thread={}", thread.getName(), problem);
        background.later(() -> show(report(thread, problem)));
    }

    /// What happened, without names of people, and without anything that may be a secret.
    static String report(Thread thread, Throwable problem) {
        var out = new StringWriter();
        var print = new PrintWriter(out);
        print.println("Flotilla on " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version") + ", JavaFX " + System.getProperty("javafx.version"));
        print.println("Thread " + thread.getName());
        problem.printStackTrace(print);
        String home = System.getProperty("user.home", "");
        String report = out.toString();
        if (home.length() > 1) report = report.replace(home, "~");
        report = SECRET.matcher(report).replaceAll("$1***");
        return LONG_WORD.matcher(report).replaceAll("***");
    }

    private void show(String report) {
        if (showing) return;
        showing = true;
        var area = new TextArea(report);
        area.setEditable(false);
        area.getStyleClass().add("error-report");
        area.setPrefSize(720, 360);
        area.setAccessibleText(text.get("ui.error.report"));
        VBox.setVgrow(area, Priority.ALWAYS);
        var dialog = new Dialog<ButtonType>();
        dialog.setTitle(text.get("ui.error.title"));
        dialog.setResizable(true);
        var content = new VBox(12, Labels.sentence(text.get("ui.error.title"), "subject"),
                Labels.sentence(text.get("ui.error.explanation"), "muted"), area);
        content.getStyleClass().add("question");
        dialog.getDialogPane().setContent(content);
        var copy = new ButtonType(text.get("ui.error.copy"), ButtonData.OTHER);
        // the one that Escape and the window's close button press
        var goOn = new ButtonType(text.get("ui.error.go-on"), ButtonData.CANCEL_CLOSE);
        dialog.getDialogPane().getButtonTypes().setAll(copy, goOn);
        if (dialog.getDialogPane().lookupButton(goOn) instanceof Button button) button.setDefaultButton(true);
        dialog.getDialogPane().lookupButton(copy).addEventFilter(javafx.event.ActionEvent.ACTION, event -> {
            var clip = new ClipboardContent();
            clip.putString(report);
            Clipboard.getSystemClipboard().setContent(clip);
            event.consume();
        });
        appearance.dress(dialog);
        dialog.setOnHidden(_ -> showing = false);
        dialog.show();
    }

    /// Asked for when there is something to say: a start need not wait for the loggers.
    private static Logger log() {
        return LoggerFactory.getLogger(LastResort.class);
    }
}
