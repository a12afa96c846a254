package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flotilla.engine.cluster.ClusterFailure;
import org.jspecify.annotations.Nullable;

/// The kind clusters that a workspace counts on and this computer does not have: kind writes a context `kind-NAME` when it makes the
/// cluster NAME, so that a missing one tells which command is still to be run.
public final class KindClusters {
    private static final String CONTEXT = "kind-";
    private static final Pattern KIND = Pattern.compile("(?m)^apiVersion:\\s*[\"']?kind\\.x-k8s\\.io/");
    private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([a-z0-9.-]+)");
    private static final long LARGEST = 64 * 1024;

    private KindClusters() {}

    /// Reads the top folder of a workspace; blocks.
    ///
    /// @return cluster name to the file that describes it
    public static Map<String, Path> configs(Path workspace) throws IOException {
        var found = new TreeMap<String, Path>();
        List<Path> files;
        try (var all = Files.newDirectoryStream(workspace, "*.{yaml,yml}")) {
            var list = new java.util.ArrayList<Path>();
            all.forEach(list::add);
            files = list;
        }
        for (Path file : files) {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) continue;
            String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
            Matcher name = NAME.matcher(text);
            if (KIND.matcher(text).find() && name.find()) found.put(Objects.requireNonNull(name.group(1)), file);
        }
        return found;
    }

    /// @param context that leads to the cluster, or `null`
    /// @param failure why it cannot be reached, or `null`
    /// @return what makes the cluster, or `null` where it is not one of kind's, or is there
    static @Nullable String command(@Nullable String context, @Nullable ClusterFailure failure, Map<String, Path> configs) {
        boolean missing = failure instanceof ClusterFailure.NotConfigured(String what, _)
                && (what.equals("no-such-context") || what.equals("no-kubeconfig") || what.equals("no-such-file"));
        if (!missing || context == null || !context.startsWith(CONTEXT)) return null;
        String name = context.substring(CONTEXT.length());
        Path config = configs.get(name);
        return "kind create cluster " + (config == null ? "--name " + name : "--config " + quoted(config.toString()));
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./~-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
