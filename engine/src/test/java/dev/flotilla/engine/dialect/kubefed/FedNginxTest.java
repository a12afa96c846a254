package dev.flotilla.engine.dialect.kubefed;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.plan.Division.Certainty;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.plan.StepResult;
import dev.flotilla.engine.plan.StepResult.Verdict;
import dev.flotilla.engine.value.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The walk-through that KubeFed's users come from: nginx in namespace `ddcloud` on two workers.
class FedNginxTest {
    private static final String NAMESPACE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: ddcloud, namespace: ddcloud}
            spec:
              placement:
                clusterSelector:
                  matchLabels: {}
              template: {}
            """;

    private static final String DEPLOYMENT = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedDeployment
            metadata:
              name: fed-nginx
              namespace: ddcloud
            spec:
              template:
                metadata:
                  labels:
                    app: nginx
                spec:
                  replicas: 2
                  selector:
                    matchLabels:
                      app: nginx
                  template:
                    metadata:
                      labels:
                        app: nginx
                    spec:
                      containers:
                      - image: nginx
                        name: nginx
              placement:
                clusters:
                - name: fed-worker01
                - name: fed-worker02
              overrides:
              - clusterName: fed-worker01
                clusterOverrides:
                - path: "/spec/template/spec/containers/0/image"
                  value: "nginx:1.17.0-alpine"
                - path: "/metadata/annotations"
                  op: "add"
                  value:
                    foo: this_is_worker01
              - clusterName: fed-worker02
                clusterOverrides:
                - path: "/spec/replicas"
                  value: 1
                - path: "/metadata/annotations"
                  op: "add"
                  value:
                    foo: this_is_worker02
            """;

    private static String preference(String clusters, int total) {
        return """
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: fed-nginx, namespace: ddcloud}
                spec:
                  targetKind: FederatedDeployment
                  totalReplicas: %d
                  clusters:
                %s""".formatted(total, clusters.indent(4));
    }

    private final Plans plans = Plans.over("fed-worker01", "fed-worker02", "fed-worker03").with("namespace.yaml", NAMESPACE)
            .with("nginx.yaml", DEPLOYMENT);

    @Test
    void eachWorkerGetsItsOwnReplicasImageAndAnnotation() {
        assertThat(plans.split("Deployment/fed-nginx")).isEqualTo("fed-worker01=2 fed-worker02=1");
        assertThat(plans.manifest("Deployment/fed-nginx", "fed-worker01")).isEqualTo(Json.read("""
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "fed-nginx", "namespace": "ddcloud", "annotations": {"foo": "this_is_worker01"},
                              "labels": {"app": "nginx", "kubefed.io/managed": "true"}},
                 "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "nginx"}}, "template": {
                   "metadata": {"labels": {"app": "nginx"}},
                   "spec": {"containers": [{"image": "nginx:1.17.0-alpine", "name": "nginx"}]}}}}"""));
        assertThat(plans.manifest("Deployment/fed-nginx", "fed-worker02")).isEqualTo(Json.read("""
                {"apiVersion": "apps/v1", "kind": "Deployment",
                 "metadata": {"name": "fed-nginx", "namespace": "ddcloud", "annotations": {"foo": "this_is_worker02"},
                              "labels": {"app": "nginx", "kubefed.io/managed": "true"}},
                 "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "nginx"}}, "template": {
                   "metadata": {"labels": {"app": "nginx"}},
                   "spec": {"containers": [{"image": "nginx", "name": "nginx"}]}}}}"""));
        assertThat(plans.manifest("Namespace/ddcloud", "fed-worker03")).isEqualTo(Json
                .read("""
                        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "ddcloud", "labels": {"kubefed.io/managed": "true"}}}"""));
    }

    @Test
    void everyLineSaysWhereItComesFrom() {
        List<Origin> origins = plans.object("Deployment/fed-nginx").on("fed-worker02").orElseThrow().origins();

        assertThat(origins).extracting(origin -> origin.path() + " " + origin.kind() + " " + origin.operation())
                .containsExactlyInAnyOrder(
                        "metadata.name DIALECT set", "metadata.namespace DIALECT set", "kind DIALECT set",
                        "apiVersion DIALECT set",
                        "spec.replicas OVERRIDE replace", "metadata.annotations OVERRIDE add",
                        "metadata.labels[kubefed.io/managed] DIALECT set");
        assertThat(origins).filteredOn(origin -> origin.path().toString().equals("spec.replicas")).singleElement()
                .satisfies(origin -> assertThat(origin.replaced()).hasToString("2"))
                .satisfies(origin -> assertThat(origin.rule()).hasToString("nginx.yaml:39:7"));
    }

    @Test
    void theWorkerThatIsNotListedIsRejectedAtThatStep() {
        StepResult stop = plans.decision("Deployment/fed-nginx", "fed-worker03").stoppedAt();

        assertThat(stop).isNotNull();
        assertThat(stop.step()).isEqualTo("placement");
        assertThat(stop.reason()).isNotNull().satisfies(reason -> assertThat(reason.code()).isEqualTo("kubefed.not-listed"));
        assertThat(plans.decision("Deployment/fed-nginx", "fed-worker01").steps())
                .extracting(StepResult::step, StepResult::verdict)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("type", Verdict.PASSED),
                        org.assertj.core.groups.Tuple.tuple("placement", Verdict.PASSED),
                        org.assertj.core.groups.Tuple.tuple("namespace", Verdict.PASSED),
                        org.assertj.core.groups.Tuple.tuple("readiness", Verdict.PASSED),
                        org.assertj.core.groups.Tuple.tuple("overrides", Verdict.PASSED));
    }

    @Test
    void weightsOneToTwoOfThreeGiveWhatKubeFedsPlannerGives() {
        var both = Plans.over("fed-worker01", "fed-worker02").with(NAMESPACE).with(DEPLOYMENT)
                .with(preference("fed-worker01: {weight: 1}\nfed-worker02: {weight: 2}", 3));

        assertThat(both.split("Deployment/fed-nginx")).isEqualTo("fed-worker01=1 fed-worker02=2");
        assertThat(both.object("Deployment/fed-nginx").division().certainty()).isEqualTo(Certainty.EXACT);
        assertThat(both.object("Deployment/fed-nginx").division().arithmetic().rows()).extracting(row -> row.goesTo())
                .containsExactly("fed-worker02", "fed-worker01");
    }

    @Test
    void whatRunsStaysWhereItIs() {
        var running = Plans.over("fed-worker01", "fed-worker02").with(NAMESPACE).with(DEPLOYMENT)
                .with(preference("'*': {weight: 1}", 2))
                .after("Deployment", "ddcloud", "fed-nginx", Map.of("fed-worker01", 2, "fed-worker02", 1));

        assertThat(running.split("Deployment/fed-nginx")).isEqualTo("fed-worker01=2 fed-worker02=0");
    }

    @Test
    void theDuplicateKeyIsAnErrorAtItsLineAndTheLaterOneCounts() {
        var twice = Plans.over("fed-worker01", "fed-worker02").with(NAMESPACE).with(DEPLOYMENT)
                .with("rsp.yaml", preference("fed-worker02: {weight: 1}\nfed-worker02: {weight: 2}", 3));

        assertThat(twice.textual()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("yaml.duplicate-key");
            assertThat(found.location()).hasToString("rsp.yaml:9:5");
            assertThat(found.arguments()).containsExactly("fed-worker02", 8, 9);
        });
        assertThat(twice.split("Deployment/fed-nginx")).isEqualTo("fed-worker01=0 fed-worker02=3");
    }
}
