package dev.flotilla.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

import dev.flotilla.app.editor.EditorPane;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.settings.AppSettings;
import dev.flotilla.app.settings.AppSettings.WindowPlace;
import dev.flotilla.app.settings.SettingsPage;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.shell.ShellActions;
import dev.flotilla.app.shell.ShellView;
import dev.flotilla.app.shell.StudioPage;
import dev.flotilla.app.ui.Action;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Dividers;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.ui.Question;
import dev.flotilla.app.welcome.NewWorkspaceQuestion;
import dev.flotilla.app.welcome.WelcomePage;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.LiveFleet;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.app.workspace.Drafts;
import dev.flotilla.app.workspace.FolderWatch;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.SessionOptions;
import dev.flotilla.engine.cluster.ConsentStore;
import org.jspecify.annotations.Nullable;

/// Puts one window together by hand: what each part needs is seen here.
public final class Desktop implements ShellActions.WindowDeeds {
    /// How long a start waits for its workspace, so that a window is filled once and not twice.
    private static final Duration SOON = Duration.millis(500);

    private final Stage stage;
    private final Background background;
    private final SettingsStore store;
    private final Appearance appearance;
    private final Consumer<String> browse;
    private final Workbench workbench;
    private final Operations operations;
    private final Scene scene;
    private Messages text;
    private ShellView shell;
    private final Drafts drafts;
    private final FolderWatch watch;
    private @Nullable PauseTransition patience;

    /// @param browse opens an address in the system's browser
    public Desktop(Stage stage, Engine engine, Background background, SettingsStore store, Appearance appearance,
            Consumer<String> browse) {
        this(stage, engine, background, store, appearance, browse, SessionOptions::standard);
    }

    /// @param browse   opens an address in the system's browser
    /// @param sessions what connections take from their surroundings, given the consents of the user
    public Desktop(Stage stage, Engine engine, Background background, SettingsStore store, Appearance appearance,
            Consumer<String> browse, Function<ConsentStore, SessionOptions> sessions) {
        this.stage = stage;
        this.background = background;
        this.store = store;
        this.appearance = appearance;
        this.browse = browse;
        this.workbench = new Workbench(engine, background);
        this.operations = new Operations(workbench, background, appearance, store, sessions, this::chooseFile);
        this.text = messages(store.get());
        this.drafts = new Drafts(workbench, store.folder().resolve("drafts"), workbench::recovered);
        this.watch = new FolderWatch(workbench);
        AppSettings settings = store.get();
        // before the first control, which would else load JavaFX's own looks
        appearance.set(settings.theme(), settings.fontSize());
        this.shell = makeShell();
        this.scene = new Scene(shell, 1440, 900);
        appearance.dress(scene);
        store.settingsProperty().addListener((_, before, now) -> changed(before, now));
        stage.setScene(scene);
        stage.setTitle("Flotilla");
        background.afterFrame(() -> background.run(Desktop::icons, stage.getIcons()::setAll, problem -> {
            throw new IllegalStateException("an icon of the window cannot be read", problem);
        }));
        Thread.setDefaultUncaughtExceptionHandler(new LastResort(appearance, background, text));
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        if (settings.window() != null) place(settings.window());
        stage.setOnCloseRequest(event -> {
            if (!mayClose()) event.consume();
        });
    }

    /// Shows the window: with what is being opened once it is there, if that is soon, or the welcome.
    public void show() {
        if (!workbench.openingProperty().get()) {
            welcome();
            stage.show();
            return;
        }
        patience = new PauseTransition(SOON);
        patience.setOnFinished(_ -> appear());
        patience.play();
    }

    /// Ends the wait that [#show] began, if it did.
    private void appear() {
        if (patience == null) return;
        patience.stop();
        patience = null;
        stage.show();
    }

    private static List<Image> icons() throws IOException {
        var icons = new ArrayList<Image>();
        for (int size : new int[]{16, 32, 48, 128, 256}) {
            try (var in = Desktop.class.getResourceAsStream("/dev/flotilla/app/theme/icons/flotilla-" + size + ".png")) {
                if (in != null) icons.add(new Image(in));
            }
        }
        return icons;
    }

