package dev.flotilla.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A workspace with two simulated members, `left` and `right`, that a policy gives the same ConfigMaps: `c0`, `c1` and so on.
final class TwoMembers {
    private TwoMembers() {}

    /// @param folder in which the workspace is made
    static Path write(Path folder, String name, int objects) throws IOException {
        Path workspace = Files.createTempDirectory(folder, name);
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: %s}
                spec:
                  members:
                  - {name: left, sandbox: {nodes: 1}}
                  - {name: right, sandbox: {nodes: 1}}
                """.formatted(name));
        var all = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: default}
                spec:
                  resourceSelectors:
                  - {apiVersion: v1, kind: ConfigMap}
                  placement: {clusterAffinity: {clusterNames: [left, right]}}
                """);
        for (int i = 0; i < objects; i++) {
            all.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c").append(i)
                    .append(", namespace: default}\ndata: {number: \"").append(i).append("\"}\n");
        }
        Files.writeString(workspace.resolve("all.yaml"), all);
        return workspace;
    }
}
