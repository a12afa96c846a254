package dev.flotilla.engine.cluster.kubeconfig;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// The contexts of several kubeconfig files.
///
/// @param files    those that were asked for, in order
/// @param contexts file by file, as they stand there
/// @param problems files that could not be read, with a word why: `no-such-file`, `unreadable-file`, `bad-yaml`
public record Kubeconfigs(List<Path> files, List<KubeContext> contexts, Map<Path, String> problems) {
    private static final YAMLMapper YAML = new YAMLMapper();

    public Kubeconfigs {
        files = List.copyOf(files);
        contexts = List.copyOf(contexts);
        problems = Map.copyOf(problems);
    }

    /// The files that kubectl would read: those of `KUBECONFIG`, or `~/.kube/config`. Files that do not exist are left out.
    public static List<Path> standardFiles(Map<String, String> environment, Path home) {
        String list = environment.get("KUBECONFIG");
        if (list == null || list.isBlank()) {
            Path standard = home.resolve(".kube").resolve("config");
            return Files.exists(standard) ? List.of(standard) : List.of();
        }
        return java.util.Arrays.stream(list.split(File.pathSeparator)).filter(name -> !name.isBlank()).map(Path::of)
                .filter(Files::exists).distinct().toList();
    }

    /// Reads files; one that cannot be read is a problem and does not hide the others.
    public static Kubeconfigs read(List<Path> files) {
        var problems = new LinkedHashMap<Path, String>();
        var roots = new LinkedHashMap<Path, MapValue>();
        for (Path file : files) {
            try {
                if (!Files.exists(file)) {
                    problems.put(file, "no-such-file");
                } else if (Value.of(YAML.readValue(Files.readString(file), Object.class)) instanceof MapValue root) {
                    roots.put(file, root);
                } else {
                    problems.put(file, "bad-yaml");
                }
            } catch (JsonProcessingException | IllegalArgumentException _) {
                problems.put(file, "bad-yaml");
            } catch (IOException _) {
                problems.put(file, "unreadable-file");
            }
        }
        var contexts = new ArrayList<KubeContext>();
        roots.forEach((file, root) -> {
            String current = root.textAt("current-context");
            for (MapValue entry : root.listAt("contexts").maps()) {
                String name = entry.textAt("name");
                if (name == null) continue;
                String cluster = entry.textAt("context", "cluster");
                String user = entry.textAt("context", "user");
                String namespace = entry.textAt("context", "namespace");
                contexts.add(new KubeContext(file, name, name.equals(current), cluster == null ? "" : cluster,
                        user == null ? "" : user, namespace == null || namespace.isEmpty() ? "default" : namespace,
                        find(roots, file, "clusters", "cluster", cluster),
                        find(roots, file, "users", "user", user)));
            }
        });
        return new Kubeconfigs(files, contexts, problems);
    }

    private static KubeContext.@Nullable Entry find(Map<Path, MapValue> roots, Path own, String list, String key,
            @Nullable String name) {
        if (name == null) return null;
        var order = new ArrayList<Path>();
        order.add(own);
        roots.keySet().stream().filter(file -> !file.equals(own)).forEach(order::add);
        for (Path file : order) {
            MapValue root = roots.get(file);
            if (root == null) continue;
            for (MapValue entry : root.listAt(list).maps()) {
                if (name.equals(entry.textAt("name"))) return new KubeContext.Entry(file, entry.mapAt(key));
            }
        }
        return null;
    }

    /// A context by name, from the first file that has one.
    public Optional<KubeContext> context(String name) {
        return contexts.stream().filter(context -> context.name().equals(name)).findFirst();
    }

    /// The current context of the first file that has one, as kubectl picks it.
    public Optional<KubeContext> currentContext() {
        return contexts.stream().filter(KubeContext::isCurrent).findFirst();
    }
}
