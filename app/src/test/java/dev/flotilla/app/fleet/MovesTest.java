package dev.flotilla.app.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.workspace.WorkspaceReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MovesTest {
    @TempDir Path folder;

    private FleetPlan plan(String members) throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: shop}
                spec: {members: [%s]}
                """.formatted(members));
        Files.writeString(folder.resolve("shop.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 4
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: eu-only}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: web}
                spec:
                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: web}]
                  placement:
                    clusterAffinity: {clusterNames: [eu, us]}
                    replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: eu-only}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: eu-only}]
                  placement: {clusterAffinity: {clusterNames: [eu]}}
                """);
        return Engine.standard().plan(WorkspaceReader.open(folder), Map.of(), Map.of(), null);
    }

    @Test
    void whatMovesIsToldWithItsSplitsAndWhatStaysIsNot() throws Exception {
        FleetPlan both = plan("{name: eu, sandbox: {}}, {name: us, sandbox: {}}");
        FleetPlan one = plan("{name: eu, sandbox: {}}");

        Map<String, String> moves = Moves.of(both, one);

        assertThat(List.copyOf(moves.values())).containsExactly("eu 2, us 2  →  eu 4");
        assertThat(moves.keySet()).singleElement().asString().contains("web");
        assertThat(Moves.of(both, both)).isEmpty();
    }

    @Test
    void whatIsLeftWithNoMemberGoesNowhere() throws Exception {
        FleetPlan both = plan("{name: eu, sandbox: {}}, {name: us, sandbox: {}}");
        FleetPlan other = plan("{name: us, sandbox: {}}");

        assertThat(Moves.of(both, other).values()).contains("eu  →  –");
    }
}
