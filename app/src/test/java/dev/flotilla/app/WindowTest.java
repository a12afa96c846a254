package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeTableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;

import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.FleetSession;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ConsentStore;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// The whole window without a display, driven by mouse and keyboard and read as a person reads it: by what stands on the screen.
@DrawsText
abstract class WindowTest extends ApplicationTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir static Path folder;

    private static final List<CompletableFuture<Void>> ENDS = new ArrayList<>();

    Desktop desktop;
    SettingsStore store;

    /// The language that the window speaks.
    String language() {
        return "en";
    }

    @Override
    public void start(Stage stage) throws Exception {
        store = new SettingsStore(Files.createTempDirectory(folder, "settings"));
        store.set(store.get().withLanguage(language()));
        Path state = Files.createTempDirectory(folder, "state");
        desktop = new Desktop(stage, Engine.standard(), Background.threads(), store, new Appearance(), _ -> {},
                consents -> sessions(consents, state));
        stage.setX(0);
        stage.setY(0);
        // the headless platform's screen ends at 1000 × 1000: the mouse reaches nothing beyond
        stage.setWidth(1000);
        stage.setHeight(1000);
        begin();
    }

    /// What connections take from their surroundings.
    SessionOptions sessions(ConsentStore consents, Path state) {
        return SessionOptions.standard(consents).withState(state);
    }

    /// Shows the window, as a start without a workspace does.
    void begin() throws Exception {
        desktop.show();
    }

    @Override
    public void stop() {
        ENDS.add(desktop.stop().toCompletableFuture());
    }

    /// What the windows still write is written before the folder goes.
    @AfterAll
    static void awaitEnds() throws Exception {
        for (CompletableFuture<Void> end : ENDS) {
            end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        ENDS.clear();
    }

    /// A copy of a sample that may be written to.
    Path sample(String name) throws Exception {
        return Scratch.copyOf(name, Files.createTempDirectory(folder, "work"));
    }

    /// Opens a workspace and waits until its members answer.
    void open(Path workspace) throws Exception {
        interact(() -> desktop.open(workspace));
        await("a plan", () -> desktop.workbench().plan() != null);
        await("members that answer", () -> words(root()).stream().anyMatch(word -> word.matches("(\\d+) of \\1 members? ready")));
    }

    FleetSession session() {
        return Objects.requireNonNull(desktop.fleet().session());
    }

    /// Pushes the Karmada walk-through and opens its status.
    ///
    /// @return the workspace's folder
    Path openPushedQuickstart() throws Exception {
        Path workspace = sample("quickstart-karmada");
        open(workspace);
        click("Review and sync");
        click("Push 2 changes");
        await("lanes that are done", () -> words(root()).stream().filter("Done"::equals).count() == 2);
        goTo("Status");
        await("ready replicas", () -> matrixRow("karmada-nginx").containsAll(List.of("3/3", "1/1", "2/2")));
        return workspace;
    }

    /// Clicks where a node stands now, as it may be drawn anew any moment; the place stays.
    void clickPlaceOf(Supplier<Node> node) throws Exception {
        clickOn(WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Node now = Objects.requireNonNull(node.get(), "gone from the screen");
            Bounds place = now.localToScreen(now.getBoundsInLocal());
            return new Point2D(place.getCenterX(), place.getCenterY());
        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain for " + what + "; on the screen: " + onScreen(), e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static List<String> onScreen() throws Exception {
        return WaitForAsyncUtils.asyncFx(() -> Window.getWindows().stream().flatMap(window -> words(window.getScene().getRoot())
                .stream()).toList()).get();
    }

    Node root() {
        return desktop.scene().getRoot();
    }

    /// Everything that can be read below a node, in reading order of the tree.
    static List<String> words(Node node) {
        var words = new ArrayList<String>();
        collect(node, words);
        return words;
    }

    private static void collect(Node node, List<String> words) {
        if (!node.isVisible()) return;
        if (node instanceof IndexedCell<?> cell && cell.isEmpty()) return;
        if (node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isEmpty()) {
            words.add(labeled.getText());
            if (labeled.getGraphic() != null) collect(labeled.getGraphic(), words);
            return;
        }
        if (node instanceof Text text && !text.getText().isEmpty()) words.add(text.getText());
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> collect(child, words));
    }

    boolean reads(String words) {
        return words(root()).contains(words);
    }

    /// The first visible node like this in any window, the newest window first.
    static <T extends Node> T find(Class<T> type, Predicate<? super T> isIt) {
        for (Window window : Window.getWindows().reversed()) {
            T found = find(window.getScene().getRoot(), type, isIt);
            if (found != null) return found;
        }
        return null;
    }

    private static <T extends Node> T find(Node node, Class<T> type, Predicate<? super T> isIt) {
        if (!node.isVisible()) return null;
        if (type.isInstance(node) && isIt.test(type.cast(node))) return type.cast(node);
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                T found = find(child, type, isIt);
                if (found != null) return found;
            }
        }
        return null;
    }

    static ButtonBase button(String words) {
        return find(ButtonBase.class, button -> words.equals(button.getText()) || words.equals(button.getAccessibleText()));
    }

    /// Waits until a button with these words may be pressed, and clicks it.
    void click(String words) throws Exception {
        await("a button that says " + words, () -> {
            ButtonBase button = button(words);
            return button != null && !button.isDisabled();
        });
        // The place and not the button, which what arrives from a member may replace in the meantime.
        clickOn(WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            ButtonBase button = button(words);
            if (button == null) throw new IllegalStateException("no button says " + words + " any more");
            return button.localToScreen(button.getWidth() / 2, button.getHeight() / 2);
        }));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Clicks a page's entry in the rail.
    void goTo(String page) throws Exception {
        click(page);
    }

    /// What a line of the status matrix says, field by field, or an empty list while it has no such line.
    List<String> matrixRow(String object) {
        TreeTableRow<?> row = find(TreeTableRow.class, line -> !line.isEmpty() && words(line).contains(object));
        return row == null ? List.of() : words(row);
    }

    /// Clicks a document in the tree and then into the editor that it opened in.
    void openDocument(String name) throws Exception {
        openDocument(name, 0);
    }

    /// @param place among those of this name, from the top
    void openDocument(String name, int place) throws Exception {
        await("the documents", () -> treeLines(name).size() > place || folded() != null);
        if (treeLines(name).isEmpty()) clickOn(folded());
        await("the document " + name, () -> treeLines(name).size() > place);
        clickOn(treeLines(name).get(place));
        await("an editor", () -> editor() != null);
        clickOn(editor());
    }

    /// In a narrow window the documents fold away; this brings them back.
    private static ButtonBase folded() {
        return find(ButtonBase.class, button -> "Show documents".equals(button.getAccessibleText()));
    }

    private static List<TreeCell<?>> treeLines(String name) {
        var lines = new ArrayList<TreeCell<?>>();
        find(TreeCell.class, cell -> {
            if (!cell.isEmpty() && words(cell).contains(name)) lines.add(cell);
            return false;
        });
        lines.sort(Comparator.comparingDouble(line -> line.localToScene(0, 0).getY()));
        return lines;
    }

    static CodeArea editor() {
        return find(CodeArea.class, CodeArea::isEditable);
    }

    /// Types another value behind a key: goes to the last line that holds `before`, by keyboard alone.
    void retype(String before, String after) throws Exception {
        String text = editor().getText();
        int at = text.lastIndexOf(before);
        assertThat(at).as("%s in the editor, which holds%n%s", before, text).isNotNegative();
        String key = before.substring(0, before.indexOf(':') + 2);
        assertThat(after).startsWith(key);
        long lines = text.substring(0, at).chars().filter(c -> c == '\n').count();
        push(KeyCode.CONTROL, KeyCode.HOME);
        for (long i = 0; i < lines; i++) {
            type(KeyCode.DOWN);
        }
        type(KeyCode.END);
        type(KeyCode.BACK_SPACE, before.length() - key.length());
        write(after.substring(key.length()));
        type(KeyCode.ESCAPE);
        await("the typed text", () -> editor().getText().contains(after));
    }

    static Tab tab(String words) {
        TabPane pane = find(TabPane.class,
                tabs -> tabs.getTabs().stream().anyMatch(tab -> Objects.equals(tab.getText(), words)));
        return pane == null ? null : pane.getTabs().stream().filter(tab -> words.equals(tab.getText())).findFirst().orElse(null);
    }
}
