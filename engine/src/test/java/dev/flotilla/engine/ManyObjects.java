package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.flotilla.engine.diff.ApplySet;
import org.jspecify.annotations.Nullable;

/// A workspace of ConfigMaps and Deployments, half of each, all of them on every member: what benchmarks push and watch.
final class ManyObjects {
    private ManyObjects() {}

    /// @param name    of the namespace and of the workspace
    /// @param members member name to kubeconfig
    static void write(Path workspace, String name, int objects, Map<String, Path> members) throws IOException {
        ConfigMapWorkspace.write(workspace, name, objects / 2, members);
        var deployments = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: deployments, namespace: %s}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment}]
                  placement: {clusterAffinity: {clusterNames: [%s]}}
                """.formatted(name, String.join(", ", members.keySet())));
        for (int i = 0; i < objects / 2; i++) {
            deployments.append("---\n").append(deployment(name, i, null));
        }
        Files.writeString(workspace.resolve("deployments.yaml"), deployments);
    }

    static String namespace(String name) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}";
    }

    /// @param set whose label it bears, or `null` for none
    static String deployment(String namespace, int i, @Nullable String set) {
        return """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d%1$d","namespace":"%2$s"%3$s},"spec":{"replicas":2,\
                "selector":{"matchLabels":{"app":"d%1$d"}},"template":{"metadata":{"labels":{"app":"d%1$d"}},"spec":{"containers":[\
                {"name":"nginx","image":"nginx:1.27","ports":[{"containerPort":80}]}]}}}}
                """
                .formatted(i, namespace, labels(set));
    }

    static String configMap(String namespace, int i, @Nullable String set) {
        return """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c%1$d","namespace":"%2$s"%3$s},"data":{"number":"%1$d"}}
                """.formatted(i, namespace, labels(set));
    }

    private static String labels(@Nullable String set) {
        return set == null ? "" : ",\"labels\":{\"" + ApplySet.PART_OF + "\":\"" + set + "\"}";
    }
}
