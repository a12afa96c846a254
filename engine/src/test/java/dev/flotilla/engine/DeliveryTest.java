package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.plan.OnDeletion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What policies say of how an object is sent and kept reaches the push.
class DeliveryTest {
    @TempDir Path folder;

    @BeforeEach
    void members() throws IOException {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: delivering}
                spec: {members: [{name: eu, sandbox: {}}, {name: us, sandbox: {}}]}
                """);
    }

    private Delivery delivery(String cluster, String namespace) throws IOException {
        var engine = Engine.standard();
        var plan = engine.plan(engine.open(folder), Map.of(), Map.of(), null);
        return plan.object(new ObjectKey("", "ConfigMap", namespace, "a")).orElseThrow().on(cluster).orElseThrow().delivery();
    }

    private void karmada(String more) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, namespace: default}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: a, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap, name: a}]
                  placement: {clusterAffinity: {clusterNames: [eu, us]}}
                """ + more);
    }

    @Test
    void karmadaWithoutAWishIsNormal() throws IOException {
        karmada("");

        assertThat(delivery("eu", "default")).isEqualTo(Delivery.NORMAL);
    }

    @Test
    void karmadasConflictResolutionAdopts() throws IOException {
        karmada("  conflictResolution: Overwrite\n");

        assertThat(delivery("eu", "default")).isEqualTo(new Delivery(true, false, false));
    }

    @Test
    void karmadasPreserveResourcesOnDeletionKeeps() throws IOException {
        karmada("  preserveResourcesOnDeletion: true\n");

        assertThat(delivery("eu", "default")).isEqualTo(new Delivery(false, true, false));
    }

    @Test
    void karmadasSuspensionHoldsBackEverywhereOrOnTheNamedMembers() throws IOException {
        karmada("  suspension: {dispatching: true}\n");
        assertThat(delivery("eu", "default").suspended()).isTrue();

        karmada("  suspension: {dispatchingOnClusters: {clusterNames: [us]}}\n");
        assertThat(delivery("eu", "default").suspended()).isFalse();
        assertThat(delivery("us", "default").suspended()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kubefed.io/orphan: "true"                                             | keeps
            kubefed.io/orphan: "True"                                             | ``
            kubefed.io/deleteoption: "{}"                                         | ``
            kubefed.io/deleteoption: '{"propagationPolicy": "Orphan"}'            | propagationPolicy Orphan
            kubefed.io/deleteoption: '{"gracePeriodSeconds": 0, "propagationPolicy": "Foreground"}' | propagationPolicy Foreground, gracePeriodSeconds 0
            kubefed.io/deleteoption: '{"propagationPolicy": "orphan"}'            | ``
            kubefed.io/deleteoption: 'Orphan'                                     | ``
            """)
    void kubeFedsAnnotationsSayHowItGoes(String annotation, String how) throws IOException {
        kubefed(annotation);

        OnDeletion onDeletion = delivery("eu", "shop").onDeletion();
        assertThat(onDeletion.keeps() ? "keeps" : onDeletion.options()).isEqualTo(how);
    }

    @Test
    void kubeFedAdoptsAndItsOrphanAnnotationKeeps() throws IOException {
        kubefed("kubefed.io/orphan: \"true\"");

        assertThat(delivery("eu", "shop").adopts()).isTrue();
        assertThat(delivery("eu", "shop").keepsOnDeletion()).isTrue();
    }

    private void kubefed(String annotation) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                apiVersion: v1
                kind: Namespace
                metadata: {name: shop}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                metadata: {name: shop, namespace: shop}
                spec: {placement: {clusters: [{name: eu}]}}
                ---
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedConfigMap
                metadata: {name: a, namespace: shop, annotations: {ANNOTATION}}
                spec:
                  placement: {clusters: [{name: eu}]}
                  template: {data: {key: value}}
                """.replace("ANNOTATION", annotation));
    }
}
