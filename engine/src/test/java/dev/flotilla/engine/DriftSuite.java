package dev.flotilla.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.diff.LeftFields;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.status.Deletion;
import dev.flotilla.engine.status.Drift;
import dev.flotilla.engine.status.HealEvent;
import dev.flotilla.engine.status.SelfHeal;
import dev.flotilla.engine.sync.RunRecord;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.sync.SyncEvent;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.SettingsEdits;
import dev.flotilla.engine.workspace.Workspace;
import dev.flotilla.engine.workspace.WorkspaceSettings.LeftAlone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of drift and of deletions, on whichever member.
@Timeout(300)
abstract class DriftSuite {
    private static final ApiResource CONFIG_MAP = new ApiResource("v1", "ConfigMap", "configmaps", true);
    private static final ApiResource NAMESPACE = new ApiResource("v1", "Namespace", "namespaces", false);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir Path folder;

    private final String namespace = "drift-" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet();

    /// The line of `flotilla.yaml` for the member `one`.
    abstract String member() throws IOException;

    /// How others reach the member.
    abstract Door door(PushedFleet fleet) throws IOException;

    record Door(URI server, String token, Path authority) {}

    PushedFleet fleet() throws IOException {
        Path workspace = folder.resolve("workspace");
        if (!Files.exists(workspace)) {
            ConfigMapWorkspace.write(workspace, namespace, 3, Map.of("one", folder));
            Files.writeString(workspace.resolve("flotilla.yaml"), """
                    apiVersion: flotilla.dev/v1alpha1
                    kind: Workspace
                    metadata: {name: %s}   # a comment that stays
                    spec:
                      members:
                      - %s
                    """.formatted(namespace, member()));
        }
        return new PushedFleet(workspace, folder.resolve("state"));
    }

    private ClusterClient one(PushedFleet fleet) {
        return fleet.session.client("one").orElseThrow();
    }

    /// Somebody else sets a ConfigMap's number.
    private void edit(PushedFleet fleet, String name, String number) throws Exception {
        Door door = door(fleet);
        try (var http = HttpClient.newBuilder().sslContext(Pem.trusting(door.authority())).build()) {
            var request = HttpRequest
                    .newBuilder(URI.create(door.server() + "/api/v1/namespaces/" + namespace + "/configmaps/" + name
                            + "?fieldManager=other-controller"))
                    .header("Authorization", "Bearer " + door.token()).header("Content-Type", PatchKind.MERGE.mediaType())
                    .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"data\":{\"number\":\"" + number + "\"}}")).build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    private String number(PushedFleet fleet, String name) throws ClusterException {
        return one(fleet).get(CONFIG_MAP, namespace, name).map(object -> object.root().textAt("data", "number")).orElse("gone");
    }

    private ObjectRef configMap(String name) {
        return new ObjectRef("v1", "ConfigMap", namespace, name);
    }

    private static HealEvent next(BlockingQueue<HealEvent> events) throws InterruptedException {
        HealEvent event = events.poll(PushedFleet.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).as("something was healed, or not").isNotNull();
        return event;
    }

