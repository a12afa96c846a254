package dev.flotilla.app.welcome;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.State;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import org.jspecify.annotations.Nullable;

/// Looks at what this computer has. Every look takes real time and happens off the FX thread; none of them changes anything.
record ComputerCheck(Messages text) {
    /// @param help an address that tells how to mend it, or `null`
    record Finding(String name, State state, String sentence, @Nullable String help) {}

    private static final int ENOUGH_WATCHES = 512;
    private static final String INOTIFY_HELP = "https://kind.sigs.k8s.io/docs/user/known-issues/#pod-errors-due-to-too-many-open-files";

    List<Finding> run() {
        return List.of(kubeconfig(), docker(), kind(), kubectl(), watches());
    }

    private Finding kubeconfig() {
        String name = text.get("welcome.check.kubeconfig");
        String list = System.getenv("KUBECONFIG");
        String paths = list == null || list.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".kube", "config").toString()
                : list;
        int contexts = 0;
        boolean any = false;
        for (String path : paths.split(java.io.File.pathSeparator, -1)) {
            Path file = Path.of(path);
            if (path.isBlank() || !Files.isReadable(file)) continue;
            any = true;
            try {
                contexts += YamlReader.read(new SourceFile("kubeconfig", Files.readString(file))).documents().stream()
                        .mapToInt(document -> document.root().listAt("contexts").size()).sum();
            } catch (IOException | RuntimeException e) {
                return new Finding(name, State.WARNING, text.get("welcome.check.kubeconfig.unreadable", file), null);
            }
        }
        return any
                ? new Finding(name, State.OK, text.get("welcome.check.kubeconfig.contexts", contexts), null)
                : new Finding(name, State.NOT_REACHED, text.get("welcome.check.kubeconfig.none"), null);
    }

    private Finding docker() {
        String name = text.get("welcome.check.docker");
        String version = output("docker", "version", "--format", "{{.Server.Version}}");
        if (version == null) return new Finding(name, State.NOT_REACHED, text.get("welcome.check.absent.docker"), null);
        return version.isBlank()
                ? new Finding(name, State.WARNING, text.get("welcome.check.docker.stopped"), null)
                : new Finding(name, State.OK, text.get("welcome.check.docker.running", version), null);
    }

    private Finding kind() {
        String name = text.get("welcome.check.kind");
        String version = output("kind", "version", "-q");
        if (version == null || version.isBlank()) {
            return new Finding(name, State.NOT_REACHED, text.get("welcome.check.absent.kind"), null);
        }
        String clusters = Objects.requireNonNullElse(output("kind", "get", "clusters", "-q"), "");
        return new Finding(name, State.OK,
                text.get("welcome.check.kind.clusters", version, clusters.lines().filter(line -> !line.isBlank()).count()),
                null);
    }

    /// Flotilla needs none; whoever looks beside it does.
    private Finding kubectl() {
        String name = text.get("welcome.check.kubectl");
        String printed = output("kubectl", "version", "--client");
        if (printed == null || printed.isBlank()) {
            return new Finding(name, State.NOT_REACHED, text.get("welcome.check.absent.kubectl"), null);
        }
        String first = printed.lines().findFirst().orElse("");
        return new Finding(name, State.OK, first.substring(first.lastIndexOf(' ') + 1), null);
    }

    /// kind's nodes share the computer's limit, and the default of 128 is used up by the third cluster.
    private Finding watches() {
        String name = text.get("welcome.check.watches");
        Path limit = Path.of("/proc/sys/fs/inotify/max_user_instances");
        try {
            if (!Files.isReadable(limit)) return new Finding(name, State.OK, text.get("welcome.check.watches.none"), null);
            int instances = number(limit);
            return instances < ENOUGH_WATCHES
                    ? new Finding(name, State.WARNING, text.get("welcome.check.watches.low", instances), INOTIFY_HELP)
                    : new Finding(name, State.OK, text.get("welcome.check.watches.fine", instances), null);
        } catch (IOException | NumberFormatException e) {
            return new Finding(name, State.NO_ANSWER, String.valueOf(e.getMessage()), null);
        }
    }

    /// A kernel's file gives all of itself to the first read and nothing to a second one, so it has to be read with room enough.
    static int number(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            return Integer.parseInt(String.valueOf(lines.readLine()).strip());
        }
    }

    /// What a command prints, `null` where there is no such command, empty where it fails or hangs.
    private static @Nullable String output(String... command) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(Map.of("LC_ALL", "C"));
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? printed : "";
        } catch (IOException _) {
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
