package dev.flotilla.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.stage.Window;

/// Measures a start of the window on a workspace: processor time of the whole process until the studio shows the preview and the keys
/// work, and the memory that is resident after it has come to rest.
///
/// Starts [Launcher] itself, so that all happens that happens to a user. Not a test. Run `.ci/measure-start.sh`.
public final class StartBench {
    private static final long TICKS_A_SECOND = 100;

    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().name("measure").daemon().start(StartBench::measure);
        Launcher.main(arguments);
    }

    private static void measure() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
            while (!usable()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            double usable = cpu();
            TimeUnit.SECONDS.sleep(8);
            System.out.printf(Locale.ROOT, "usable after %.2f s of processor time, at rest after %.2f s; resident %d MB%n",
                    usable, cpu(),
                    resident());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            Platform.exit();
        }
    }

    /// A document is in the editor, the preview shows a split, and everything the FX thread had to do before this question is done.
    private static boolean usable() throws Exception {
        var answer = new CompletableFuture<Boolean>();
        try {
            Platform.runLater(() -> answer.complete(isShown()));
        } catch (IllegalStateException _) {
            return false;
        }
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static boolean isShown() {
        for (Window window : List.copyOf(Window.getWindows())) {
            if (window.getScene() == null) continue;
            Node split = window.getScene().lookup("#preview-split");
            Node text = window.getScene().lookup(".yaml .paragraph-text");
            if (split != null && split.getAccessibleText() != null && !split.getAccessibleText().isEmpty()
                    && split.getLayoutBounds().getWidth() > 0 && text != null) {
                return true;
            }
        }
        return false;
    }

    /// Seconds in user and system mode; `/proc` counts them in ticks.
    private static double cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_A_SECOND;
    }

    /// Megabytes.
    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }
}
