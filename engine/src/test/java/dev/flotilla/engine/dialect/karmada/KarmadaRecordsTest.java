package dev.flotilla.engine.dialect.karmada;

import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a control plane stores: defaulted templates, its own records, names that two objects would share.
class KarmadaRecordsTest {
    private static final Fleet FLEET = new Fleet(List.of(MemberCluster.named("eu"), MemberCluster.named("us")));
    private static final String EVERYTHING = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: p, namespace: shop}
            spec:
              resourceSelectors:
              - {apiVersion: apps/v1, kind: Deployment}
              - {apiVersion: v1, kind: Service}
              - {apiVersion: v1, kind: ConfigMap}
              - {apiVersion: batch/v1, kind: CronJob}
              - {apiVersion: batch/v1, kind: Job}
              - {apiVersion: example.io/v1, kind: Deployment}
              placement: %s
            """;

    private static String deployment(String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  template: {spec: {initContainers: [{name: i, image: "%1$s"}], containers: [{name: c, image: "%1$s"}]}}
                """.formatted(image);
    }

    private static DialectPlan plan(String... texts) {
        return KarmadaTexts.plan(FLEET, texts);
    }

    private static String everything(String placement) {
        return EVERYTHING.formatted(placement);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"nginx, Always", "nginx:latest, Always", "nginx:1.29, IfNotPresent", "host:5000/a/b, Always",
            "host:5000/a/b:1, IfNotPresent",
            "nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000, IfNotPresent",
            "nginx:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000, Always"})
    void theImageAsWrittenDecidesAboutThePullPolicy(String image, String expected) {
        ClusterPlan placed = plan(deployment(image), everything("{}")).objects().getFirst().on("eu").orElseThrow();

        var pod = placed.manifest().root().mapAt("spec", "template", "spec");
        assertThat(pod.listAt("containers").maps().getFirst().textAt("imagePullPolicy")).isEqualTo(expected);
        assertThat(pod.listAt("initContainers").maps().getFirst().textAt("imagePullPolicy")).isEqualTo(expected);
        assertThat(placed.origins()).filteredOn(origin -> origin.kind() == Origin.Kind.DEFAULT)
                .extracting(origin -> origin.path().toString()).contains("spec.replicas");
    }

    @Test
    void onlyKindsOfKubernetesGetItsDefaults() {
        List<ObjectPlan> objects = plan("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {ports: [{port: 80}]}
                ---
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: web, namespace: shop}
                spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: nginx}]}}}}}
                ---
                apiVersion: example.io/v1
                kind: Deployment
                metadata: {name: other, namespace: shop}
                spec: {template: {spec: {containers: [{name: c, image: nginx}]}}}
                ---
                apiVersion: batch/v1
                kind: Job
                metadata: {name: half, namespace: shop}
                spec: {parallelism: 2, template: {spec: {containers: []}}}
                """, everything("{}")).objects();

        assertThat(root(objects.get(0)).textAt("spec", "type")).isEqualTo("ClusterIP");
        assertThat(root(objects.get(1)).mapAt("spec", "jobTemplate", "spec", "template", "spec").listAt("containers").maps()
                .getFirst().textAt("imagePullPolicy")).isEqualTo("Always");
        assertThat(root(objects.get(2)).at("spec", "replicas")).isNull();
        assertThat(root(objects.get(2)).mapAt("spec", "template", "spec").listAt("containers").maps().getFirst()
                .textAt("imagePullPolicy")).isNull();
        assertThat(root(objects.get(3)).at("spec", "completions")).isNull();
    }

    private static dev.flotilla.engine.value.MapValue root(ObjectPlan plan) {
        return plan.on("eu").orElseThrow().manifest().root();
    }

    @Test
    void twoObjectsThatWouldShareABindingAreToldApart() {
        DialectPlan plan = plan(deployment("nginx"), """
                apiVersion: example.io/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                """, everything("{}"));

        assertThat(plan.objects().getFirst().error()).isNull();
        assertThat(plan.objects().getLast().error()).isNotNull().extracting("code").isEqualTo("karmada.binding-taken");
    }

    @Test
    void whatAnotherSchedulerWouldDoIsNotGuessed() {
        ObjectPlan web = plan(deployment("nginx"), everything("{}").stripTrailing() + "\n  schedulerName: mine\n").objects()
                .getFirst();

        assertThat(web.error()).isNotNull().extracting("code").isEqualTo("karmada.other-scheduler");
        assertThat(web.placements()).isEmpty();
    }

    private static String binding(String spec, String metadata) {
        return """
                apiVersion: work.karmada.io/v1alpha2
                kind: ResourceBinding
                metadata: {name: web-deployment, namespace: shop%s}
                spec:
                  resource: {apiVersion: apps/v1, kind: Deployment, namespace: shop, name: web, uid: "u"}
                  replicas: 1
                  clusters: [{name: us, replicas: 1}]
                """.formatted(metadata) + spec.indent(2);
    }

    private static String places(DialectPlan plan) {
        return plan.objects().getFirst().placements().stream().map(placed -> placed.cluster() + "=" + placed.replicas())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            the same placement      | {clusterAffinity: {labelSelector: {matchLabels: {a: b}}}, replicaScheduling: {replicaSchedulingType: Divided, replicaDivisionPreference: Weighted}} | us=1
            another placement       | {}                                                                                                          | ''
            """)
    void aDividedWorkloadIsLeftWhereItIsWhileNothingTriggersTheScheduler(String name, String applied, String expected) {
        String placement = "{clusterAffinity: {labelSelector: {matchLabels: {a: b}}}, replicaScheduling: "
                + "{replicaSchedulingType: Divided, replicaDivisionPreference: Weighted}}";
        String json = applied.replaceAll("([a-zA-Z]+)", "\"$1\"");

        DialectPlan plan = plan(deployment("nginx"), everything(placement),
                binding("", ", annotations: {policy.karmada.io/applied-placement: '"
                        + json + "'}"));

        assertThat(places(plan)).as(name).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aBindingWhoseSchedulingIsSuspendedStaysAsItIs() {
        assertThat(places(plan(deployment("nginx"), everything("{clusterAffinity: {clusterNames: [eu]}}"),
                binding("suspension: {scheduling: true}", "")))).isEqualTo("us=1");
    }

    @Test
    void severalComponentsGoWholeToEveryMemberThatHasRoomForASet() {
        DialectPlan plan = plan(deployment("nginx"), everything("{}"), binding("""
                components:
                - {name: a, replicas: 2, replicaRequirements: {resourceRequest: {cpu: "1"}}}
                - {name: b, replicas: 1}
                """, ""));

        assertThat(places(plan)).isEqualTo("eu=null us=null");
        assertThat(root(plan.objects().getFirst()).intAt("spec", "replicas")).isEqualTo(1);
    }

    @Test
    void whatFollowsIsTakenOverAndKeptAsItsObjectIs() {
        DialectPlan plan = plan("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings, namespace: shop}
                """,
                deployment("nginx").replace("containers: [{name: c,",
                        "containers: [{name: c, envFrom: [{configMapRef: {name: settings}}],"),
                everything("{}").replace("  - {apiVersion: v1, kind: ConfigMap}\n", "").stripTrailing()
                        + "\n  propagateDeps: true\n  conflictResolution: Overwrite\n  preserveResourcesOnDeletion: true\n");

        ClusterPlan placed = plan.objects().getFirst().on("eu").orElseThrow();
        assertThat(placed.manifest().annotations()).containsEntry("work.karmada.io/conflict-resolution", "overwrite");
        assertThat(placed.delivery().adopts()).isTrue();
        assertThat(placed.delivery().keepsOnDeletion()).isTrue();
    }
}