    private void welcome() {
        if (workbench.destinationProperty().get() == null) workbench.goTo(new Destination.Page(PageId.WELCOME));
    }

    /// Puts the window where it was, unless the screen that it was on is gone.
    private void place(WindowPlace last) {
        if (Screen.getScreensForRectangle(last.x(), last.y(), last.width(), last.height()).isEmpty()) return;
        stage.setX(last.x());
        stage.setY(last.y());
        stage.setWidth(last.width());
        stage.setHeight(last.height());
        stage.setMaximized(last.maximized());
    }

    private void rememberPlace() {
        WindowPlace before = store.get().window();
        boolean maximized = stage.isMaximized();
        // a maximized window tells the size of the screen; what it has when it shrinks again is worth keeping
        WindowPlace now = maximized && before != null
                ? new WindowPlace(before.x(), before.y(), before.width(), before.height(), true)
                : new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), maximized);
        if (now.width() > 0 && now.height() > 0) store.set(store.get().withWindow(now));
    }

    /// Ends all that goes on behind the window.
    ///
    /// @return completes, on some thread, when it has ended
    public CompletionStage<Void> stop() {
        rememberPlace();
        watch.stop();
        return operations.close().thenCombine(store.written(), (closed, _) -> closed);
    }

    public Workbench workbench() {
        return workbench;
    }

    /// The connections to the open workspace's clusters.
    public LiveFleet fleet() {
        return operations.fleet();
    }

    public ShellView shell() {
        return shell;
    }

    public Scene scene() {
        return scene;
    }

    /// Opens a workspace and goes to the studio.
    public void open(Path path) {
        openAt(path, PageId.STUDIO);
    }

    private void openAt(Path path, PageId page) {
        if (!lettingGo()) return;
        workbench.open(path, opened -> {
            if (opened) {
                WelcomeWays.remember(store, workbench, text);
                workbench.goTo(new Destination.Page(page));
                appear();
            } else {
                welcome();
                appear();
                Exception problem = workbench.failureProperty().get();
                tell("shell.open.failed", path, problem == null ? "" : String.valueOf(problem.getMessage()));
            }
        });
    }

    private static Messages messages(AppSettings settings) {
        return Messages.of(settings.language().isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(settings.language()));
    }

    private ShellView makeShell() {
        var dividers = new Dividers(name -> store.get().dividers().getOrDefault(name, List.of()),
                (name, places) -> store.set(store.get().withDividers(name, places)), background);
        return new ShellView(workbench, pages(), new ShellActions(workbench, this), dividers, text);
    }

    /// How to make each page. A page that is not named here says that it is missing.
    private Map<PageId, Supplier<Page>> pages() {
        var pages = new EnumMap<PageId, Supplier<Page>>(PageId.class);
        pages.put(PageId.STUDIO, () -> new StudioPage(workbench, this::newDocument, editorOptions(), text).offering(kubefed()));
        pages.put(PageId.SETTINGS, () -> new SettingsPage(store, dialects(), operations.state(),
                folder -> browse.accept(folder.toUri().toString()), text));
        pages.put(PageId.WELCOME,
                () -> new WelcomePage(new WelcomeWays(this, store, this::open, this::openSample, browse), background, text));
        pages.putAll(operations.pages(text, this::newWorkspace));
        return pages;
    }

    private void chooseFile(Consumer<Path> then) {
        var chooser = new FileChooser();
        File chosen = chooser.showOpenDialog(stage);
        if (chosen != null) then.accept(chosen.toPath());
    }

    private void changed(AppSettings before, AppSettings now) {
        if (before.theme() != now.theme() || before.fontSize() != now.fontSize()) appearance.set(now.theme(), now.fontSize());
        if (!before.language().equals(now.language())) {
            text = messages(now);
            shell = makeShell();
            scene.setRoot(shell);
        }
    }

    private EditorPane.Options editorOptions() {
        return new EditorPane.Options(store.settingsProperty().map(settings -> settings.editor().completeAsOneTypes()),
                store.settingsProperty().map(settings -> settings.editor().wrap()));
    }

    private List<String> dialects() {
        return workbench.engine().dialects().stream()
                .map(dialect -> text.get("shell.dialect." + dialect.id()) + " " + dialect.newestRelease())
                .toList();
    }

    private void newDocument() {
        new NewDocument(workbench, appearance, text).ask(stage);
    }

    private void openSample(String name) {
        openSample(name, PageId.STUDIO);
    }

    private void openSample(String name, PageId page) {
        background.run(() -> new Samples(store.folder().resolve("workspaces")).open(name), copy -> openAt(copy, page),
                problem -> tell("shell.open.failed", name, String.valueOf(problem.getMessage())));
    }

    private void tell(String key, Object... arguments) {
        Question.ask(stage, appearance, "Flotilla", text.get(key, arguments), List.of(text.get("ui.close")));
    }

    /// Whether unsaved text is safe: nothing is unsaved, or it was saved, or its owner lets it go.
    private boolean lettingGo() {
        int count = workbench.unsavedProperty().get().size();
        if (count == 0) return true;
        int answer = Question.ask(stage, appearance, text.get("ui.unsaved.title"), text.get("ui.unsaved.sentence", count),
                List.of(text.get("ui.unsaved.save"), text.get("ui.unsaved.discard"), text.get("ui.unsaved.stay")));
        if (answer == 1) drafts.discard();
        if (answer == 0) saveAndThen(() -> {});
        return answer == 1 || answer == 0 && workbench.unsavedProperty().get().isEmpty();
    }

    private void saveAndThen(Runnable then) {
        var loop = new Object();
        workbench.saveAll(saved -> {
            if (saved) then.run();
            Platform.exitNestedEventLoop(loop, null);
        });
        if (!workbench.unsavedProperty().get().isEmpty()) Platform.enterNestedEventLoop(loop);
    }

    @Override
    public void openSandbox() {
        openSample("quickstart-karmada");
    }

    @Override
    public void openWorkspace() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(text.get("shell.action.open"));
        File chosen = chooser.showDialog(stage);
        if (chosen != null) open(chosen.toPath());
    }

    /// An open workspace takes its members on its own page; without one, the contexts become one.
    @Override
    public void useKubeconfig() {
        if (workbench.locationProperty().get() != null) {
            workbench.goTo(new Destination.Page(PageId.FLEET));
        } else {
            newWorkspace();
        }
    }

    private void newWorkspace() {
        new NewWorkspaceQuestion(operations.newWorkspace(), appearance, this::chooseFile, text).ask(stage,
                folder -> openAt(folder, PageId.FLEET),
                problem -> tell("welcome.new.failed", problem instanceof FileAlreadyExistsException
                        ? text.get("welcome.new.taken", String.valueOf(problem.getMessage()))
                        : String.valueOf(problem.getMessage())));
    }

    @Override
    public void newWorkshop() {
        openSample("kind-workshop", PageId.FLEET);
    }

    @Override
    public void saveAll() {
        workbench.saveAll(_ -> {});
    }

    @Override
    public void closeWorkspace() {
        if (!mayClose()) return;
        workbench.close();
        workbench.goTo(new Destination.Page(PageId.WELCOME));
    }

    @Override
    public void about() {
        String version = Desktop.class.getPackage().getImplementationVersion();
        int answer = Question
                .ask(stage, appearance, text.get("shell.action.about"),
                        text.get("shell.about.sentence", version == null ? "" : version,
                                System.getProperty("java.version"), System.getProperty("javafx.version")),
                        List.of(text.get("ui.close")));
        if (answer < 0) throw new IllegalStateException("a question has an answer");
    }

    @Override
    public void larger(int step) {
        store.set(store.get().withFontSize(store.get().fontSize() + step));
    }

    @Override
    public void switchTheme() {
        store.set(store.get().withTheme(appearance.darkProperty().get() ? Appearance.Theme.LIGHT : Appearance.Theme.DARK));
    }

    @Override
    public List<Action> kubefed() {
        return operations.kubefed(text, this::open, () -> stage);
    }

    @Override
    public void quit() {
        if (mayClose()) stage.close();
    }

    private boolean mayClose() {
        return shell.mayClose() && lettingGo();
    }

    @Override
    public @Nullable Node focusOwner() {
        return scene.getFocusOwner();
    }

    /// Where work leaves the FX thread.
    public Background background() {
        return background;
    }
}
