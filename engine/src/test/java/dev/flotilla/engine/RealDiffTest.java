package dev.flotilla.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.ClusterDiff;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FieldChange;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.sync.FleetRun;
import dev.flotilla.engine.sync.Ledger;
import dev.flotilla.engine.sync.RunFiles;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The comparison against a real API server, with nothing remembered: right after a push, no field differs, whatever the server
/// made of it.
@Tag("cluster")
class RealDiffTest {
    private static final Path ROOT = Path.of(System.getProperty("flotilla.root"));
    private static final Path EVERY_KIND = ROOT.resolve("engine/src/test/resources/dev/flotilla/engine/diff/every-kind");

    private static RealCluster server;

    @TempDir Path state;

    private final Engine engine = Engine.standard();

    @BeforeAll
    static void start() {
        server = RealClusters.bare("diff");
    }

    private ClusterClient client(String member) throws Exception {
        return KubeClusterClient.connect(Kubeconfigs.read(List.of(server.kubeconfig())).currentContext().orElseThrow().connect(
                member), ConsentStore.NONE);
    }

    private FleetPlan plan(Path workspace) throws Exception {
        FleetPlan plan = engine.plan(engine.open(workspace), Map.of(), Map.of(), null);
        assertThat(plan.objects()).isNotEmpty();
        return plan;
    }

    private static List<Desired> desired(FleetPlan plan, String member) {
        return plan.objects().stream().flatMap(object -> object.on(member).stream().map(placed -> new Desired(placed.manifest(),
                object.dialect(), placed.replicas(), placed.delivery()))).toList();
    }

    private ClusterDiff compare(ClusterClient client, String workspace, List<Desired> desired) {
        var rules = new DialectRules(engine.dialects());
        ClusterDiff diff = new ClusterComparison(client, new ApplySet(workspace), rules::retain, Accepted.NOTHING,
                Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL).compare(desired);
        assertThat(diff.failure()).isNull();
        return diff;
    }

    private void push(ClusterClient client, String workspace, ClusterDiff diff) {
        var run = new FleetRun(SyncPlan.of(new FleetDiff("hash", List.of(diff)), SyncOptions.NORMAL), new ApplySet(
                workspace), _ -> Optional.of(client), new RunFiles(state), Ledger.read(state), Clock.systemUTC());
        var failures = new ArrayList<String>();
        RunRecord record = run.execute(event -> {
            if (event instanceof SyncEvent.StepFinished done && done.outcome() instanceof StepOutcome.Failed failed) {
                failures.add(done.object().kind() + "/" + done.object().name() + ": " + failed);
            }
        });
        assertThat(failures).isEmpty();
        assertThat(record.end()).isEqualTo(RunRecord.End.COMPLETE);
    }

    /// `Kind/name path: live → planned`, for whatever is not as planned.
    private static List<String> differences(ClusterDiff diff) {
        return diff.changes().stream().flatMap(change -> switch (change) {
            // What is pruned is another member's, on the same server.
            case Change.Unchanged _,Change.Prune _ -> Stream.<String>empty();
            case Change.Update update -> update.fields().stream().map(field -> text(change, field));
            case Change.Conflict conflict -> conflict.fields().stream().map(field -> "conflict " + text(change, field));
            default -> Stream.of(change.toString());
        }).toList();
    }

    private static String text(Change change, FieldChange field) {
        return change.ref().kind() + "/" + change.ref().name() + " " + field.path() + ": " + field.before() + " → " + field
                .after();
    }

    @Test
    void rightAfterAPushNothingDiffersInAnyKind() throws Exception {
        List<Desired> desired = desired(plan(EVERY_KIND), "real");
        try (ClusterClient client = client("real")) {
            ClusterDiff before = compare(client, "every-kind", desired);
            assertThat(before.changes()).noneMatch(Change.Blocked.class::isInstance);
            push(client, "every-kind", before);

            assertThat(differences(compare(client, "every-kind", desired))).isEmpty();

            theirs(client);
            assertThat(differences(compare(client, "every-kind", desired))).as("what others added is theirs").isEmpty();

            ours(client);
            assertThat(differences(compare(client, "every-kind", desired))).as("what others changed is told")
                    .containsExactlyInAnyOrder(
                            "conflict Deployment/web spec.template.spec.containers[0].resources.limits.cpu: \"600m\" → \"0.5\"",
                            "conflict Secret/login data.password: \"•••\" → \"•••\"");
        }
    }

