package dev.flotilla.app;

import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.settings.AppSettings;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.shell.ShellActions;
import dev.flotilla.app.shell.ShellView;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.Page;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.PageId;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import org.jspecify.annotations.Nullable;

/// Puts one window together by hand: what each part needs is seen here.
public final class Desktop implements ShellActions.WindowDeeds {
    private final Stage stage;
    private final Background background;
    private final SettingsStore store;
    private final Appearance appearance;
    private final Consumer<String> browse;
    private final Workbench workbench;
    private final Scene scene;
    private Messages text;
    private ShellView shell;

    /// @param browse opens an address in the system's browser
    public Desktop(Stage stage, Engine engine, Background background, SettingsStore store, Appearance appearance,
            Consumer<String> browse) {
        this.stage = stage;
        this.background = background;
        this.store = store;
        this.appearance = appearance;
        this.browse = browse;
        this.workbench = new Workbench(engine, background);
        this.text = messages(store.get());
        this.shell = makeShell();
        this.scene = new Scene(shell, 1440, 900);
        AppSettings settings = store.get();
        appearance.setFontSize(settings.fontSize());
        appearance.setTheme(settings.theme());
        appearance.dress(scene);
        store.settingsProperty().addListener((_, before, now) -> changed(before, now));
        stage.setScene(scene);
        stage.setTitle("Flotilla");
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setOnCloseRequest(event -> {
            if (!shell.mayClose()) event.consume();
        });
        workbench.goTo(new Destination.Page(PageId.WELCOME));
    }

    public void show() {
        stage.show();
    }

    public void stop() {}

    public Workbench workbench() {
        return workbench;
    }

    public ShellView shell() {
        return shell;
    }

    public Scene scene() {
        return scene;
    }

    /// Opens a workspace and goes to the studio.
    public void open(Path path) {
        workbench.open(path, opened -> {
            if (opened) workbench.goTo(new Destination.Page(PageId.STUDIO));
        });
    }

    private static Messages messages(AppSettings settings) {
        return Messages.of(settings.language().isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(settings.language()));
    }

    private ShellView makeShell() {
        return new ShellView(workbench, pages(), new ShellActions(workbench, this), text);
    }

    /// How to make each page. A page that is not named here says that it is missing.
    private Map<PageId, Supplier<Page>> pages() {
        return new EnumMap<>(PageId.class);
    }

    private void changed(AppSettings before, AppSettings now) {
        if (before.theme() != now.theme()) appearance.setTheme(now.theme());
        if (before.fontSize() != now.fontSize()) appearance.setFontSize(now.fontSize());
        if (!before.language().equals(now.language())) {
            text = messages(now);
            shell = makeShell();
            scene.setRoot(shell);
        }
    }

    @Override
    public void openSandbox() {}

    @Override
    public void openWorkspace() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(text.get("shell.action.open"));
        File chosen = chooser.showDialog(stage);
        if (chosen != null) open(chosen.toPath());
    }

    @Override
    public void useKubeconfig() {
        workbench.goTo(new Destination.Page(PageId.FLEET));
    }

    @Override
    public void newWorkshop() {
        workbench.goTo(new Destination.Page(PageId.FLEET));
    }

    @Override
    public void saveAll() {}

    @Override
    public void closeWorkspace() {
        if (!shell.mayClose()) return;
        workbench.close();
        workbench.goTo(new Destination.Page(PageId.WELCOME));
    }

    @Override
    public void about() {
        browse.accept("https://flotilla.dev");
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
    public void quit() {
        if (shell.mayClose()) stage.close();
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
