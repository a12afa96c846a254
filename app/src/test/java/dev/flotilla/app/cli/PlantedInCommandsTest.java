package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import dev.flotilla.engine.PlantedValues;
import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flotilla.engine.PlantedValues.encoded;
import static dev.flotilla.engine.PlantedValues.quoted;
import static org.assertj.core.api.Assertions.assertThat;

/// Values of Secrets, planted at random into templates and overrides of both dialects, occur in no command's output and nothing that
/// is kept, but for the commands whose work is to print manifests.
@Timeout(180)
class PlantedInCommandsTest {
    @TempDir Path folder;

    @RegisterExtension private final PlantedValues planted = new PlantedValues();

    private Runs.Result run(String... arguments) {
        Runs.Result result = new Runs(folder).variable("XDG_STATE_HOME", folder.resolve("state").toString())
                .variable("FLOTILLA_HOME", folder.resolve("home").toString()).variable("HOME", folder.toString()).with(arguments);
        planted.hear(String.join(" ", arguments)).hear('\n').hear(result.out()).hear(result.err());
        return result;
    }

    /// A Secret of each dialect, with values in its template and more of them in overrides of every kind that can bring one.
    private void write(Random random) throws IOException {
        Path workspace = Files.createDirectories(folder.resolve("ws"));
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: planted}
                spec: {members: [{name: one, sandbox: {nodes: 1}}]}
                """);
        Files.writeString(workspace.resolve("karmada.yaml"),
                """
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: s
                          namespace: default
                          annotations: {kubectl.kubernetes.io/last-applied-configuration: %1$s}
                        stringData: {a: %1$s, c.json: %5$s}
                        data: {b: %2$s}
                        ---
                        apiVersion: policy.karmada.io/v1alpha1
                        kind: PropagationPolicy
                        metadata: {name: all, namespace: default}
                        spec:
                          resourceSelectors: [{apiVersion: v1, kind: Secret}]
                          placement: {clusterAffinity: {clusterNames: [one]}}
                        ---
                        apiVersion: policy.karmada.io/v1alpha1
                        kind: OverridePolicy
                        metadata: {name: more, namespace: default}
                        spec:
                          resourceSelectors: [{apiVersion: v1, kind: Secret}]
                          overrideRules:
                          - overriders:
                              plaintext: [{path: /stringData/d, operator: add, value: %3$s}]
                              fieldOverrider:
                              - fieldPath: /stringData/c.json
                                json: [{subPath: /x, operator: replace, value: %4$s}]
                        ---
                        apiVersion: policy.karmada.io/v1alpha1
                        kind: ClusterOverridePolicy
                        metadata: {name: most}
                        spec:
                          resourceSelectors: [{apiVersion: v1, kind: Secret}]
                          overrideRules:
                          - overriders: {plaintext: [{path: /data/e, operator: add, value: %6$s}]}
                        """.formatted(quoted(planted.plant(random)), encoded(planted.plant(random)),
                        quoted(planted.plant(random)), quoted(planted.plant(random)),
                        quoted(Json.write(MapValue.of("x", Value.text(planted.plant(random))))), encoded(planted.plant(random))));
        Files.writeString(workspace.resolve("kubefed.yaml"),
                """
                        apiVersion: types.kubefed.io/v1beta1
                        kind: FederatedNamespace
                        metadata: {name: default, namespace: default}
                        spec: {placement: {clusterSelector: {matchLabels: {}}}}
                        ---
                        apiVersion: types.kubefed.io/v1beta1
                        kind: FederatedSecret
                        metadata:
                          name: f
                          namespace: default
                          annotations: {kubectl.kubernetes.io/last-applied-configuration: %1$s}
                        spec:
                          template:
                            data: {a: %2$s}
                            stringData: {b: %3$s}
                          placement: {clusters: [{name: one}]}
                          overrides:
                          - clusterName: one
                            clusterOverrides:
                            - {path: /data/c, op: add, value: %4$s}
                            - {path: /data/d, value: %5$s}
                        """.formatted(quoted(planted.plant(random)), encoded(planted.plant(random)),
                        quoted(planted.plant(random)),
                        encoded(planted.plant(random)),
                        encoded(planted.plant(random))));
    }

    /// Overrides that fail at a Secret, which their messages might show.
    private void spoil(Random random) throws IOException {
        Files.writeString(folder.resolve("ws/spoilt.yaml"), """
                apiVersion: policy.karmada.io/v1alpha1
                kind: OverridePolicy
                metadata: {name: spoilt, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: Secret, name: s}]
                  overrideRules:
                  - overriders:
                      fieldOverrider:
                      - fieldPath: /stringData/a
                        json: [{subPath: /x/y, operator: replace, value: %1$s}]
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedSecret
                metadata: {name: g, namespace: default}
                spec:
                  template: {stringData: {a: %2$s}, data: [%2$s]}
                  placement: {clusters: [{name: one}]}
                  overrides:
                  - clusterName: one
                    clusterOverrides:
                    - {path: /data/none/c, op: replace, value: %3$s}
                    - {path: nowhere, op: add, value: %3$s}
                    - {path: /stringData/a, op: test, value: %3$s}
                """.formatted(quoted(planted.plant(random)), quoted(planted.plant(random)),
                quoted(encoded(planted.plant(random)))));
    }

    private void look() {
        for (String format : List.of("text", "json")) {
            run("validate", "ws", "-o", format);
            run("explain", "ws", "secret/s", "-o", format);
            run("explain", "ws", "federatedsecret/f", "-o", format);
            run("explain", "ws", "overridepolicy/more", "-o", format);
            run("explain", "ws", "cop/most", "-o", format);
            run("explain", "ws", "propagationpolicy/all", "-o", format);
        }
        for (String format : List.of("table", "json", "yaml")) {
            run("plan", "ws", "-o", format);
        }
        for (String format : List.of("table", "json")) {
            run("diff", "ws", "-o", format);
            run("status", "ws", "-o", format);
            run("clusters", "ws", "-o", format);
            run("history", "ws", "-o", format);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noCommandTellsOne(long seed) throws IOException {
        var random = new Random(seed);
        write(random);
        look();
        assertThat(run("sync", "ws", "-o", "json").exit()).isZero();
        look();
        assertThat(planted.heard()).as("records of both dialects").contains("\"kind\" : \"Work\"")
                .contains("applied-cluster-overrides").contains("\"kind\" : \"FederatedSecret\"").contains("clusterOverrides");

        write(random);
        run("sync", "ws", "--dry-run");
        run("sync", "ws");
        String first = Json.read(run("history", "ws", "-o", "json").out()).listAt("runs").maps().getLast().textAt("id");
        run("history", "ws", String.valueOf(first));
        run("rollback", "ws", String.valueOf(first));
        run("rollback", "ws", String.valueOf(first), "-o", "json");
        run("rollback", "ws", String.valueOf(first), "--yes", "-o", "json");
        spoil(random);
        look();
        run("sync", "ws", "--allow-errors");
        run("orphaning-deletion", "enable", "fsecret", "f", "-n", "default", "-w", "ws");
        run("orphaning-deletion", "enable", "FederatedSecret", "f", "-n", "default", "-w", "ws");
        assertHidden();
    }

    @Test
    void kubefedctlsWorkTellsNoneUnlessItPrints() throws IOException {
        var random = new Random(4);
        Files.writeString(folder.resolve("secret.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: default}
                stringData: {a: %s}
                """.formatted(quoted(planted.plant(random))));
        try (var cluster = SandboxCluster.start(SandboxSpec.named("host"))) {
            Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
            Path workspace = Files.createDirectories(folder.resolve("ws"));
            Files.writeString(workspace.resolve("flotilla.yaml"), """
                    apiVersion: flotilla.dev/v1alpha1
                    kind: Workspace
                    metadata: {name: host}
                    spec: {members: [{name: host, kubeconfig: ../kubeconfig}]}
                    """);
            Files.writeString(workspace.resolve("all.yaml"), Files.readString(folder.resolve("secret.yaml")) + """
                    ---
                    apiVersion: v1
                    kind: Namespace
                    metadata: {name: kube-federation-system}
                    ---
                    apiVersion: policy.karmada.io/v1alpha1
                    kind: ClusterPropagationPolicy
                    metadata: {name: all}
                    spec: {resourceSelectors: [{apiVersion: v1, kind: Secret}, {apiVersion: v1, kind: Namespace}], placement: {}}
                    """);
            assertThat(run("sync", "ws").exit()).isZero();
            run("federate", "secret", "s", "--kubeconfig", "kubeconfig");
            run("federate", "secret", "s", "-t", "--dry-run", "--kubeconfig", "kubeconfig");
            run("federate", "namespace", "default", "-c", "--kubeconfig", "kubeconfig");
            run("orphaning-deletion", "status", "secret", "s", "--kubeconfig", "kubeconfig");
            assertThat(planted.heard()).contains("secrets");
            assertHidden();

            var printed = new Runs(folder).with("federate", "secret", "s", "-o", "yaml", "--kubeconfig", "kubeconfig");
            assertThat(printed.out()).as("a manifest to be applied").contains(encoded(planted.values().getFirst()));
            assertThat(printed.err()).doesNotContain(encoded(planted.values().getFirst()));
        }
    }

    private void assertHidden() throws IOException {
        planted.assertHidden(folder.resolve("state"), folder.resolve("home"));
    }
}