    @Test
    void whatOthersChangeIsRestoredUntilTheyFightForIt() throws Exception {
        try (var fleet = fleet()) {
            assertThat(fleet.sync(SyncOptions.NORMAL).end()).isEqualTo(RunRecord.End.COMPLETE);
            var events = new LinkedBlockingQueue<HealEvent>();
            try (var healing = fleet.session.heal(fleet::plan, events::add);
                    var watch = fleet.session.watch(fleet.plan(), healing::accept)) {
                for (int time = 1; time <= SelfHeal.Limit.STANDARD.times(); time++) {
                    edit(fleet, "c1", "other-" + time);
                    assertThat(next(events)).isInstanceOfSatisfying(HealEvent.Restored.class, restored -> {
                        assertThat(restored.object()).isEqualTo(configMap("c1"));
                        assertThat(restored.fields()).extracting(Drift::manager).containsExactly("other-controller");
                        assertThat(restored.outcome()).isInstanceOf(StepOutcome.Configured.class);
                    });
                    assertThat(number(fleet, "c1")).isEqualTo("1");
                }
                edit(fleet, "c1", "other-again");

                assertThat(next(events)).as(() -> watch.current().toString()).isInstanceOfSatisfying(HealEvent.Fight.class,
                        fight -> {
                            assertThat(fight.manager()).isEqualTo("other-controller");
                            assertThat(fight.field()).isEqualTo("data.number");
                            assertThat(fight.times()).isEqualTo(SelfHeal.Limit.STANDARD.times());
                        });
                assertThat(number(fleet, "c1")).isEqualTo("other-again");
                assertThat(healing.fights()).hasSize(1);
                // Another object is still healed.
                one(fleet).delete(CONFIG_MAP, namespace, "c2", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null,
                        false));
                assertThat(next(events)).isInstanceOfSatisfying(HealEvent.Restored.class,
                        restored -> assertThat(restored.outcome()).isEqualTo(new StepOutcome.Created()));
            }
        }
    }

    /// The plan of the workspace as its files are now.
    private FleetPlan replan(PushedFleet fleet) throws IOException {
        return fleet.engine.plan(fleet.engine.open(folder.resolve("workspace")), fleet.session.observed(), fleet.session
                .previous(), null);
    }

    private RunRecord push(PushedFleet fleet, FleetPlan plan, SyncOptions options) {
        return fleet.run(fleet.session.prepare(plan, Set.of(), options));
    }

    private void replace(String text, String by) throws IOException {
        Path file = folder.resolve("workspace").resolve("all.yaml");
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, by));
    }

    @Test
    void whatWasNotPushedIsNotRestored() throws Exception {
        try (var fleet = fleet()) {
            fleet.sync(SyncOptions.NORMAL);
            replace("number: \"2\"", "number: \"edited\"");
            FleetPlan edited = replan(fleet);
            edit(fleet, "c1", "theirs");
            var events = new LinkedBlockingQueue<HealEvent>();
            try (var healing = fleet.session.heal(() -> edited, events::add);
                    var watch = fleet.session.watch(edited, healing::accept)) {
                assertThat(next(events)).as(() -> watch.current().toString()).isInstanceOfSatisfying(HealEvent.StandsBack.class,
                        back -> assertThat(back.why().code()).isEqualTo("heal.not-pushed"));
            }
            assertThat(number(fleet, "c1")).isEqualTo("theirs");
            assertThat(number(fleet, "c2")).isEqualTo("2");
        }
    }

    @Test
    void aFieldThatIsLeftAloneIsNeitherShownNorSentUntilItIsWatchedAgain() throws Exception {
        Path settings = folder.resolve("workspace").resolve("flotilla.yaml");
        try (var fleet = fleet()) {
            fleet.sync(SyncOptions.NORMAL);
            edit(fleet, "c1", "theirs");
            Drift drift = fleet.await(status -> status.drifted() > 0).object(configMap("c1").key()).orElseThrow().members()
                    .getFirst().drift().getFirst();
            var manifest = fleet.plan().object(configMap("c1").key()).orElseThrow().on("one").orElseThrow().manifest();
            var left = new LeftAlone("one", configMap("c1"), List.of(LeftFields.text(drift.path(), manifest.root())));

            Files.writeString(settings, SettingsEdits.leaveAlone(Files.readString(settings), left).orElseThrow());

            assertThat(settings).content().contains("# a comment that stays");
            Workspace workspace = fleet.engine.open(folder.resolve("workspace"));
            assertThat(workspace.diagnostics()).isEmpty();
            assertThat(workspace.settings().drift().leaveAlone()).containsExactly(left);
            FleetPlan leaving = replan(fleet);
            assertThat(fleet.session.prepare(leaving, Set.of(), SyncOptions.NORMAL).isEmpty()).isTrue();
            assertThat(fleet.session.status(leaving).drifted()).isZero();
            push(fleet, leaving, SyncOptions.NORMAL.withTakeOver(true));
            assertThat(number(fleet, "c1")).isEqualTo("theirs");

            Files.writeString(settings, SettingsEdits.watchAgain(Files.readString(settings), left).orElseThrow());

            assertThat(fleet.session.status(replan(fleet)).drifted()).isEqualTo(1);
            assertThat(push(fleet, replan(fleet), SyncOptions.NORMAL).members().getFirst().conflicts()).isEqualTo(1);
        }
    }

    @Test
    void aStuckDeletionIsShownAsTheChainThatWaits() throws Exception {
        try (var fleet = fleet()) {
            fleet.sync(SyncOptions.NORMAL);
            LiveObject held = one(fleet).patch(CONFIG_MAP, namespace, "c0", PatchKind.MERGE, Value.of(Map.of("metadata", Map.of(
                    "finalizers", List.of("example.com/hold")))), WriteOptions.NORMAL);
            assertThat(held.finalizers()).hasSize(1);
            replace("metadata: {name: c0,", "metadata: {name: c9,");

            RunRecord run = push(fleet, replan(fleet), SyncOptions.NORMAL.withPrune(true));

            assertThat(run.members().getFirst().deleted()).isEqualTo(1);
            assertThat(fleet.events).filteredOn(SyncEvent.StepFinished.class::isInstance)
                    .extracting(event -> ((SyncEvent.StepFinished) event).outcome())
                    .contains(new StepOutcome.Pruned(List.of("example.com/hold")));
            assertThat(fleet.session.history().getFirst().changes())
                    .filteredOn(entry -> entry.object().name().equals("c0")).singleElement()
                    .satisfies(entry -> assertThat(entry.why()).isEqualTo(new StepOutcome.Why("sync.terminating", List.of(
                            "example.com/hold"))));
            Deletion stuck = fleet.session.details().deletion("one", configMap("c0")).orElseThrow();
            assertThat(stuck.waits()).singleElement().satisfies(wait -> {
                assertThat(wait.why().code()).isEqualTo("deletion.finalizer");
                assertThat(wait.why().arguments()).startsWith("example.com/hold");
                assertThat(wait.wayOut().code()).isEqualTo("deletion.way-out.finalizer");
            });

            one(fleet).delete(NAMESPACE, null, namespace, new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            Deletion chain = fleet.session.details().deletion("one", new ObjectRef("v1", "Namespace", null, namespace))
                    .orElseThrow();
            assertThat(chain.waits()).anySatisfy(wait -> {
                assertThat(wait.why().code()).isEqualTo("deletion.content");
                assertThat(wait.on()).isNotNull();
                assertThat(wait.on().object()).isEqualTo(configMap("c0"));
                assertThat(wait.on().waits()).singleElement()
                        .satisfies(deeper -> assertThat(deeper.why().arguments()).startsWith("example.com/hold"));
            });
            one(fleet).patch(CONFIG_MAP, namespace, "c0", PatchKind.MERGE, MapValue.of("metadata", MapValue.of("finalizers",
                    Value.NULL)), WriteOptions.NORMAL);
        }
    }
}
