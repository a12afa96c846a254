package dev.flotilla.engine.dialect.kubefed;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.fleet.Readiness;
import dev.flotilla.engine.plan.DialectPlan;
import dev.flotilla.engine.plan.RecordRequest;
import dev.flotilla.engine.plan.RuleFailure;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What KubeFed would have on its host.
class RecordsTest {
    private static final String NAMESPACE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {template: {}, placement: {clusterSelector: {}}}
            """;

    private static final String SERVICE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedService
            metadata: {name: web, namespace: shop, generation: 4}
            spec:
              template: {spec: {ports: [{port: 80, protocol: TCP}]}}
              placement: {clusters: [{name: one}, {name: two}]}
              overrides:
              - clusterName: two
                clusterOverrides: [{path: /spec/type, value: NodePort}]
            """;

    private static final String COLLECTING = """
            apiVersion: core.kubefed.io/v1beta1
            kind: FederatedTypeConfig
            metadata: {name: services, namespace: kube-federation-system}
            spec:
              targetType: {version: v1, kind: Service, pluralName: services, scope: Namespaced}
              federatedType: {group: types.kubefed.io, version: v1beta1, kind: FederatedService, pluralName: federatedservices, scope: Namespaced}
              propagation: Enabled
              statusCollection: Enabled
              statusType: {group: core.kubefed.io, version: v1alpha1, kind: FederatedServiceStatus, pluralName: federatedservicestatuses, scope: Namespaced}
            ---
            apiVersion: core.kubefed.io/v1beta1
            kind: FederatedTypeConfig
            metadata: {name: namespaces, namespace: kube-federation-system}
            spec:
              targetType: {version: v1, kind: Namespace, pluralName: namespaces, scope: Cluster}
              federatedType: {group: types.kubefed.io, version: v1beta1, kind: FederatedNamespace, pluralName: federatednamespaces, scope: Namespaced}
              propagation: Enabled
            """;

    private static Manifest live(String marks) {
        return new Manifest((MapValue) Json.read("""
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "shop", "resourceVersion": "17",
                 "labels": {"kubefed.io/managed": "true"}}, "status": {"loadBalancer": {}}}""".replace("\"true\"", marks)));
    }

    private static List<Manifest> records(Plans plans, Map<String, Optional<Manifest>> seen, Map<String, String> failed) {
        return new KubeFedDialect().records(
                new RecordRequest(plans.object("Service/web"), new DialectPlan(List.of(), List.of(), null), plans.documents(), "",
                        seen, failed, Instant.EPOCH));
    }

    @Test
    void theStatusNamesEveryClusterAndTheVersionsThoseThatAreWell() {
        var plans = Plans.over(MemberCluster.named("one"), MemberCluster.named("two").withReadiness(Readiness.NOT_READY),
                MemberCluster.named("three")).with(NAMESPACE).with(SERVICE);

        List<Manifest> records = records(plans, Map.of("one", Optional.of(live("\"true\"")), "three", Optional.empty()),
                Map.of());

        assertThat(records).extracting(Manifest::kind).containsExactly("FederatedService", "PropagatedVersion");
        assertThat(records.getFirst().root().get("status")).isEqualTo(Json.read("""
                {"conditions": [{"type": "Propagation", "status": "False", "reason": "CheckClusters"}],
                 "clusters": [{"name": "one"}, {"name": "two", "status": "ClusterNotReady"}], "observedGeneration": 4}"""));
        MapValue versions = records.getLast().root();
        assertThat(versions.textAt("metadata", "name")).isEqualTo("service-web");
        assertThat(versions.at("status", "clusterVersions")).isEqualTo(Json.read("""
                [{"clusterName": "one", "version": "rv:17"}]"""));
        assertThat(versions.textAt("status", "templateVersion")).hasSize(32);
    }

