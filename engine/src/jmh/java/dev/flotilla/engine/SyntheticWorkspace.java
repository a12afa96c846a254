package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import dev.flotilla.engine.workspace.WorkspaceSettings.MemberSettings;

/// Workspaces of any size for benchmarks: a file per template, every template divided over all members, two override policies.
final class SyntheticWorkspace {
    private SyntheticWorkspace() {}

    static Workspace karmada(int templates, int members) {
        Workspace workspace = empty(members);
        for (int t = 0; t < templates; t++) {
            workspace = workspace.withText(new SourceFile("templates/" + t + ".yaml", deployment("web-" + t, 7 + t % 90)));
        }
        return workspace.withText(propagation(members, 1)).withText(overrides());
    }

    static Workspace kubefed(int templates, int members) {
        Workspace workspace = empty(members).withText(new SourceFile("namespace.yaml", """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                metadata: {name: shop, namespace: shop}
                spec:
                  placement: {clusterSelector: {}}
                """));
        for (int t = 0; t < templates; t++) {
            workspace = workspace.withText(new SourceFile("federated/" + t + ".yaml", federated("web-" + t, 7 + t % 90)));
        }
        return workspace;
    }

    private static Workspace empty(int members) {
        List<MemberSettings> declared = new ArrayList<>();
        for (int m = 0; m < members; m++) {
            declared.add(new MemberSettings(member(m), null, WorkspaceSettings.SandboxSettings.DEFAULT));
        }
        var settings = new WorkspaceSettings("bench", WorkspaceSettings.EVERYTHING, null, "", "", declared);
        return Workspace.empty(Path.of("bench"), settings, List.of());
    }

    /// One federated Deployment and the preference that divides it over all members.
    static Workspace preference(int members, int replicas) {
        var text = new StringBuilder("""
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: web-0, namespace: shop}
                spec:
                  targetKind: FederatedDeployment
                  totalReplicas: %d
                  clusters:
                """.formatted(replicas));
        for (int m = 0; m < members; m++) {
            text.append("    ").append(member(m)).append(": {weight: ").append(1 + m % 7).append(", minReplicas: ").append(m % 4)
                    .append(m % 3 == 0 ? ", maxReplicas: 60" : "").append("}\n");
        }
        return kubefed(1, members).withText(new SourceFile("preference.yaml", text.toString()));
    }

    static String member(int m) {
        return "member-%03d".formatted(m);
    }

    /// The policy's file with another weight for the first member: what one keystroke changes.
    static SourceFile propagation(int members, int firstWeight) {
        var text = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: shop}
                spec:
                  resourceSelectors:
                  - {apiVersion: apps/v1, kind: Deployment}
                  placement:
                    replicaScheduling:
                      replicaSchedulingType: Divided
                      replicaDivisionPreference: Weighted
                      weightPreference:
                        staticWeightList:
                """);
        for (int m = 0; m < members; m++) {
            text.append("        - targetCluster: {clusterNames: [").append(member(m)).append("]}\n          weight: ")
                    .append(m == 0 ? firstWeight : 1 + m % 5).append('\n');
        }
        return new SourceFile("policies/propagation.yaml", text.toString());
    }

    private static SourceFile overrides() {
        return new SourceFile("policies/overrides.yaml", """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: registry, namespace: shop}
                spec:
                  resourceSelectors:
                  - {apiVersion: apps/v1, kind: Deployment}
                  overrideRules:
                  - targetCluster: {clusterNames: [member-000, member-001, member-002]}
                    overriders:
                      imageOverrider:
                      - {component: Registry, operator: replace, value: registry.example.com}
                  - overriders:
                      plaintext:
                      - {path: /metadata/annotations/site, operator: add, value: shop}
                """);
    }

    static String deployment(String name, int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                  namespace: shop
                  labels: {app: %1$s, tier: web}
                  annotations: {owner: shop-team}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: web
                        image: nginx:1.29
                        ports: [{containerPort: 80, name: http}]
                        env:
                        - {name: A, value: "1"}
                        - {name: B, value: "2"}
                        resources:
                          requests: {cpu: 100m, memory: 64Mi}
                          limits: {memory: 128Mi}
                        readinessProbe: {httpGet: {path: /, port: http}}
                      - name: sidecar
                        image: busybox:1.36
                        command: [sh, -c, "while true; do sleep 60; done"]
                """.formatted(name, replicas);
    }

    private static String federated(String name, int replicas) {
        String template = deployment(name, replicas).lines()
                .filter(line -> !line.startsWith("apiVersion") && !line.startsWith("kind"))
                .reduce("", (text, line) -> text + "    " + line + "\n");
        return """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: %s, namespace: shop}
                spec:
                  placement: {clusterSelector: {}}
                  overrides:
                  - clusterName: member-000
                    clusterOverrides:
                    - {path: /spec/replicas, value: 5}
                  template:
                """.formatted(name) + template;
    }
}
