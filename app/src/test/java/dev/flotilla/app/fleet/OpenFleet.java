package dev.flotilla.app.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.flotilla.app.workbench.Planned;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.MemberConnection;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A workspace with a member that a context reaches and a simulated one.
abstract class OpenFleet {
    static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir Path folder;

    Planned planned = Planned.NOTHING;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shop}
                spec:
                  members:
                  - {name: eu, context: kind-eu}
                  - {name: us, sandbox: {nodes: 3}}
                """);
        Workspace workspace = WorkspaceReader.open(folder);
        planned = new Planned(workspace, Engine.standard().plan(workspace, Map.of(), Map.of(), null), 1);
    }

    /// Its contexts are the one that the first member uses, and one that nobody does.
    Path kubeconfig() throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: a, cluster: {server: "https://127.0.0.1:1"}}
                contexts:
                - {name: kind-eu, context: {cluster: a, user: a}}
                - {name: kind-Asia_2, context: {cluster: a, user: a}}
                users: [{name: a, user: {token: none}}]
                """);
    }

    static MemberConnection connection(String name, MemberConnection.State state, ClusterFailure failure,
            Instant lastAnswer) {
        boolean ready = state == MemberConnection.State.READY;
        return new MemberConnection(name, "", "127.0.0.1:1", state, failure,
                MemberCluster.named(name).withReadiness(ready ? Readiness.READY : Readiness.NOT_READY), lastAnswer, List.of(4),
                List.of());
    }
}
