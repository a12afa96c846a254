package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs `.ci/kube/kube-cluster.sh`, with a state folder of this JVM's own: test runs beside each other never meet, and what a
/// killed run leaves is stopped by the script's own watcher.
///
/// @param script the script
/// @param state  where its clusters live
record KubeScript(Path script, Path state) {
    /// The exit status with which the script says that the binaries are absent.
    static final int ABSENT = 3;
    private static final long OWN_PID = ProcessHandle.current().pid();

    static KubeScript ofProject() {
        String root = System.getProperty("flotilla.root");
        if (root == null) throw new IllegalStateException("the system property flotilla.root names the project's folder");
        return new KubeScript(Path.of(root, ".ci", "kube", "kube-cluster.sh"), Path.of("target", "kube", "run-" + OWN_PID)
                .toAbsolutePath());
    }

    record Result(int status, String output, String errors) {}

    /// @throws IllegalStateException when the script fails
    String run(String... arguments) {
        var result = call(arguments);
        if (result.status != 0) throw new IllegalStateException(String.join(" ", arguments) + ": " + result.errors);
        return result.output;
    }

    Result call(String... arguments) {
        var command = new ArrayList<String>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--state", state.toString()));
        if (arguments[0].equals("start")) command.addAll(List.of("--owner", Long.toString(OWN_PID)));
        try {
            Files.createDirectories(state);
            Path output = Files.createTempFile(state, "call", ".out");
            Path errors = Files.createTempFile(state, "call", ".err");
            // To files: the cluster's own processes inherit a pipe and would keep it open.
            var builder = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putIfAbsent("KUBE_CACHE_PROJECT", "flotilla");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", arguments) + " did not end within 3 minutes");
            }
            var result = new Result(process.exitValue(), Files.readString(output), Files.readString(errors).strip());
            Files.delete(output);
            Files.delete(errors);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
