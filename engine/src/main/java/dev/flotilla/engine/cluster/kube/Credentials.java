package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure.ConsentNeeded;
import dev.flotilla.engine.cluster.ClusterFailure.NotConfigured;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.ExecCommand;
import org.jspecify.annotations.Nullable;

/// The `Authorization` header of a connection, kept fresh: token files are read again each minute, plugins are run again before
/// their token expires and after a 401.
final class Credentials {
    private static final Duration FILE_LIFE = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final Connection.Login login;
    private final ConsentStore consent;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String header;
    private Instant goodUntil = Instant.MIN;

    Credentials(Connection.Login login, ConsentStore consent) {
        this.login = login;
        this.consent = consent;
    }

    /// The header's value, or `null` where there is nothing to say.
    @Nullable
    String header() throws ClusterException {
        ExecCommand exec = login.exec();
        if (login.token() != null && !login.token().isEmpty()) return "Bearer " + login.token();
        if (login.tokenFile() == null && exec == null) return basic();
        lock.lock();
        try {
            if (header != null && Instant.now().isBefore(goodUntil)) return header;
            Path tokenFile = login.tokenFile();
            if (tokenFile != null) {
                header = "Bearer " + read(tokenFile);
                goodUntil = Instant.now().plus(FILE_LIFE);
            } else if (exec != null) {
                if (!consent.allows(exec)) throw new ClusterException(new ConsentNeeded(exec));
                CredentialPlugin.Answer answer = CredentialPlugin.run(exec);
                header = "Bearer " + answer.token();
                goodUntil = answer.expires() == null ? Instant.MAX : answer.expires().minus(MARGIN);
            }
            return header;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what was refused.
    ///
    /// @return whether asking again may give something else
    boolean renew() {
        if (login.tokenFile() == null && login.exec() == null) return false;
        lock.lock();
        try {
            goodUntil = Instant.MIN;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String basic() {
        if (login.user() == null) return null;
        String pair = login.user() + ":" + (login.password() == null ? "" : login.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(Path file) throws ClusterException {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ClusterException(new NotConfigured("unreadable-file", file.toString()), e);
        }
    }
}
