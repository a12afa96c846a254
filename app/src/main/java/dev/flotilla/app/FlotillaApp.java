package dev.flotilla.app;

import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.stage.Stage;

import dev.flotilla.app.settings.OwnFolder;
import dev.flotilla.app.settings.SettingsStore;
import dev.flotilla.app.ui.Appearance;
import dev.flotilla.app.ui.Background;
import dev.flotilla.engine.Engine;
import org.jspecify.annotations.Nullable;

/// Starts the window. The first argument, if any, is a workspace to open.
public final class FlotillaApp extends Application {
    private @Nullable Desktop desktop;

    @Override
    public void start(Stage stage) {
        var store = new SettingsStore(OwnFolder.of(System.getenv()));
        var made = new Desktop(stage, Engine.standard(), Background.threads(), store, new Appearance(),
                address -> getHostServices().showDocument(address));
        desktop = made;
        made.show();
        List<String> arguments = getParameters().getUnnamed();
        if (!arguments.isEmpty()) made.open(Path.of(arguments.getFirst()));
    }

    @Override
    public void stop() {
        if (desktop != null) desktop.stop();
    }
}
