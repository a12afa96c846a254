package dev.flotilla.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// How copies go when their federated object goes, when only its placement does, and on the host that is a member too. The host is
/// the member `home`; the other one is `away`.
abstract class KubeFedDeparturesSuite {
    private static final TypeRef CONFIG_MAP = new TypeRef("v1", "ConfigMap");
    private static final TypeRef NAMESPACE = new TypeRef("v1", "Namespace");
    private static final TypeRef REPLICA_SET = new TypeRef("apps/v1", "ReplicaSet");
    private static final SyncOptions PRUNING = SyncOptions.NORMAL.withPrune(true);

    private static final String EVERYWHERE = "{clusters: [{name: home}, {name: away}]}";

    @TempDir Path folder;
    private String namespace = "";

    abstract Path host() throws IOException;

    abstract Path other() throws IOException;

    @BeforeEach
    void workspace() throws IOException {
        namespace = "departures-" + Long.toString(System.nanoTime(), 36);
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: %s}
                spec:
                  host: {kubeconfig: "%s"}
                  members:
                  - {name: home, kubeconfig: "%s"}
                  - {name: away, kubeconfig: "%s"}
                """.formatted(namespace, host(), host(), other()));
    }

    private String federatedNamespace() {
        return """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedNamespace
                metadata: {name: NS, namespace: NS}
                spec: {placement: %s}
                ---
                """.formatted(EVERYWHERE).replace("NS", namespace);
    }

    private String federated(String kind, String name, String annotations, String placement, String template) {
        return """
                apiVersion: types.kubefed.io/v1beta1
                kind: Federated%s
                metadata: {name: %s, namespace: %s, annotations: %s}
                spec:
                  placement: %s
                  template: %s
                ---
                """.formatted(kind, name, namespace, annotations, placement, template);
    }

    private PushedFleet opened(String yaml) throws IOException {
        Files.writeString(folder.resolve("objects.yaml"), yaml);
        return new PushedFleet(folder, folder.resolve("state"));
    }

    private RunRecord pushed(String yaml) throws IOException {
        try (var fleet = opened(yaml)) {
            RunRecord run = fleet.sync(PRUNING);
            assertThat(run.end()).as("%s", run.changes()).isEqualTo(RunRecord.End.COMPLETE);
            return run;
        }
    }

    private Optional<LiveObject> live(PushedFleet fleet, String member, TypeRef type, String name) throws ClusterException {
        ClusterClient client = fleet.session.client(member).orElseThrow();
        return client.get(client.apis().require(type), type.equals(NAMESPACE) ? null : namespace, name);
    }

    private interface Question {
        Optional<LiveObject> ask() throws ClusterException;
    }

    private static void await(String what, Question question, Predicate<Optional<LiveObject>> wanted)
            throws ClusterException, InterruptedException {
        long deadline = System.nanoTime() + PushedFleet.PATIENCE.toNanos();
        for (Optional<LiveObject> seen = question.ask(); !wanted.test(seen); seen = question.ask()) {
            assertThat(System.nanoTime()).as("%s: still %s", what, seen).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static boolean isLetGo(LiveObject object) {
        MapValue labels = object.root().mapAt("metadata", "labels");
        return !labels.has(ApplySet.PART_OF) && !labels.has("kubefed.io/managed")
                && object.root().at("metadata", "annotations", ApplySet.ON_DELETION) == null;
    }

    @Test
    void anOrphanStaysAndOthersGoAsTheirOptionsSay() throws Exception {
        String web = "{spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, "
                + "spec: {containers: [{name: web, image: \"nginx:1.29\"}]}}}}";
        pushed(federatedNamespace()
                + federated("ConfigMap", "orphan", "{kubefed.io/orphan: \"true\"}", EVERYWHERE, "{data: {a: b}}")
                + federated("ConfigMap", "plain", "{}", EVERYWHERE, "{data: {a: b}}")
                + federated("Deployment", "web", "{kubefed.io/deleteoption: '{\"propagationPolicy\": \"Orphan\"}'}", EVERYWHERE,
                        web));
        try (var fleet = opened(federatedNamespace())) {
            ClusterClient away = fleet.session.client("away").orElseThrow();
            Question replicaSet = () -> away.listAll(away.apis().require(REPLICA_SET), ListQuery.in(namespace)).stream()
                    .findFirst();
            await("a ReplicaSet", replicaSet, Optional::isPresent);

            var plan = fleet.prepare(PRUNING);
            assertThat(plan.members()).allSatisfy(member -> assertThat(member.steps())
                    .filteredOn(Change.Prune.class::isInstance)
                    .extracting(step -> step.ref().name() + " " + ((Change.Prune) step).how().options())
                    .containsExactlyInAnyOrder("plain ", "web propagationPolicy Orphan"));
            assertThat(fleet.run(plan).end()).isEqualTo(RunRecord.End.COMPLETE);

            assertThat(live(fleet, "away", CONFIG_MAP, "orphan")).hasValueSatisfying(
                    left -> assertThat(isLetGo(left)).as("%s", left.root()).isTrue());
            assertThat(live(fleet, "away", CONFIG_MAP, "plain")).isEmpty();
            await("the Deployment to go", () -> live(fleet, "away", new TypeRef("apps/v1", "Deployment"), "web"),
                    Optional::isEmpty);
            await("a ReplicaSet of nobody", replicaSet,
                    left -> left.isPresent() && left.get().root().listAt("metadata", "ownerReferences").isEmpty());
        }
    }

    @Test
    void aNarrowerPlacementDeletesWithoutAskingForOrphans() throws Exception {
        String annotation = "{kubefed.io/orphan: \"true\"}";
        pushed(federatedNamespace() + federated("ConfigMap", "a", annotation, EVERYWHERE, "{data: {a: b}}"));
        pushed(federatedNamespace() + federated("ConfigMap", "a", annotation, "{clusters: [{name: home}]}", "{data: {a: b}}"));

        try (var fleet = opened(federatedNamespace())) {
            assertThat(live(fleet, "away", CONFIG_MAP, "a")).isEmpty();
            assertThat(live(fleet, "home", CONFIG_MAP, "a")).isPresent();
        }
    }

    @Test
    void theHostsOwnNamespaceIsNeverDeleted() throws Exception {
        pushed(federatedNamespace());
        pushed(federated("ConfigMap", "other", "{}", EVERYWHERE, "{}").replace("namespace: " + namespace, "namespace: default")
                + federatedNamespace().replace(namespace, "default"));

        try (var fleet = opened("")) {
            assertThat(live(fleet, "home", NAMESPACE, namespace)).hasValueSatisfying(own -> {
                assertThat(own.isTerminating()).isFalse();
                assertThat(isLetGo(own)).isTrue();
            });
            await("the other to go", () -> live(fleet, "away", NAMESPACE, namespace),
                    left -> left.isEmpty() || left.get().isTerminating());
        }
    }

    @Test
    void theHostsOwnNamespaceIsTakenOverWhereNothingElseIs() throws Exception {
        String config = """
                apiVersion: core.kubefed.io/v1beta1
                kind: KubeFedConfig
                metadata: {name: kubefed, namespace: kube-federation-system}
                spec: {scope: Cluster, syncController: {adoptResources: Disabled}}
                ---
                """;
        try (var fleet = opened(config + federatedNamespace())) {
            for (String member : new String[]{"home", "away"}) {
                ClusterClient client = fleet.session.client(member).orElseThrow();
                Manifest made = new Manifest((MapValue) Json.read("""
                        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}""".formatted(namespace)));
                LiveObject unused = client.create(client.apis().require(NAMESPACE), made, WriteOptions.NORMAL);
            }

            var plan = fleet.prepare(SyncOptions.NORMAL);

            assertThat(plan.members()).flatExtracting(member -> member.steps().stream()
                    .map(step -> member.cluster() + " " + step.getClass().getSimpleName()).toList())
                    .containsExactly("home Update", "away Conflict");
        }
    }
}
