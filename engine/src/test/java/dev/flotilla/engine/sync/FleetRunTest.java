package dev.flotilla.engine.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.FakeCluster;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.diff.Accepted;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.diff.ClusterComparison;
import dev.flotilla.engine.diff.Departures;
import dev.flotilla.engine.diff.Desired;
import dev.flotilla.engine.diff.FleetDiff;
import dev.flotilla.engine.diff.OwnObjects;
import dev.flotilla.engine.diff.Verified;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FleetRunTest {
    private static final String PLANTED = "hunter2-planted-secret";
    private static final ObjectKey A = new ObjectKey("", "ConfigMap", "default", "a");

    @TempDir Path state;

    private final Map<String, FakeCluster> clusters = new LinkedHashMap<>(Map.of("eu", new FakeCluster("eu")));
    private final List<SyncEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final ApplySet set = new ApplySet("test");

    private static Desired configMap(String name, String value) {
        return desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name, "namespace", "default"),
                        "data", Map.of("key", value))),
                Delivery.NORMAL);
    }

    private static Desired secret(String name, String value) {
        return desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", name, "namespace", "default"),
                        "stringData", Map.of("password", value))),
                Delivery.NORMAL);
    }

    private static Desired desired(Value root, Delivery delivery) {
        return new Desired(new Manifest((MapValue) root), "karmada", null, delivery);
    }

    private SyncPlan plan(SyncOptions options, Desired... desired) {
        return SyncPlan.of(new FleetDiff("hash", clusters.values().stream().map(cluster -> new ClusterComparison(cluster, set,
                (one, _) -> one.manifest(), Accepted.NOTHING, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL)
                .compare(List.of(desired))).toList()),
                options);
    }

    private FleetRun run(SyncPlan plan) {
        return new FleetRun(plan, set, name -> Optional.ofNullable(clusters.get(name)), new RunFiles(state), Ledger.read(state),
                Clock
                        .systemUTC());
    }

    private RunRecord sync(SyncOptions options, Desired... desired) {
        return run(plan(options, desired)).execute(events::add);
    }

    private FakeCluster eu() {
        return clusters.get("eu");
    }

    @Test
    void whatIsAsPlannedCostsNoWrite() {
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        int before = eu().writes().size();

        RunRecord again = sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        assertThat(eu().writes()).hasSize(before);
        assertThat(again.members().getFirst().unchanged()).isEqualTo(2);
        assertThat(again.end()).isEqualTo(RunRecord.End.COMPLETE);
    }

    @Test
    void oneChangedFieldIsOneRequest() {
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        int before = eu().writes().size();

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "2"), configMap("b", "1"));

        assertThat(eu().writes().subList(before, eu().writes().size())).containsExactly("apply ConfigMap default/a");
        assertThat(run.changes()).containsExactly(new RunRecord.Entry("eu", configMap("a", "2").ref(), "configured", List.of(
                "data.key"), null));
    }

    @Test
    void aFieldThatSomebodyElseSetIsAConflictWithOwnerAndBothValues() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        eu().edit("kubectl-edit", A, FieldPath.of("data", "key"), Value.text("mine"));

        SyncPlan plan = plan(SyncOptions.NORMAL, configMap("a", "1"));
        RunRecord run = run(plan).execute(events::add);

        assertThat(plan.members().getFirst().steps()).singleElement().isInstanceOfSatisfying(Change.Conflict.class,
                conflict -> assertThat(conflict.conflicts()).containsExactly(new FieldConflict(FieldPath.of("data", "key"),
                        "kubectl-edit", Value.text("mine"), Value.text("1"))));
        assertThat(run.members().getFirst().conflicts()).isEqualTo(1);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("mine");

        run(plan.decide("eu", A, FieldPath.of("data", "key"), Decision.TAKE_OVER)).execute(events::add);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("1");
        assertThat(events).anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(SyncEvent.TakesOver.class,
                taken -> assertThat(taken.owner()).isEqualTo("kubectl-edit")));
    }

    @Test
    void aFieldThatIsLeftIsNotSent() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        eu().edit("kubectl-edit", A, FieldPath.of("data", "key"), Value.text("mine"));

        RunRecord run = run(plan(SyncOptions.NORMAL, configMap("a", "1")).decide("eu", A, null, Decision.LEAVE))
                .execute(events::add);

        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("mine");
        assertThat(run.members().getFirst().conflicts()).isZero();
    }

    @Test
    void whatSomebodyElseMadeIsTakenOverOnlyWhereThePolicySaysSoAndNeverPruned() {
        MapValue theirs = (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "a",
                "namespace", "default"), "data", Map.of("key", "theirs")));
        eu().make("helm", theirs);

        RunRecord refused = sync(SyncOptions.NORMAL, configMap("a", "ours"));
        assertThat(refused.members().getFirst().conflicts()).isEqualTo(1);

        Desired adopting = desired(configMap("a", "ours").manifest().root(), new Delivery(true, false, false));
        sync(SyncOptions.NORMAL, adopting);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("ours");

        sync(SyncOptions.NORMAL.withPrune(true));
        assertThat(eu().find(A)).as("Flotilla did not make it").isPresent();
    }

    @Test
    void whatNoPlanNamesAnyMoreIsPrunedOnlyOnRequest() {
        eu().make("helm", (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "other",
                "namespace", "default"))));
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        SyncPlan shown = plan(SyncOptions.NORMAL, configMap("b", "1"));
        assertThat(shown.isEmpty()).isTrue();
        assertThat(shown.members().getFirst().pending()).extracting(change -> change.ref().name()).containsExactly("a");

        RunRecord run = sync(SyncOptions.NORMAL.withPrune(true), configMap("b", "1"));
        assertThat(run.members().getFirst().deleted()).isEqualTo(1);
        assertThat(eu().keys()).extracting(ObjectKey::name).contains("b", "other").doesNotContain("a");
    }

    @Test
    void passingFailuresAreTriedAgain() {
        var refusals = new AtomicInteger();
        eu().refuse(call -> call.endsWith("/a") && refusals.getAndIncrement() < 2
                ? new ClusterFailure.ServerError(500, "etcdserver: leader changed", Duration.ZERO)
                : null);

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "1"));

        assertThat(run.members().getFirst().created()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.StepDelayed.class::isInstance).hasSize(2);
    }

    @Test
    void aRefusedObjectStopsNoOther() {
        eu().refuse(call -> call.endsWith("/a") ? new ClusterFailure.Forbidden("exceeded quota") : null);

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        assertThat(run.members().getFirst().created()).isEqualTo(1);
        assertThat(run.members().getFirst().failed()).isEqualTo(1);
        assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
    }

    @Test
    void aFailedNamespaceSkipsOnlyWhatLivesInIt() {
        eu().refuse(call -> call.equals("apply Namespace shop") ? new ClusterFailure.Forbidden("no") : null);
        Desired inside = desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "x", "namespace",
                        "shop"))),
                Delivery.NORMAL);
        Desired namespace = desired(Value.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "shop"))),
                Delivery.NORMAL);

        sync(SyncOptions.NORMAL, namespace, inside, configMap("a", "1"));

        assertThat(eu().writes()).doesNotContain("apply ConfigMap shop/x").contains("apply ConfigMap default/a");
        assertThat(events).filteredOn(SyncEvent.StepFinished.class::isInstance)
                .extracting(event -> ((SyncEvent.StepFinished) event)
                        .outcome())
                .contains(new StepOutcome.Skipped(new SkipReason.DependencyFailed("Namespace shop")));
    }

    @Test
    void aMemberThatDoesNotAnswerIsGivenUpAndTheOtherIsDone() {
        clusters.put("us", new FakeCluster("us"));
        eu().refuse(_ -> new ClusterFailure.Refused("eu:6443"));
        Desired[] many = java.util.stream.IntStream.range(0, 50).mapToObj(i -> configMap("many-" + i, "1"))
                .toArray(Desired[]::new);

        RunRecord run = sync(SyncOptions.NORMAL.withPatience(2), many);

        assertThat(run.members().getLast()).extracting(MemberSummary::cluster, MemberSummary::created).containsExactly("us", 50);
        assertThat(run.members().getFirst()).extracting(MemberSummary::cluster, MemberSummary::failed).containsExactly("eu", 50);
        assertThat(events).anyMatch(SyncEvent.CircuitOpened.class::isInstance);
    }

    @Test
    void aCancelledRunEndsThoughTheServerHangs() throws Exception {
        eu().stall(new CountDownLatch(1));
        FleetRun run = run(plan(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1")));
        var begun = new CountDownLatch(1);
        var ended = new java.util.concurrent.CompletableFuture<RunRecord>();
        Thread.ofVirtual().start(() -> ended.complete(run.execute(event -> {
            events.add(event);
            begun.countDown();
        })));
        begun.await();

        run.cancel();

        assertThat(ended.get().end()).isEqualTo(RunRecord.End.CANCELLED);
        assertThat(ended.get().members().getFirst().failed()).isEqualTo(2);
        assertThat(new RunFiles(state).runs().getFirst().end()).isEqualTo(RunRecord.End.CANCELLED);
    }

    @Test
    void aCancelledStepTellsWhetherItsRequestWasUnderWay() throws Exception {
        Desired[] many = IntStream.range(0, 100).mapToObj(i -> configMap("m" + i, "1")).toArray(Desired[]::new);
        eu().stall(new CountDownLatch(1), call -> call.startsWith("apply ConfigMap default/m"));
        FleetRun run = run(plan(SyncOptions.NORMAL, many));
        var begun = new CountDownLatch(AdaptiveLimit.START);
        Thread pushing = Thread.ofVirtual().start(() -> run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.StepStarted) begun.countDown();
        }));
        begun.await();

        run.cancel();
        pushing.join();

        Set<ObjectRef> started = events.stream().filter(SyncEvent.StepStarted.class::isInstance)
                .map(event -> ((SyncEvent.StepStarted) event).object()).collect(Collectors.toSet());
        List<SyncEvent.StepFinished> finished = events.stream().filter(SyncEvent.StepFinished.class::isInstance)
                .map(SyncEvent.StepFinished.class::cast).toList();
        assertThat(started).hasSizeLessThan(100);
        assertThat(finished).hasSize(100).allSatisfy(step -> assertThat(step.outcome())
                .isEqualTo(new StepOutcome.Skipped(new SkipReason.Cancelled(started.contains(step.object())))));
    }

    @Test
    void aRunThatIsPausedInTheMiddleOfAWaveBeginsNothingMoreOfIt() throws Exception {
        Desired[] many = IntStream.range(0, 100).mapToObj(i -> configMap("m" + i, "1")).toArray(Desired[]::new);
        FleetRun run = run(plan(SyncOptions.NORMAL, many));
        var goOn = new CountDownLatch(1);
        eu().stall(goOn, call -> call.startsWith("apply ConfigMap default/m"));
        var begun = new CountDownLatch(AdaptiveLimit.START);
        var ended = new CountDownLatch(AdaptiveLimit.START);
        Thread pushing = Thread.ofVirtual().start(() -> run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.StepStarted) begun.countDown();
            if (event instanceof SyncEvent.StepFinished) ended.countDown();
        }));
        begun.await();

        run.pause();
        goOn.countDown();
        ended.await();
        run.resume();
        pushing.join();

        List<String> words = events.stream().map(event -> event.getClass().getSimpleName()).toList();
        assertThat(words.subList(words.indexOf("Paused"), words.indexOf("Resumed"))).doesNotContain("StepStarted");
        assertThat(eu().keys()).hasSizeGreaterThan(100);
    }

    @Test
    void aPausedRunBeginsNothingUntilItIsResumed() throws Exception {
        FleetRun run = run(plan(SyncOptions.NORMAL, configMap("a", "1")));
        run.pause();
        var ended = new java.util.concurrent.CompletableFuture<RunRecord>();
        var started = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> ended.complete(run.execute(event -> {
            events.add(event);
            if (event instanceof SyncEvent.MemberStarted) started.countDown();
        })));
        started.await();
        assertThat(eu().keys()).doesNotContain(A);

        run.resume();

        assertThat(ended.get().end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(eu().keys()).contains(A);
    }

    @Test
    void aDryRunWritesNothing() {
        RunRecord run = sync(SyncOptions.NORMAL.withDryRun(SyncOptions.DryRun.CLIENT), configMap("a", "1"));

        assertThat(eu().writes()).isEmpty();
        assertThat(run.members().getFirst().created()).isEqualTo(1);
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aSecondRunOfTheSameWorkspaceIsRefusedWhileTheFirstGoesOn() throws Exception {
        FleetRun first = run(plan(SyncOptions.NORMAL, configMap("a", "1")));
        FleetRun second = run(plan(SyncOptions.NORMAL, configMap("b", "1")));
        first.pause();
        var ended = new java.util.concurrent.CompletableFuture<RunRecord>();
        var started = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> ended.complete(first.execute(event -> {
            if (event instanceof SyncEvent.MemberStarted) started.countDown();
        })));
        started.await();

        RunRecord refused = second.execute(events::add);

        assertThat(refused.members().getFirst().failed()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.StepFinished.class::isInstance)
                .extracting(event -> ((SyncEvent.StepFinished) event)
                        .outcome())
                .singleElement().isInstanceOfSatisfying(StepOutcome.Skipped.class, skipped -> assertThat(skipped.why())
                        .isInstanceOfSatisfying(SkipReason.AnotherRun.class, another -> assertThat(another.who())
                                .contains("(" + ProcessHandle.current().pid() + ")")));
        first.resume();
        assertThat(ended.get().end()).isEqualTo(RunRecord.End.COMPLETE);
    }

    @Test
    void nothingIsSentWhereTheJournalCannotBeWritten() throws IOException {
        Files.writeString(state.resolve("runs"), "a file where a folder should be");

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "1"));

        assertThat(eu().writes()).isEmpty();
        assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
        assertThat(run.members().getFirst().failed()).isEqualTo(1);
        assertThat(events).filteredOn(SyncEvent.Stopped.class::isInstance).singleElement()
                .isInstanceOfSatisfying(SyncEvent.Stopped.class, stopped -> assertThat(stopped.why().reason().arguments())
                        .contains(state.resolve("runs").toString()));
    }

    @Test
    void aRetryIsAboutWhatFailedAndNothingElseAndClaimsNotToHaveDoneAll() throws IOException {
        eu().refuse(call -> call.endsWith("/b") ? new ClusterFailure.Forbidden("no") : null);
        RunRecord first = sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        assertThat(first.changes()).extracting(entry -> entry.object().name() + " " + entry.outcome()).containsExactlyInAnyOrder(
                "a created", "b failed");
        eu().refuse(null);
        SyncPlan whole = plan(SyncOptions.NORMAL, configMap("a", "2"), configMap("b", "1"), configMap("c", "1"));

        SyncPlan again = whole.retrying(first);

        assertThat(again.members().getFirst().steps()).extracting(step -> step.key().name()).containsExactly("b");
        assertThat(again.members().getFirst().pending()).extracting(step -> step.key().name()).containsExactlyInAnyOrder("a",
                "c");
        RunRecord second = run(again).execute(events::add);
        assertThat(second.changes()).extracting(entry -> entry.object().name() + " " + entry.outcome()).containsExactly(
                "b created");
        assertThat(Ledger.read(state).plan("eu")).as("what self-healing may restore").isNotEqualTo(whole.members().getFirst()
                .hash());
    }

    @Test
    void aLineThatTheDiskCutOffHidesNoOther() throws IOException {
        Path runs = Files.createDirectories(state.resolve("runs"));
        Files.writeString(runs.resolve("20260101-000000-000.journal"), """
                {"t":"run","id":"20260101-000000-000","plan":"h","at":"2026-01-01T00:00:00Z","pid":1,"members":{"eu":0}}
                {"t":"wave","cluster":"eu","steps":[{"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"a"}]}
                {"t":"done","cluster":"eu","obj
                {"t":"end","at":"2026-01-01T00:00:01Z","end":"WITH_FAILURES"}
                """);

        RunRecord run = new RunFiles(state).runs().getFirst();

        assertThat(run.end()).isEqualTo(RunRecord.End.WITH_FAILURES);
        assertThat(run.inFlight()).extracting(entry -> entry.object().name()).containsExactly("a");
    }

    @Test
    void anInterruptedRunTellsWhatWasInFlight() throws IOException {
        Path runs = state.resolve("runs");
        Files.createDirectories(runs);
        long dead = new ProcessBuilder("true").start().toHandle().pid();
        Files.writeString(runs.resolve("20260101-000000-000.journal"),
                """
                        {"t":"run","id":"20260101-000000-000","plan":"h","at":"2026-01-01T00:00:00Z","pid":%d,"members":{"eu":0}}
                        {"t":"wave","cluster":"eu","steps":[{"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"a"},\
                        {"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"b"}]}
                        {"t":"done","cluster":"eu","object":{"apiVersion":"v1","kind":"ConfigMap","namespace":"default","name":"a"},"outcome":"created"}
                        {"t":"done","clus"""
                        .formatted(dead + 4_000_000));

        RunRecord run = new RunFiles(state).runs().getFirst();

        assertThat(run.end()).isEqualTo(RunRecord.End.INTERRUPTED);
        assertThat(run.inFlight()).extracting(entry -> entry.object().name()).containsExactly("b");
        assertThat(run.changes()).extracting(entry -> entry.object().name()).containsExactly("a");
    }

    @Test
    void noSecretValueAppearsInEventsJournalOrLedger() throws IOException {
        String encoded = java.util.Base64.getEncoder().encodeToString(PLANTED.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        sync(SyncOptions.NORMAL, secret("s", PLANTED));
        eu().edit("kubectl-edit", new ObjectKey("", "Secret", "default", "s"), FieldPath.of("data", "password"),
                Value.text("b3RoZXI="));
        sync(SyncOptions.NORMAL, secret("s", PLANTED));
        sync(SyncOptions.NORMAL.withTakeOver(true), secret("s", PLANTED + "2"));

        assertThat(events.toString()).contains("data").doesNotContain(PLANTED, encoded, "b3RoZXI=");
        try (var files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain(PLANTED, encoded, "b3RoZXI=");
            }
        }
        assertThat(eu().find(new ObjectKey("", "Secret", "default", "s")).orElseThrow().root().textAt("data", "password"))
                .as("the secret itself was pushed").isNotEqualTo("b3RoZXI=");
    }

    @Test
    void namespacesGoFirstAndDeletionsRunTheOtherWayRound() {
        assertThat(Waves.rank("Namespace")).isLessThan(Waves.rank("CustomResourceDefinition"));
        assertThat(Waves.rank("CustomResourceDefinition")).isLessThan(Waves.rank("Secret"));
        assertThat(Waves.rank("Service")).isLessThan(Waves.rank("Deployment"));
        assertThat(Waves.rank("Deployment")).isLessThan(Waves.rank("Widget"));
        var changes = List.<Change>of(new Change.Prune(configMap("a", "").ref(), "1"), new Change.Prune(desired(Value.of(Map.of(
                "apiVersion", "apps/v1", "kind", "Deployment", "metadata", Map.of("name", "d"))), Delivery.NORMAL).ref(), "2"),
                new Change.Create(configMap("c", "").ref(), configMap("c", "").manifest()));

        assertThat(Waves.of(changes)).extracting(wave -> wave.steps().getFirst().ref().name()).containsExactly("c", "d", "a");
    }

    @Test
    void whatIsSuspendedIsNotSentAndIsNoFailure() {
        Desired suspended = desired(configMap("a", "1").manifest().root(), new Delivery(false, false, true));

        RunRecord run = sync(SyncOptions.NORMAL, suspended, configMap("b", "1"));

        assertThat(eu().keys()).doesNotContain(A);
        assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(run.members().getFirst()).extracting(MemberSummary::created, MemberSummary::unchanged, MemberSummary::failed)
                .containsExactly(1, 1, 0);
    }

    private static Desired namespace(String name, Delivery delivery) {
        return desired(Value.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name, "labels", Map.of(
                "team", "a")))), delivery);
    }

    @Test
    void whatLivesInASuspendedNamespaceIsSuspendedAsLongAsThatIsNotThere() {
        var suspended = new Delivery(false, false, true);
        Desired inside = desired(Value.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "in",
                "namespace", "shop"))), Delivery.NORMAL);

        RunRecord run = sync(SyncOptions.NORMAL, namespace("shop", suspended), inside);

        assertThat(run.end()).isEqualTo(RunRecord.End.COMPLETE);
        assertThat(eu().keys()).extracting(ObjectKey::name).doesNotContain("shop", "in");
        assertThat(run.changes()).extracting(entry -> entry.object().name() + " " + entry.code()).containsExactlyInAnyOrder(
                "shop sync.suspended", "in sync.namespace-suspended");
        assertThat(run.members().getFirst().failed()).isZero();

        eu().make("kubectl", (MapValue) Value.of(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name",
                "shop"))));
        sync(SyncOptions.NORMAL, namespace("shop", suspended), inside);
        assertThat(eu().keys()).extracting(ObjectKey::name).as("the namespace is there, whoever made it").contains("in");
    }

    @Test
    void aPlanCountsAsPushedOnlyWhenAllOfItCameThrough() {
        SyncPlan first = plan(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        String hash = first.members().getFirst().hash();
        eu().refuse(call -> call.equals("apply ConfigMap default/b") ? new ClusterFailure.Invalid("no") : null);
        assertThat(run(first).execute(events::add).end()).isEqualTo(RunRecord.End.WITH_FAILURES);
        assertThat(Ledger.read(state).plan("eu")).isEmpty();
        assertThat(pushedPlanOfTheLease()).isEmpty();

        eu().refuse(null);
        sync(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));
        assertThat(Ledger.read(state).plan("eu")).isEqualTo(hash);
        assertThat(pushedPlanOfTheLease()).isEqualTo(hash);

        eu().edit("kubectl-edit", A, FieldPath.of("data", "key"), Value.text("mine"));
        sync(SyncOptions.NORMAL, configMap("a", "2"), configMap("b", "2"));
        assertThat(Ledger.read(state).plan("eu")).as("a conflict is left open in the new one, and the old one is gone").isEmpty();
        assertThat(pushedPlanOfTheLease()).isEmpty();
    }

    @Test
    void whatIsPushedOfOneObjectIsNotThePlan() {
        SyncPlan plan = plan(SyncOptions.NORMAL, configMap("a", "1"), configMap("b", "1"));

        run(plan.about(A)).execute(events::add);

        assertThat(eu().keys()).extracting(ObjectKey::name).contains("a").doesNotContain("b");
        assertThat(Ledger.read(state).plan("eu")).isEmpty();
        assertThat(pushedPlanOfTheLease()).isEmpty();
    }

    private String pushedPlanOfTheLease() {
        var lease = new ObjectKey("coordination.k8s.io", "Lease", ApplySet.NAMESPACE, set.parent());
        return eu().find(lease).orElseThrow().root().textAt("metadata", "annotations", "flotilla.dev/plan");
    }

    @Test
    void whatIsPreservedIsLetGoOfAndStaysAlsoWhenThePolicySaidSoLater() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        Desired preserved = desired(configMap("a", "1").manifest().root(), new Delivery(false, true, false));
        sync(SyncOptions.NORMAL, preserved);

        RunRecord run = sync(SyncOptions.NORMAL.withPrune(true));

        assertThat(run.changes()).singleElement().extracting(RunRecord.Entry::outcome).isEqualTo("released");
        assertThat(eu().find(A)).hasValueSatisfying(live -> assertThat(set.holds(live)).isFalse());
        assertThat(sync(SyncOptions.NORMAL.withPrune(true)).changes()).isEmpty();
    }

    @Test
    void whatBelongsToAnotherApplySetIsNotTakenOver() {
        new FleetRun(SyncPlan.of(new FleetDiff("hash", List.of(new ClusterComparison(eu(), new ApplySet("other"), (one, _) -> one
                .manifest(), Accepted.NOTHING, Verified.NOTHING, OwnObjects.UNKNOWN, Departures.USUAL)
                .compare(List.of(configMap("a", "theirs"))))),
                SyncOptions.NORMAL),
                new ApplySet("other"), name -> Optional.ofNullable(clusters.get(name)), new RunFiles(state.resolve("other")),
                Ledger.read(state.resolve("other")), Clock.systemUTC()).execute(_ -> {});

        RunRecord run = sync(SyncOptions.NORMAL, configMap("a", "ours"));

        assertThat(run.members().getFirst().conflicts()).isEqualTo(1);
        assertThat(eu().find(A).orElseThrow().root().textAt("data", "key")).isEqualTo("theirs");
    }

    @Test
    void theSetsParentIsAsKep3659HasIt() {
        Desired elsewhere = desired(
                Value.of(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "x", "namespace", "shop"))),
                Delivery.NORMAL);
        sync(SyncOptions.NORMAL, configMap("a", "1"), elsewhere);

        MapValue parent = eu().find(new ObjectKey("", "ConfigMap", "default", set.parent())).orElseThrow().root();
        assertThat(parent.textAt("metadata", "labels", "applyset.kubernetes.io/id")).isEqualTo(set.id());
        assertThat(parent.textAt("metadata", "annotations", "applyset.kubernetes.io/contains-group-kinds"))
                .isEqualTo("ConfigMap,Namespace,Secret");
        assertThat(parent.textAt("metadata", "annotations", "applyset.kubernetes.io/additional-namespaces")).isEqualTo("shop");
        assertThat(parent.textAt("metadata", "annotations", "applyset.kubernetes.io/tooling"))
                .matches("flotilla/v\\d+\\.\\d+\\.\\d+");
        assertThat(set.id()).matches("applyset-[A-Za-z0-9_-]{43}-v1");
    }

    @Test
    void aPrunedObjectThatIsHeldUpSaysByWhat() {
        sync(SyncOptions.NORMAL, configMap("a", "1"));
        eu().edit("somebody", A, FieldPath.of("metadata", "finalizers"), Value.of(List.of("example.com/hold")));

        RunRecord run = sync(SyncOptions.NORMAL.withPrune(true));

        assertThat(run.members().getFirst().deleted()).isEqualTo(1);
        assertThat(run.changes()).singleElement().satisfies(entry -> assertThat(entry.why())
                .isEqualTo(new StepOutcome.Why("sync.terminating", List.of("example.com/hold"))));
    }
}
