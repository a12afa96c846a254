package dev.flotilla.app.cli;

import java.util.function.Consumer;

import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncPlan;

/// How a push is told while it runs.
interface SyncReport extends Consumer<SyncEvent>, AutoCloseable {
    @Override
    void close();

    static SyncReport text(Console console, SyncPlan plan) {
        return new SyncText(console, plan);
    }

    /// One JSON object a line, on standard output.
    static SyncReport json(Console console) {
        return new SyncReport() {
            @Override
            public void accept(SyncEvent event) {
                console.out().println(SyncJson.of(event));
                console.out().flush();
            }

            @Override
            public void close() {
                console.out().flush();
            }
        };
    }
}