    @ParameterizedTest(name = "{0}, pushed {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # managed label of what stands there | how the push failed | word
            "true"       | -                 | ''
            "true"       | cluster.invalid   | UpdateFailed
            "true"       | cluster.timed-out | UpdateTimedOut
            "false"      | -                 | ManagedLabelFalse
            -            | cluster.forbidden | CreationFailed
            -            | cluster.timed-out | CreationTimedOut
            -            | -                 | -
            """)
    void eachClusterHasKubeFedsWord(String label, String failure, String word) {
        var plans = Plans.over("one", "two").with(NAMESPACE).with(SERVICE);
        var seen = new HashMap<String, Optional<Manifest>>();
        seen.put("one", label == null ? Optional.empty() : Optional.of(live(label)));
        seen.put("two", Optional.of(live("\"true\"")));

        MapValue status = records(plans, seen, failure == null ? Map.of() : Map.of("one", failure)).getFirst().root()
                .mapAt("status");

        var one = status.listAt("clusters").maps().stream().filter(cluster -> "one".equals(cluster.textAt("name"))).findFirst();
        assertThat(one.map(cluster -> cluster.textAt("status") == null ? "" : cluster.textAt("status")).orElse(null))
                .isEqualTo(word);
        boolean well = word == null || word.isEmpty();
        assertThat(status.listAt("conditions").get(0).textAt("status")).isEqualTo(well ? "True" : "False");
    }

    @Test
    void aMemberThatIsNoLongerPlacedIsNamedWhileItsCopyGoes() {
        var plans = Plans.over("one", "two", "three", "four").with(NAMESPACE).with(SERVICE);
        var going = new Manifest((MapValue) live("\"true\"").root().set(FieldPath.of("metadata", "deletionTimestamp"),
                Value.text("2026-01-01T00:00:00Z")));

        MapValue status = records(plans, Map.of("one", Optional.of(live("\"true\"")), "two", Optional.of(live("\"true\"")),
                "three", Optional.of(going), "four", Optional.of(live("\"true\""))), Map.of("four", "cluster.forbidden"))
                .getFirst()
                .root().mapAt("status");

        assertThat(status.get("clusters")).isEqualTo(Json.read("""
                [{"name": "one"}, {"name": "two"}, {"name": "three", "status": "WaitingForRemoval"},
                 {"name": "four", "status": "DeletionFailed"}]"""));
    }

    @Test
    void aFieldOfAnotherTypeThanItMustHaveCannotBeKept() {
        var plans = Plans.over("one", "two").with(NAMESPACE).with(SERVICE);
        var odd = new Manifest((MapValue) live("\"true\"").root().set(FieldPath.of("spec", "clusterIP"), Value.number(5)));

        MapValue status = records(plans, Map.of("one", Optional.of(odd)), Map.of()).getFirst().root().mapAt("status");

        assertThat(status.listAt("clusters").get(0).textAt("status")).isEqualTo("FieldRetentionFailed");
        assertThatThrownBy(() -> new KubeFedDialect().retain(plans.object("Service/web").on("one").orElseThrow().manifest(), odd))
                .isInstanceOfSatisfying(RuleFailure.class,
                        failure -> assertThat(failure.reason().code()).isEqualTo("kubefed.field-retention-failed"));
    }

    @Test
    void aMemberThatSaysSoIsLeftAlone() {
        var plans = Plans.over("one", "two").with(NAMESPACE).with(SERVICE);

        assertThatThrownBy(() -> new KubeFedDialect().retain(plans.object("Service/web").on("one").orElseThrow().manifest(),
                live("\"false\""))).isInstanceOfSatisfying(RuleFailure.class,
                        failure -> assertThat(failure.reason().code()).isEqualTo("kubefed.managed-label-false"));
    }

    @Test
    void servicesAreCollectedWhereTheirTypeAsksForIt() {
        var plans = Plans.over("one", "two").with(NAMESPACE).with(SERVICE).with(COLLECTING);

        List<Manifest> records = records(plans, Map.of("one", Optional.of(live("\"true\"")), "two", Optional.empty()), Map.of());

        assertThat(records).extracting(Manifest::kind).containsExactly("FederatedService", "PropagatedVersion",
                "FederatedServiceStatus");
        assertThat(records.getLast().root().get("clusterStatus")).isEqualTo(Json.read("""
                [{"clusterName": "one", "status": {"loadBalancer": {}}}, {"clusterName": "two"}]"""));
    }

    @Test
    void theGateCollectsTheStatusesOfAllKindsInstead() {
        var plans = Plans.over("one", "two").with(NAMESPACE).with(SERVICE).with(COLLECTING).with("""
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedConfig
                metadata: {name: kubefed, namespace: kube-federation-system}
                spec: {scope: Cluster, featureGates: [{name: RawResourceStatusCollection, configuration: Enabled}]}
                """);

        List<Manifest> records = records(plans,
                Map.of("one", Optional.of(live("\"true\"")), "two", Optional.of(live("\"true\""))),
                Map.of());

        assertThat(records).extracting(Manifest::kind).containsExactly("FederatedService", "PropagatedVersion");
        assertThat(records.getFirst().root().listAt("status", "clusters").maps()).allMatch(one -> one.has("remoteStatus"));
        assertThat(records.getFirst().root().at("status", "conditions")).isEqualTo(Json.read("""
                [{"type": "Propagation", "status": "True"}]"""));
    }

    @Test
    void aNamespaceThatIsNotFederatedIsSaid() {
        var plans = Plans.over("one").with(SERVICE);

        assertThat(records(plans, Map.of(), Map.of()).getFirst().root().at("status", "conditions")).isEqualTo(Json.read("""
                [{"type": "Propagation", "status": "False", "reason": "NamespaceNotFederated"}]"""));
    }
}
