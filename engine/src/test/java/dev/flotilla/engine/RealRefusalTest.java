package dev.flotilla.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.sync.MemberSummary;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/// What a member may refuse during a push, on real API servers: only what is refused, and what depends on it, fails.
/// `docs/reliability.md` names the promise behind each test.
@Tag("cluster")
@Timeout(300)
class RealRefusalTest extends FaultFixture {
    @Test
    void whatQuotaOrAdmissionRefusesFailsWithTheServersWordsAndStopsNoOther() throws Exception {
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 20, both());
        Files.writeString(workspace.resolve("claim.yaml"), """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: too-large, namespace: %1$s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: claims, namespace: %1$s}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: PersistentVolumeClaim}]
                  placement: {clusterAffinity: {clusterNames: [one, two]}}
                """.formatted(namespace));
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            ClusterClient one = fleet.session.client("one").orElseThrow();
            one.create(NAMESPACE,
                    manifest(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", namespace))),
                    WriteOptions.NORMAL);
            var quota = new ApiResource("v1", "ResourceQuota", "resourcequotas", true);
            one.create(quota, manifest(Map.of("apiVersion", "v1", "kind", "ResourceQuota", "metadata", Map.of("name", "few",
                    "namespace", namespace), "spec", Map.of("hard", Map.of("count/configmaps", "8")))), WriteOptions.NORMAL);
            one.create(new ApiResource("v1", "LimitRange", "limitranges", true), manifest(Map.of("apiVersion", "v1", "kind",
                    "LimitRange", "metadata", Map.of("name", "small", "namespace", namespace), "spec", Map.of("limits", List.of(
                            Map.of("type", "PersistentVolumeClaim", "max", Map.of("storage", "1Gi")))))),
                    WriteOptions.NORMAL);
            until(() -> one.get(quota, namespace, "few").map(live -> live.root().textAt("status", "used", "count/configmaps")));
            // Admission looks at limits through a cache of its own.
            until(() -> {
                try {
                    one.create(new ApiResource("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true), manifest(Map.of(
                            "apiVersion", "v1", "kind", "PersistentVolumeClaim", "metadata", Map.of("name", "probe", "namespace",
                                    namespace),
                            "spec", Map.of("accessModes", List.of("ReadWriteOnce"), "resources", Map.of("requests", Map.of(
                                    "storage", "10Gi"))))),
                            new WriteOptions(false, true));
                    return Optional.empty();
                } catch (ClusterException e) {
                    return e.failure() instanceof ClusterFailure.Forbidden ? Optional.of(true) : Optional.empty();
                }
            });

            RunRecord run = fleet.sync(SyncOptions.NORMAL);

            var failed = run.changes().stream().filter(entry -> entry.outcome().equals("failed")).toList();
            assertThat(failed).as(run::toString).allMatch(entry -> entry.cluster().equals("one"))
                    .anyMatch(entry -> entry.why() != null && entry.why().arguments().toString().contains("exceeded quota"))
                    .anyMatch(entry -> entry.why() != null && entry.object().name().equals("too-large") && entry.why().arguments()
                            .toString().contains("maximum storage usage"));
            assertThat(run.members().getFirst().created() + failed.size()).isEqualTo(21);
            assertThat(run.members().getLast()).extracting(MemberSummary::failed, MemberSummary::conflicts).containsExactly(0, 0);

