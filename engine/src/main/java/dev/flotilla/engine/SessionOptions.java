package dev.flotilla.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import dev.flotilla.engine.cluster.ConsentStore;

/// What a session takes from its surroundings.
///
/// @param consent     which programs kubeconfigs may run
/// @param state       folder for journals and ledgers, a folder in it for each workspace
/// @param environment for `KUBECONFIG`
/// @param home        for `~`
public record SessionOptions(ConsentStore consent, Path state, Map<String, String> environment, Path home, Clock clock) {
    /// This machine's: `$XDG_STATE_HOME/flotilla`, or `~/.local/state/flotilla`.
    public static SessionOptions standard(ConsentStore consent) {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home"));
        String state = environment.get("XDG_STATE_HOME");
        Path folder = state == null || state.isBlank() ? home.resolve(".local").resolve("state") : Path.of(state);
        return new SessionOptions(consent, folder.resolve("flotilla"), environment, home, Clock.systemUTC());
    }

    public SessionOptions withState(Path state) {
        return new SessionOptions(consent, state, environment, home, clock);
    }
}
