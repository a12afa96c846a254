package dev.flotilla.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.dialect.kubefed.federate.Enabling;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.kubefedctl.KubeFedHost;
import dev.flotilla.engine.kubefedctl.Refusal;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// kubefedctl's work from a bare host to federated objects and back, on whatever host a subclass brings.
abstract class KubeFedHostSuite {
    private static final TypeRef FEDERATED_DEPLOYMENT = new TypeRef("types.kubefed.io/v1beta1", "FederatedDeployment");
    private static final Enabling.Options OPTIONS = Enabling.Options.USUAL;
    private static final TypeRef CRD = new TypeRef("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    private static final KubeFedHost.LeftOver LEFT = new KubeFedHost.LeftOver("", "types.kubefed.io");

    private static final String BEFORE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-federation-system}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: federatedtypeconfigs.core.kubefed.io}
            spec:
              group: core.kubefed.io
              scope: Namespaced
              names: {kind: FederatedTypeConfig, plural: federatedtypeconfigs, shortNames: [ftc]}
              versions:
              - name: v1beta1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Widget, plural: widgets, shortNames: [wi]}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties: {spec: {type: object, properties: {replicas: {type: integer, format: int32}}}}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {owner: me}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "nginx:1.29"}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: shop}
            data: {a: b}
            """;

    @TempDir Path folder;

    abstract Path kubeconfig();

    private static Manifest applied(ClusterClient client, Manifest manifest) throws ClusterException, InterruptedException {
        for (int tries = 0; client.discover().find(manifest.type()).isEmpty() && tries < 100; tries++) {
            Thread.sleep(100);
        }
        return client.apply(client.apis().require(manifest.type()), manifest, WriteOptions.FORCE).manifest();
    }

    private static LiveObject read(ClusterClient client, TypeRef type, String name) throws ClusterException {
        return client.get(client.apis().require(type), "shop", name).orElseThrow();
    }

    @Test
    void fromABareHostToFederatedObjectsAndBack() throws Exception {
        var settings = new WorkspaceSettings("host", List.of(),
                new WorkspaceSettings.ClusterAccess(kubeconfig().toString(), null),
                "", "", List.of());
        var options = SessionOptions.standard(_ -> false).withState(folder);
        try (var session = FleetSession.open(Engine.standard(), Workspace.empty(folder, settings, List.of()), options)) {
            assertThat(session.awaitFirstAnswers(PushedFleet.PATIENCE)).isTrue();
            ClusterClient client = session.client(FleetSession.HOST).orElseThrow();
            var host = new KubeFedHost(client, "kube-federation-system");

            assertThatThrownBy(() -> host.enable(host.type("deploy", ""), OPTIONS)).isInstanceOfSatisfying(Refusal.class,
                    refusal -> assertThat(refusal.code()).isEqualTo("kubefed.host.no-kubefed"));
            for (var document : DocumentReader.read(YamlReader.read(new SourceFile("before.yaml", BEFORE))).documents()) {
                applied(client, document.manifest());
            }
            enables(host);
            federates(host, client);
            federatesContents(host, client);
            letsMembersKeepTheirCopies(host, client);
            disables(host, client);
        }
    }

    private static void enables(KubeFedHost host) throws ClusterException, Refusal {
        var deployments = host.enable(host.type("DEPLOY", ""), OPTIONS);
        assertThat(deployments.typeConfig().textAt("metadata", "name")).isEqualTo("deployments.apps");

        assertThat(host.apply(deployments, true)).extracting(KubeFedHost.Applied::created).containsExactly(true, true);
        assertThat(host.enabled().all()).as("a dry run writes nothing").isEmpty();
        assertThat(host.apply(deployments, false)).extracting(KubeFedHost.Applied::created).containsExactly(true, true);
        assertThat(host.apply(host.enable(host.type("deployments.apps", ""), OPTIONS), false))
                .extracting(KubeFedHost.Applied::created).containsExactly(false, false);
        assertThatThrownBy(() -> host.enable(host.type("deploy", ""), new Enabling.Options("types.example.com", "v1",
                OPTIONS.namespace()))).isInstanceOfSatisfying(Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("kubefed.enable.other-federated-type"));
        assertThatThrownBy(() -> host.type("gizmos", "")).isInstanceOf(Refusal.class);

        var widgets = host.enable(host.type("wi", ""), OPTIONS).crd();
        assertThat(widgets.listAt("spec", "versions").get(0).at("schema", "openAPIV3Schema", "properties", "spec", "properties",
                "retainReplicas")).as("the live CRD has int32 replicas").isNotNull();
    }

    private static void federates(KubeFedHost host, ClusterClient client) throws ClusterException, Refusal {
        var result = host.federate(host.type("deployment", ""), "shop", "web");
        assertThat(result.missing()).isEmpty();
        assertThat(result.notes()).extracting(note -> note.code()).containsExactly("kubefed.federate.annotations");

        assertThat(host.create(result.manifests(), false)).extracting(KubeFedHost.Applied::created).containsExactly(true);
        MapValue federated = read(client, FEDERATED_DEPLOYMENT, "web").root();
        assertThat(federated.mapAt("spec", "template").keys()).containsExactlyInAnyOrder("metadata", "spec");
        assertThat(federated.mapAt("spec", "template", "metadata").keys()).containsExactly("labels");
        assertThat(federated.intAt("spec", "template", "spec", "replicas")).isEqualTo(2);
        assertThat(federated.at("spec", "placement", "clusterSelector", "matchLabels")).isEqualTo(MapValue.EMPTY);
        assertThatThrownBy(() -> host.create(result.manifests(), false)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.code()).isEqualTo("kubefed.host.exists"));
        assertThatThrownBy(() -> host.federate(host.type("deployment", ""), "shop", "nothing"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(
                        "kubefed.host.no-such-object"));
    }

    private static void federatesContents(KubeFedHost host, ClusterClient client) throws ClusterException, Refusal {
        var result = host.federateContents("shop", Set.of("deployments"));
        assertThat(result.manifests()).extracting(manifest -> manifest.textAt("kind") + " " + manifest.textAt("metadata", "name"))
                .containsExactlyInAnyOrder("FederatedNamespace shop", "FederatedConfigMap settings");
        assertThat(result.missing().stream().map(TargetType::configName).collect(Collectors.toSet()))
                .isEqualTo(Set.of("namespaces", "configmaps"));

        for (TargetType missing : result.missing()) {
            host.apply(host.enable(host.type(missing.configName(), ""), OPTIONS), false);
        }
        assertThat(host.create(result.manifests(), false)).hasSize(2);
        assertThat(read(client, new TypeRef("types.kubefed.io/v1beta1", "FederatedConfigMap"), "settings").root()
                .textAt("spec", "template", "data", "a")).isEqualTo("b");
    }

    private static void letsMembersKeepTheirCopies(KubeFedHost host, ClusterClient client) throws ClusterException, Refusal {
        assertThat(host.isOrphaning("fdeploy", "shop", "web")).isFalse();
        assertThat(host.setOrphaning("federateddeployments", "shop", "web", true, false)).isTrue();
        assertThat(host.setOrphaning("FederatedDeployment", "shop", "web", true, false)).as("once is enough").isFalse();
        assertThat(host.isOrphaning("fdeploy", "shop", "web")).isTrue();
        assertThat(host.setOrphaning("fdeploy", "shop", "web", false, false)).isTrue();
        assertThat(read(client, FEDERATED_DEPLOYMENT, "web").manifest().annotations()).doesNotContainKey("kubefed.io/orphan");
    }

    private static void disables(KubeFedHost host, ClusterClient client) throws ClusterException, Refusal {
        assertThatThrownBy(() -> host.disableWithCrd("deploy", LEFT, false)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.arguments()).containsExactly("deployments.apps", 1L));
        var remains = client.delete(client.apis().require(FEDERATED_DEPLOYMENT), "shop", "web",
                new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
        assertThat(remains).isEmpty();
        assertThat(host.disableWithCrd("deploy", LEFT, false))
                .isEqualTo(new KubeFedHost.Disabled("deployments.apps", true, true, true));
        assertThat(host.disable("deploy", false).disabled()).isFalse();
        leftOver(host, client);
        assertThat(host.enabled().all()).extracting(type -> type.name()).containsExactlyInAnyOrder("namespaces", "configmaps");
    }

    /// The CRD of a type of which only that is left.
    private static void leftOver(KubeFedHost host, ClusterClient client) throws ClusterException, Refusal {
        var elsewhere = new Enabling.Options("types.example.com", "v1", OPTIONS.namespace());
        host.apply(host.enable(host.type("widgets.example.com", ""), elsewhere), false);
        assertThat(host.disable("widgets.example.com", false).disabled()).isTrue();
        var left = new KubeFedHost.LeftOver("v1", "types.example.com");

        assertThat(host.disableWithCrd("widgets.example.com", LEFT, false).crdDeleted()).as("another group").isFalse();
        assertThat(host.disableWithCrd("widgets.example.com", left, true).crdDeleted()).as("a dry run").isTrue();
        assertThat(host.disableWithCrd("widgets.example.com", left, false).crdDeleted()).isTrue();
        assertThat(client.get(client.apis().require(CRD), null, "federatedwidgets.types.example.com")
                .filter(crd -> crd.root().textAt("metadata", "deletionTimestamp") == null)).as("gone, or on its way").isEmpty();
    }
}
