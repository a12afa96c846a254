package dev.flotilla.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private @Nullable Desktop desktop;

    @Override
    public void start(Stage stage) {
        var store = new SettingsStore(OwnFolder.of(System.getenv()));
        var made = new Desktop(stage, Engine.standard(), Background.threads(), store, new Appearance(),
                address -> getHostServices().showDocument(address));
        desktop = made;
        List<String> arguments = getParameters().getUnnamed();
        if (!arguments.isEmpty()) made.open(Path.of(arguments.getFirst()));
        made.show();
    }

    /// The window is gone at once; the process stays until what it was connected to has ended, or is given up.
    @Override
    public void stop() {
        if (desktop == null) return;
        CompletableFuture<Void> end = desktop.stop().toCompletableFuture().completeOnTimeout(null, PATIENCE.toSeconds(),
                TimeUnit.SECONDS);
        Thread.ofPlatform().name("closing").daemon(false).start(end::join);
    }
}
