package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.flotilla.app.i18n.Messages;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// `flotilla explain` shows every kind of step of both dialects, for a member that passes it and for one that it stops.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
    private static final String CLUSTERS = """
            %s
            apiVersion: cluster.karmada.io/v1alpha1
            kind: Cluster
            metadata: {name: %s}
            spec: {%s}
            status: {apiEnablements: [%s]}
            """;
    private static final String APPS = "{groupVersion: apps/v1, resources: [{kind: Deployment, name: deployments}]}";
    private static final String CORE = "{groupVersion: v1, resources: [{kind: ConfigMap, name: configmaps}]}";

    private Path folder;

    private record Row(String object, String step, String passes, String stopped) {}

    /// A member is stopped by what its name says.
    private static final List<Row> KARMADA = List.of(new Row("deployment/filtered", "API", "good", "no-api"),
            new Row("deployment/filtered", "Taints", "good", "tainted"),
            new Row("deployment/filtered", "Affinity", "good", "excluded"),
            new Row("deployment/filtered", "Spread", "good", "no-region"),
            new Row("deployment/filtered", "Eviction", "good", "evicted"),
            new Row("deployment/filtered", "Selection", "good", "surplus"),
            new Row("deployment/divided", "Division", "good", "surplus"),
            new Row("configmap/settings", "Dependency", "good", "tainted"),
            new Row("resourcequota/limits", "Assignment", "good", "surplus"));
    private static final List<Row> KUBEFED = List.of(new Row("deployment/web", "Placement", "eu", "us"),
            new Row("deployment/web", "Namespace", "eu", "outside"), new Row("deployment/web", "Readiness", "eu", "offline"),
            new Row("deployment/web", "Overrides", "eu", "broken"), new Row("deployment/scheduled", "Preference", "eu", "us"));

    @BeforeAll
    void write(@TempDir Path temporary) throws IOException {
        folder = temporary;
        workspace("karmada", "good, surplus, no-api, tainted, excluded, no-region, evicted",
                cluster("good", "region: r", APPS, CORE) + cluster("surplus", "region: r", APPS, CORE)
                        + cluster("no-api", "region: r", CORE)
                        + cluster("tainted", "region: r, taints: [{key: a, effect: NoSchedule}]", APPS, CORE)
                        + cluster("excluded", "region: r", APPS, CORE) + cluster("no-region", "provider: p", APPS, CORE)
                        + cluster("evicted", "region: r", APPS, CORE) + """
                                ---
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: filtered, namespace: default}
                                spec: &spec
                                  replicas: 2
                                  selector: {matchLabels: {app: x}}
                                  template:
                                    metadata: {labels: {app: x}}
                                    spec:
                                      containers: [{name: c, image: nginx, envFrom: [{configMapRef: {name: settings}}]}]
                                ---
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: divided, namespace: default}
                                spec:
                                  replicas: 2
                                  selector: {matchLabels: {app: x}}
                                  template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c, image: nginx}]}}
                                ---
                                apiVersion: v1
                                kind: ConfigMap
                                metadata: {name: settings, namespace: default}
                                ---
                                apiVersion: work.karmada.io/v1alpha2
                                kind: ResourceBinding
                                metadata: {name: filtered-deployment, namespace: default}
                                spec:
                                  resource: {apiVersion: apps/v1, kind: Deployment, name: filtered, namespace: default}
                                  gracefulEvictionTasks: [{fromCluster: evicted, reason: test, producer: test}]
                                ---
                                apiVersion: policy.karmada.io/v1alpha1
                                kind: PropagationPolicy
                                metadata: {name: filtered, namespace: default}
                                spec:
                                  propagateDeps: true
                                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: filtered}]
                                  placement:
                                    clusterAffinity: {exclude: [excluded]}
                                    spreadConstraints:
                                    - {spreadByField: region, minGroups: 1, maxGroups: 1}
                                    - {spreadByField: cluster, minGroups: 1, maxGroups: 1}
                                ---
                                apiVersion: policy.karmada.io/v1alpha1
                                kind: PropagationPolicy
                                metadata: {name: divided, namespace: default}
                                spec:
                                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: divided}]
                                  placement:
                                    replicaScheduling:
                                      replicaSchedulingType: Divided
                                      replicaDivisionPreference: Weighted
                                      weightPreference:
                                        staticWeightList: [{targetCluster: {clusterNames: [good]}, weight: 1}]
                                ---
                                apiVersion: policy.karmada.io/v1alpha1
                                kind: FederatedResourceQuota
                                metadata: {name: limits, namespace: default}
                                spec:
                                  overall: {cpu: 4}
                                  staticAssignments: [{clusterName: good, hard: {cpu: 2}}]
                                ---
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: grouped, namespace: default}
                                spec: {replicas: 2}
                                ---
                                apiVersion: policy.karmada.io/v1alpha1
                                kind: PropagationPolicy
                                metadata: {name: grouped, namespace: default}
                                spec:
                                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: grouped}]
                                  placement:
                                    clusterAffinities:
                                    - {affinityName: near, clusterNames: [tainted]}
                                    - {affinityName: far, clusterNames: [good]}
                                ---
                                apiVersion: apps/v1
                                kind: Deployment
                                metadata: {name: nowhere, namespace: default}
                                spec: {replicas: 2}
                                ---
                                apiVersion: policy.karmada.io/v1alpha1
                                kind: PropagationPolicy
                                metadata: {name: nowhere, namespace: default}
                                spec:
                                  resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: nowhere}]
                                  placement: {clusterAffinity: {clusterNames: [tainted, no-api]}}
                                """);
        workspace("kubefed", "eu, us, outside, offline, broken", """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                metadata: {name: shop, namespace: shop}
                spec: {placement: {clusters: [{name: eu}, {name: us}, {name: offline}, {name: broken}]}}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: web, namespace: shop}
                spec:
                  template: {spec: {replicas: 1}}
                  placement: {clusters: [{name: eu}, {name: outside}, {name: offline}, {name: broken}]}
                  overrides: [{clusterName: broken, clusterOverrides: [{op: remove, path: /spec/none}]}]
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: scheduled, namespace: shop}
                spec: {template: {spec: {replicas: 1}}, placement: {clusterSelector: {matchLabels: {tier: gold}}}}
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: scheduled, namespace: shop}
                spec: {targetKind: FederatedDeployment, totalReplicas: 2, intersectWithClusterSelector: true}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedStatefulSet
                metadata: {name: unknown, namespace: shop}
                spec: {template: {spec: {replicas: 1}}, placement: {clusters: [{name: eu}]}}
                ---
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedCluster
                metadata: {name: offline, namespace: kube-federation-system}
                spec: {apiEndpoint: "https://offline:6443", secretRef: {name: offline}}
                status: {conditions: [{type: Ready, status: "False", lastProbeTime: "2026-01-01T00:00:00Z"}]}
                ---
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedCluster
                metadata: {name: eu, namespace: kube-federation-system, labels: {tier: gold}}
                spec: {apiEndpoint: "https://eu:6443", secretRef: {name: eu}}
                """.replace("placement: {clusters: [{name: eu}, {name: us}, {name: offline}, {name: broken}]}}",
                "placement: {clusterSelector: {matchExpressions: [{key: out, operator: DoesNotExist}]}}}") + """
                        ---
                        apiVersion: core.kubefed.io/v1beta1
                        kind: KubeFedCluster
                        metadata: {name: outside, namespace: kube-federation-system, labels: {out: side}}
                        spec: {apiEndpoint: "https://outside:6443", secretRef: {name: outside}}
                        """);
    }

    private static String cluster(String name, String spec, String... apis) {
        return CLUSTERS.formatted("---", name, "syncMode: Push, " + spec, String.join(", ", apis));
    }

    private void workspace(String name, String members, String documents) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        var settings = new StringBuilder("apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nspec:\n  members:\n");
        for (String member : members.split(", ")) {
            settings.append("  - {name: ").append(member).append("}\n");
        }
        Files.writeString(place.resolve("flotilla.yaml"), settings);
        Files.writeString(place.resolve("all.yaml"), documents);
    }

    static Stream<Arguments> rows() {
        return Stream.concat(KARMADA.stream().map(row -> Arguments.of("karmada", row)),
                KUBEFED.stream().map(row -> Arguments.of("kubefed", row)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void showsAChosenAndARejectedMember(String dialect, Row row) {
        String out = explained(dialect, row.object());

        assertThat(section(out, row.passes())).containsPattern("✓ +" + row.step() + "\\b");
        assertThat(section(out, row.stopped())).containsPattern("✗ +" + row.step() + " +\\S+");
    }

    @Test
    void theAffinityGroupThatCountsSaysWhatTheOneBeforeItLacked() {
        String good = section(explained("karmada", "deployment/grouped"), "good");

        assertThat(good).containsPattern("✓ +Group +affinity group far, as near gave nothing: 0/7 clusters are available");
    }

    @Test
    void whereNoMemberFitsEachOneStillSaysWhy() {
        var nowhere = Runs.run("explain", folder.resolve("karmada").toString(), "deployment/nowhere");

        assertThat(nowhere.exit()).as(nowhere.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(nowhere.out()).contains("none of the 7 members fits");
        assertThat(section(nowhere.out(), "tainted")).containsPattern("✗ +Taints").contains("tolerat");
        assertThat(section(nowhere.out(), "good")).containsPattern("✗ +Affinity +clusterNames lists");
    }

    @Test
    void aTypeThatIsNotEnabledStopsTheWholeObject() {
        var unknown = Runs.run("explain", folder.resolve("kubefed").toString(), "statefulset/unknown");
        assertThat(unknown.exit()).as(unknown.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(unknown.out()).contains("FederatedStatefulSet");
        assertThat(section(explained("kubefed", "deployment/web"), "eu")).containsPattern("✓ +Type\\b");
    }

    /// A new step needs its row.
    @Test
    void everyStepThereIsHasItsRow() {
        var shown = new TreeSet<String>();
        KARMADA.forEach(row -> shown.add("karmada " + row.step()));
        KUBEFED.forEach(row -> shown.add("kubefed " + row.step()));
        shown.add("kubefed Type");
        shown.add("karmada Group");
        var all = new TreeSet<String>();
        Messages words = Messages.of(java.util.Locale.ENGLISH);
        for (String dialect : List.of("karmada", "kubefed")) {
            words.keys().stream().filter(key -> key.startsWith("step." + dialect + "."))
                    .forEach(key -> all.add(dialect + " " + words.get(key)));
        }

        assertThat(shown).isEqualTo(all);
    }

    private String explained(String dialect, String object) {
        var result = Runs.run("explain", folder.resolve(dialect).toString(), object);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out();
    }

    /// The lines of one member.
    private static String section(String out, String member) {
        var lines = new ArrayList<String>();
        boolean within = false;
        var heading = Pattern.compile("  \\S.*");
        for (String line : out.split("\n")) {
            if (heading.matcher(line).matches()) within = line.startsWith("  " + member + "  ");
            if (within) lines.add(line);
        }
        assertThat(lines).as("%s in\n%s", member, out).isNotEmpty();
        return String.join("\n", lines);
    }
}