    /// Somebody else adds to maps and to lists of items, and lets the order of items change.
    private static void theirs(ClusterClient client) throws Exception {
        patch(client, "apps/v1", "Deployment", "web", """
                {"metadata":{"labels":{"theirs":"x"}},"spec":{"template":{"metadata":{"annotations":{"restarted":"now"}},"spec":{
                 "containers":[{"name":"a-mesh","image":"mesh"},{"name":"nginx","env":[{"name":"ZZ","value":"theirs"}],
                   "volumeMounts":[{"name":"mesh","mountPath":"/mesh"}]}],
                 "volumes":[{"name":"mesh","emptyDir":{}}]}}}}""");
        patch(client, "v1", "Service", "web", """
                {"spec":{"ports":[{"name":"metrics","port":9090}],"sessionAffinity":"ClientIP"}}""");
        patch(client, "v1", "ConfigMap", "settings", "{\"data\":{\"theirs\":\"x\"}}");
    }

    private static void ours(ClusterClient client) throws Exception {
        patch(client, "apps/v1", "Deployment", "web", """
                {"spec":{"template":{"spec":{"containers":[{"name":"nginx","resources":{"limits":{"cpu":"600m"}}}]}}}}""");
        patch(client, "v1", "Secret", "login", "{\"data\":{\"password\":\"b3RoZXI=\"}}");
    }

    private static void patch(ClusterClient client, String apiVersion, String kind, String name, String patch) throws Exception {
        var type = client.apis().require(new TypeRef(apiVersion, kind));
        try (var other = new BareClient(server, server.server())) {
            String group = apiVersion.contains("/") ? "/apis/" : "/api/";
            other.send("PATCH", group + apiVersion + "/namespaces/every/" + type.plural() + "/" + name + "?fieldManager=somebody",
                    PatchKind.STRATEGIC.mediaType(), patch);
        }
    }

    @Test
    void whileTheFleetIsWatchedTheNextComparisonListsNothing() throws Exception {
        ConfigMapWorkspace.write(state.resolve("workspace"), "watched", 40, Map.of("real", server.kubeconfig()));
        try (var fleet = new PushedFleet(state.resolve("workspace"), state.resolve("state"));
                var watch = fleet.session.watch(fleet.plan(), _ -> {});
                var other = new BareClient(server, server.server())) {
            assertThat(fleet.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
            FaultFixture.until(() -> watch.current().isCurrent() ? Optional.of(true) : Optional.empty());
            FaultFixture.until(() -> {
                long before = other.answered("LIST", "configmaps");
                assertThat(fleet.prepare(SyncOptions.NORMAL).isEmpty()).isTrue();
                return other.answered("LIST", "configmaps") == before ? Optional.of(true) : Optional.empty();
            });
            long lists = other.answered("LIST", "configmaps");

            String c1 = "/api/v1/namespaces/watched/configmaps/c1?fieldManager=somebody";
            other.send("PATCH", c1, PatchKind.MERGE.mediaType(), "{\"data\":{\"number\":\"theirs\"}}");
            FaultFixture.until(() -> changes(fleet).equals(List.of("Conflict c1")) ? Optional.of(true) : Optional.empty());
            other.send("PATCH", c1, PatchKind.MERGE.mediaType(), "{\"data\":{\"number\":\"1\"}}");
            other.send("DELETE", "/api/v1/namespaces/watched/configmaps/c2", "application/json", "{}");
            FaultFixture.until(() -> changes(fleet).equals(List.of("Create c2")) ? Optional.of(true) : Optional.empty());
            assertThat(fleet.sync(SyncOptions.NORMAL).members().getFirst().created()).isEqualTo(1);
            FaultFixture.until(() -> changes(fleet).isEmpty() ? Optional.of(true) : Optional.empty());

            assertThat(other.answered("LIST", "configmaps")).as("all of that by watch").isEqualTo(lists);
        }
    }

    private static List<String> changes(PushedFleet fleet) {
        return fleet.prepare(SyncOptions.NORMAL).members().getFirst().steps().stream().map(change -> change.getClass()
                .getSimpleName() + " " + change.ref().name()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart-karmada", "quickstart-kubefed", "mixed-fleet", "kind-workshop"})
    void rightAfterAPushNothingDiffersForAnyMemberOfASample(String sample) throws Exception {
        FleetPlan plan = plan(ROOT.resolve("sample-configs").resolve(sample));
        for (String member : plan.fleet().names()) {
            // All members' objects go to one server, one member after the other: the later ones are updates.
            List<Desired> desired = desired(plan, member);
            try (ClusterClient client = client(member)) {
                push(client, sample, compare(client, sample, desired));

                assertThat(differences(compare(client, sample, desired))).as(member).isEmpty();
            }
        }
    }
}
