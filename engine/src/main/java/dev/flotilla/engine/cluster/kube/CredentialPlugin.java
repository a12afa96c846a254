package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure.Cancelled;
import dev.flotilla.engine.cluster.ClusterFailure.PluginFailed;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Runs a kubeconfig's program for a token.
///
/// Source: Kubernetes "client-go credential plugins", `client.authentication.k8s.io`.
final class CredentialPlugin {
    private static final int PATIENCE_SECONDS = 60;
    /// By the guard.
    private static final int KILLED = 128 + 9;

    private CredentialPlugin() {}

    /// @param expires `null` where the program does not say
    record Answer(String token, @Nullable Instant expires) {}

    static Answer run(ExecCommand command) throws ClusterException {
        var line = new ArrayList<String>();
        line.add(command.command());
        line.addAll(command.arguments());
        var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(command.environment());
        builder.environment().put("KUBERNETES_EXEC_INFO", """
                {"apiVersion":"%s","kind":"ExecCredential","spec":{"interactive":false}}""".formatted(command.apiVersion()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = read(process);
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed(command, "too-slow", 0);
            }
            if (process.exitValue() == KILLED) throw failed(command, "too-slow", 0);
            if (process.exitValue() != 0) throw failed(command, "exit", process.exitValue());
            return answer(command, output);
        } catch (IOException e) {
            throw new ClusterException(new PluginFailed(command.command(), "cannot-run", 0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(new Cancelled(), e);
        }
    }

    /// All it writes, or nothing more than it wrote in a minute.
    private static String read(Process process) throws IOException {
        Thread guard = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            guard.interrupt();
        }
    }

    /// The text is never quoted in a failure: it may hold a token.
    private static Answer answer(ExecCommand command, String output) throws ClusterException {
        Value credential;
        try {
            credential = Json.read(output);
        } catch (IllegalArgumentException _) {
            throw failed(command, "no-token", 0);
        }
        String token = credential.textAt("status", "token");
        if (token == null || token.isEmpty()) throw failed(command, "no-token", 0);
        return new Answer(token, LiveObject.instant(credential.textAt("status", "expirationTimestamp")));
    }

    private static ClusterException failed(ExecCommand command, String why, int status) {
        return new ClusterException(new PluginFailed(command.command(), why, status));
    }
}