            one.delete(quota, namespace, "few", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            RunRecord again = until(() -> {
                RunRecord next = fleet.sync(SyncOptions.NORMAL);
                return next.members().getFirst().failed() <= 1 ? Optional.of(next) : Optional.empty();
            });
            assertThat(again.members().getFirst().failed()).as("the claim is still too large").isEqualTo(1);
            assertThat(pushed(fleet, "one")).isEqualTo(20);
        }
    }

    @Test
    void whatAnotherManagerChangesMidRunEndsAsAConflictAndStopsNoOther() throws Exception {
        try (var fleet = fleet(10, both())) {
            fleet.sync(SyncOptions.NORMAL);
            Path file = folder.resolve("workspace").resolve("all.yaml");
            Files.writeString(file, Files.readString(file).replace("number: \"", "number: \"new-"));
        }
        try (var fleet = new PushedFleet(folder.resolve("workspace"), folder.resolve("state"))) {
            SyncPlan plan = fleet.prepare(SyncOptions.NORMAL);
            edit("c3", "theirs");
            RunRecord run = fleet.run(plan);

            assertThat(run.members()).extracting(MemberSummary::cluster, MemberSummary::updated, MemberSummary::conflicts)
                    .containsExactly(tuple("one", 9, 1), tuple("two", 10,
                            0));
            assertThat(fleet.events).anySatisfy(event -> {
                assertThat(event).isInstanceOf(SyncEvent.StepFinished.class);
                assertThat(((SyncEvent.StepFinished) event).outcome()).isInstanceOfSatisfying(StepOutcome.Conflicted.class,
                        conflicted -> assertThat(conflicted.conflicts()).singleElement().satisfies(conflict -> {
                            assertThat(conflict.owner()).isEqualTo("kubectl-edit");
                            assertThat(conflict.path()).hasToString("data.number");
                            assertThat(conflict.live()).isEqualTo(Value.text("theirs"));
                            assertThat(conflict.planned()).isEqualTo(Value.text("new-3"));
                        }));
            });
        }
    }

    @Test
    void aTerminatingNamespaceFailsOnlyWhatLivesInIt() throws Exception {
        try (var fleet = fleet(3, both())) {
            SyncPlan plan = fleet.prepare(SyncOptions.NORMAL);
            ClusterClient one = fleet.session.client("one").orElseThrow();
            one.create(NAMESPACE, new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind",
                    "Namespace", "metadata", Map.of("name", namespace)))), WriteOptions.NORMAL);
            one.create(CONFIG_MAP, new Manifest((MapValue) Value.of(Map.of("apiVersion", "v1", "kind",
                    "ConfigMap", "metadata", Map.of("name", "stuck", "namespace", namespace, "finalizers", List.of(
                            "example.com/hold"))))),
                    WriteOptions.NORMAL);
            delete(fleet, namespace);

            RunRecord run = fleet.run(plan);

            assertThat(run.members()).extracting(MemberSummary::cluster, MemberSummary::failed).contains(tuple("two", 0));
            assertThat(run.members().getFirst().failed()).isGreaterThanOrEqualTo(3);
            one.patch(CONFIG_MAP, namespace, "stuck", PatchKind.MERGE,
                    MapValue.of("metadata", MapValue.of("finalizers", Value.NULL)),
                    WriteOptions.NORMAL);
        }
    }

    @Test
    void aTypeThatIsNotServedIsSkippedAndOneThatIsPushedAlongIsWaitedFor() throws Exception {
        String group = namespace + ".example.com";
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 1, Map.of("one", clusters.getFirst().kubeconfig()));
        Files.writeString(workspace.resolve("types.yaml"), """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.%1$s}
                spec:
                  group: %1$s
                  scope: Namespaced
                  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                ---
                apiVersion: %1$s/v1
                kind: Widget
                metadata: {name: w, namespace: %2$s}
                spec: {size: 1}
                ---
                apiVersion: unknown.example.com/v1
                kind: Gadget
                metadata: {name: g, namespace: %2$s}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterPropagationPolicy
                metadata: {name: types}
                spec:
                  resourceSelectors:
                  - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition}
                  - {apiVersion: %1$s/v1, kind: Widget}
                  - {apiVersion: unknown.example.com/v1, kind: Gadget}
                  placement: {clusterAffinity: {clusterNames: [one]}}
                """.formatted(group, namespace));
        try (var fleet = new PushedFleet(workspace, folder.resolve("state"))) {
            var planned = fleet.engine.plan(fleet.session.workspace(), Map.of(), Map.of(), null);
            RunRecord run = fleet.run(fleet.session.prepare(planned, java.util.Set.of(), SyncOptions.NORMAL));

            assertThat(run.changes()).as(() -> run.toString() + planned.diagnostics())
                    .extracting(entry -> entry.object().kind() + " " + entry
                            .outcome())
                    .contains("CustomResourceDefinition created", "Widget created", "Gadget skipped");
            ClusterClient client = fleet.session.client("one").orElseThrow();
            assertThat(client.apis().find(new TypeRef(group + "/v1", "Widget"))).isPresent();
            client.delete(client.apis().require(new TypeRef("apiextensions.k8s.io/v1", "CustomResourceDefinition")), null,
                    "widgets."
                            + group,
                    new DeleteOptions(
                            DeleteOptions.Propagation.BACKGROUND, null, false));
        }
    }

    private static final ApiResource WEBHOOK = new ApiResource("admissionregistration.k8s.io/v1",
            "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", false);

    /// A workspace of ten ConfigMaps and one more that a webhook of the first member looks at.
    private PushedFleet guarded() throws Exception {
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 10, both());
        Files.writeString(workspace.resolve("guarded.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: guarded, namespace: %1$s, labels: {guarded: %1$s}}
                """.formatted(namespace));
        return new PushedFleet(workspace, folder.resolve("state"));
    }

    private void install(ClusterClient client, AdmissionWebhook webhook) throws Exception {
        String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(clusters.getFirst().caFile()));
        client.create(WEBHOOK, manifest(Map.of("apiVersion", WEBHOOK.apiVersion(), "kind", WEBHOOK.kind(), "metadata", Map.of(
                "name", namespace), "webhooks",
                List.of(Map.of("name", "guard.example.com", "admissionReviewVersions", List.of(
                        "v1"), "sideEffects", "None", "failurePolicy", "Fail", "timeoutSeconds", 1, "clientConfig",
                        Map.of(
                                "url", webhook.address().toString(), "caBundle", authority),
                        "objectSelector", Map.of("matchLabels", Map.of("guarded", namespace)), "rules", List.of(Map.of(
                                "apiGroups", List.of(""), "apiVersions", List.of("v1"), "operations", List.of("CREATE",
                                        "UPDATE"),
                                "resources", List.of("configmaps", "secrets"))))))),
                WriteOptions.NORMAL);
        // An API server learns of webhooks through a cache of its own.
        until(() -> {
            try {
                client.create(CONFIG_MAP, manifest(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name",
                        "probe", "namespace", "default", "labels", Map.of("guarded", namespace)))),
                        new WriteOptions(false, true));
                return Optional.empty();
            } catch (ClusterException _) {
                return Optional.of(true);
            }
        });
    }

    private void aWebhookRefuses(AdmissionWebhook.Behaviour how, String code, String words) throws Exception {
        try (var fleet = guarded(); var webhook = new AdmissionWebhook(clusters.getFirst(), how)) {
            ClusterClient one = fleet.session.client("one").orElseThrow();
            install(one, webhook);
            try {
                RunRecord run = fleet.sync(SyncOptions.NORMAL);

                assertThat(run.changes()).as(run::toString).filteredOn(entry -> !entry.outcome().equals("created"))
                        .singleElement().satisfies(entry -> {
                            assertThat(entry.cluster()).isEqualTo("one");
                            assertThat(entry.object().name()).isEqualTo("guarded");
                            assertThat(entry.outcome()).isEqualTo("failed");
                            assertThat(entry.code()).isEqualTo(code);
                            assertThat(String.valueOf(entry.why())).contains("guard.example.com", words);
                        });
                assertThat(pushed(fleet, "one")).isEqualTo(10);
                assertThat(pushed(fleet, "two")).isEqualTo(11);

                webhook.behave(AdmissionWebhook.Behaviour.ALLOWS);
                assertThat(fleet.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
                assertThat(pushed(fleet, "one")).isEqualTo(11);
            } finally {
                one.delete(WEBHOOK, null, namespace, new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            }
        }
    }

    @Test
    void whatAWebhookDeniesFailsWithItsWordsAndStopsNoOther() throws Exception {
        aWebhookRefuses(AdmissionWebhook.Behaviour.DENIES, "cluster.forbidden", "not on a Friday");
    }

    @Test
    void aWebhookThatDoesNotAnswerFailsOnlyWhatItWasToLookAt() throws Exception {
        aWebhookRefuses(AdmissionWebhook.Behaviour.HANGS, "cluster.server-error", "deadline exceeded");
    }

    @Test
    void aSecretsValueThatAWebhookQuotesIsHidden() throws Exception {
        String value = "planted-<&>-" + namespace + "-\u00e9";
        try (var fleet = secret(value);
                var webhook = new AdmissionWebhook(clusters.getFirst(),
                        AdmissionWebhook.Behaviour.QUOTES)) {
            ClusterClient one = fleet.session.client("one").orElseThrow();
            install(one, webhook);
            try {
                RunRecord run = fleet.sync(SyncOptions.NORMAL);

                assertThat(run.changes()).filteredOn(entry -> entry.outcome().equals("failed")).singleElement()
                        .satisfies(entry -> {
                            assertThat(entry.object().kind()).isEqualTo("Secret");
                            assertThat(String.valueOf(entry.why())).contains("guard.example.com", "refused: ", "password is •••");
                        });
                var said = new StringBuilder().append(run).append(fleet.events).append(fleet.session.history());
                try (var files = Files.walk(folder.resolve("state"))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        said.append(Files.readString(file));
                    }
                }
                assertThat(said.toString()).doesNotContain(value).doesNotContain("planted-\\u003c").doesNotContain(Base64
                        .getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
            } finally {
                one.delete(WEBHOOK, null, namespace, new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            }
        }
    }

    /// A workspace of two ConfigMaps and a Secret that the webhook looks at.
    private PushedFleet secret(String value) throws Exception {
        Path workspace = folder.resolve("workspace");
        ConfigMapWorkspace.write(workspace, namespace, 2, both());
        Files.writeString(workspace.resolve("secret.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata: {name: guarded, namespace: %1$s, labels: {guarded: %1$s}}
                stringData: {password: %2$s}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: secrets, namespace: %1$s}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: Secret}]
                  placement: {clusterAffinity: {clusterNames: [one]}}
                """.formatted(namespace, Json.write(Value.text(value))));
        return new PushedFleet(workspace, folder.resolve("state"));
    }
}
