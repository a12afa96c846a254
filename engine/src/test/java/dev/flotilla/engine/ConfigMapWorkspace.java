package dev.flotilla.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A workspace of many ConfigMaps in a namespace of its own, all of them on every member.
///
/// @param namespace also the workspace's name
record ConfigMapWorkspace(Path folder, String namespace) {
    /// @param members member name to kubeconfig
    static ConfigMapWorkspace write(Path folder, String namespace, int count, Map<String, Path> members) {
        return write(folder, namespace, IntStream.range(0, count), Integer::toString, members);
    }

    /// @param numbers which ConfigMaps: `c0`, `c1` and so on
    /// @param text    what is in each
    static ConfigMapWorkspace write(Path folder, String namespace, IntStream numbers, IntFunction<String> text,
            Map<String, Path> members) {
        var settings = new StringBuilder("apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nmetadata: {name: " + namespace
                + "}\nspec:\n  members:\n");
        members.forEach(
                (name, kubeconfig) -> settings.append("  - {name: ").append(name).append(", kubeconfig: \"").append(kubeconfig
                        .toAbsolutePath()).append("\"}\n"));
        var manifests = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: %1$s}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]
                  placement: {clusterAffinity: {clusterNames: [%2$s]}}
                """.formatted(namespace, String.join(", ", members.keySet())));
        numbers.forEach(i -> manifests.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c").append(i).append(
                ", namespace: ").append(namespace).append("}\ndata: {number: \"").append(text.apply(i)).append("\"}\n"));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("flotilla.yaml"), settings);
            Files.writeString(folder.resolve("all.yaml"), manifests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigMapWorkspace(folder, namespace);
    }
}
