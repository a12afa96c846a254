package dev.flotilla.app.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Window;

import org.jspecify.annotations.Nullable;

/// Walks through the window as a person would: waits until something is so, looks for it, takes a picture.
///
/// Used from a thread of its own, never from the FX thread.
final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final long GLANCE_MILLIS = 25;

    private final Scene scene;
    private final Path folder;
    private final BiConsumer<String, Scene> look;
    private final List<Path> pictures = new ArrayList<>();

    /// @param folder where pictures go
    /// @param look   called on the FX thread with the name of each picture
    Visitor(Scene scene, Path folder, BiConsumer<String, Scene> look) {
        this.look = look;
        this.scene = scene;
        this.folder = folder;
    }

    List<Path> pictures() {
        return List.copyOf(pictures);
    }

    /// Does something on the FX thread and waits for it.
    static <T> T onFx(Callable<T> deed) throws Exception {
        var task = new FutureTask<>(deed);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            throw e;
        }
    }

    static void run(Runnable deed) throws Exception {
        onFx(() -> {
            deed.run();
            return true;
        });
    }

    /// Looks again and again, until it is so.
    ///
    /// @param what for the complaint when it never is
    static void await(String what, Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!onFx(isSo)) {
            if (System.nanoTime() > end) throw new TimeoutException("waited in vain for " + what);
            Thread.sleep(GLANCE_MILLIS);
        }
    }

    /// Looks for a moment whether it becomes so.
    static boolean becomes(Callable<Boolean> isSo) throws Exception {
        return becomes(isSo, MOMENT);
    }

    /// Looks as long as [#await] does, and goes on where it never becomes so.
    static void expect(Callable<Boolean> isSo) throws Exception {
        boolean unused = becomes(isSo, PATIENCE);
    }

    private static boolean becomes(Callable<Boolean> isSo, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!onFx(isSo)) {
            if (System.nanoTime() > end) return false;
            Thread.sleep(GLANCE_MILLIS);
        }
        return true;
    }

    /// The first node below the root that is like this, or `null`.
    static @Nullable Node find(Node root, Predicate<Node> isIt) {
        if (isIt.test(root)) return root;
        if (root instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                Node found = find(child, isIt);
                if (found != null) return found;
            }
        }
        return null;
    }

    /// Draws the window as it is now into a file of this name.
    void picture(String name) throws Exception {
        picture(name, scene);
    }

    /// Opens a dialog, draws it and sends it away again, as Escape does.
    void dialog(String name, Runnable opens) throws Exception {
        List<Window> before = onFx(() -> List.copyOf(Window.getWindows()));
        // A dialog keeps who opens it until it is answered.
        Platform.runLater(opens);
        await("the dialog " + name, () -> Window.getWindows().size() > before.size());
        answer(name, before);
    }

    /// As [#dialog], where the answer may also stand on the page.
    void dialogOrPage(String name, Runnable opens) throws Exception {
        List<Window> before = onFx(() -> List.copyOf(Window.getWindows()));
        Platform.runLater(opens);
        if (becomes(() -> Window.getWindows().size() > before.size())) {
            answer(name, before);
        } else {
            picture(name);
        }
    }

    private void answer(String name, List<Window> before) throws Exception {
        Window dialog = onFx(
                () -> Window.getWindows().stream().filter(window -> !before.contains(window)).findFirst().orElseThrow());
        picture(name, dialog.getScene());
        run(dialog::hide);
        await("the dialog to go", () -> !dialog.isShowing());
    }

    private void picture(String name, Scene scene) throws Exception {
        settle(scene);
        int[] size = new int[2];
        int[] pixels = onFx(() -> {
            look.accept(name, scene);
            WritableImage image = scene.snapshot(null);
            size[0] = (int) image.getWidth();
            size[1] = (int) image.getHeight();
            int[] argb = new int[size[0] * size[1]];
            image.getPixelReader().getPixels(0, 0, size[0], size[1], PixelFormat.getIntArgbInstance(), argb, 0, size[0]);
            return argb;
        });
        Path file = folder.resolve(name + ".png");
        write(file, size, pixels);
    }

    private void write(Path file, int[] size, int[] pixels) throws IOException {
        PngFile.write(file, size[0], size[1], pixels);
        pictures.add(file);
    }

    /// Lets what was asked for be laid out: views that are filled later ask for another pulse.
    private static void settle(Scene scene) throws Exception {
        for (int i = 0; i < 3; i++) {
            run(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            });
            Thread.sleep(GLANCE_MILLIS * 3);
        }
    }
}
