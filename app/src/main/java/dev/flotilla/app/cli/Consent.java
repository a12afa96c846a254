package dev.flotilla.app.cli;

import dev.flotilla.engine.cluster.ConsentStore;

/// Which programs kubeconfigs may run for a command.
final class Consent {
    private Consent() {}

    static ConsentStore store(Console console) {
        return ConsentStore.NONE;
    }
}
