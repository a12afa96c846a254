package dev.flotilla.engine;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.cluster.ObjectStream;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WatchEvent;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.cluster.kube.KubeClusterClient;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.status.FleetStatus;
import dev.flotilla.engine.sync.SyncOptions;
import dev.flotilla.engine.sync.SyncPlan;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What may happen to watches and lists on real API servers: nothing is missed and nothing is told twice.
/// `docs/reliability.md` names the promise behind each test.
@Tag("cluster")
@Timeout(300)
class RealWatchTest extends FaultFixture {
    /// A client whose connections go through the relay.
    private static ClusterClient through(FlakyRelay relay, RealCluster cluster) throws Exception {
        return connect(relay.address(), cluster);
    }

    private static ClusterClient connect(URI server, RealCluster cluster) throws Exception {
        return KubeClusterClient.connect(new Connection("one", "test", server, new Connection.Tls(Files.readString(cluster
                .caFile()), null, false), Connection.Login.token(cluster.token()), null, List.of()), ConsentStore.NONE);
    }

    /// What a stream told: a picture as its contract has it, and each word of it.
    private static final class Picture implements ObjectStream.Listener {
        final Map<String, String> numbers = new ConcurrentSkipListMap<>();
        final Set<String> told = ConcurrentHashMap.newKeySet();
        final List<String> twice = new CopyOnWriteArrayList<>();
        final List<ClusterFailure> silences = new CopyOnWriteArrayList<>();
        final AtomicInteger lists = new AtomicInteger();
        volatile Runnable onFound = () -> {};

        @Override
        public void found(LiveObject object) {
            numbers.put(object.manifest().name(), number(object));
            told.add(object.manifest().name() + "@" + object.resourceVersion());
            onFound.run();
        }

        @Override
        public void listed(Set<ObjectKey> objects) {
            numbers.keySet().retainAll(objects.stream().map(ObjectKey::name).toList());
            lists.incrementAndGet();
        }

        @Override
        public void changed(WatchEvent event) {
            switch (event) {
                case WatchEvent.Seen(LiveObject object) -> {
                    numbers.put(object.manifest().name(), number(object));
                    note(object.manifest().name() + "@" + object.resourceVersion());
                }
                case WatchEvent.Removed(LiveObject object) -> {
                    numbers.remove(object.manifest().name());
                    note(object.manifest().name() + " removed @" + object.resourceVersion());
                }
                case WatchEvent.Begun _,WatchEvent.Bookmark _ -> {
                    // Says nothing of objects.
                }
            }
        }

        private void note(String what) {
            if (!told.add(what)) twice.add(what);
        }

        @Override
        public void silent(ClusterFailure failure) {
            silences.add(failure);
        }

        @Override
        public void answering() {
            // The picture says so.
        }

        private static String number(LiveObject object) {
            return String.valueOf(object.root().textAt("data", "number"));
        }
    }

    private static void write(ClusterClient direct, String namespace, String name, String number) throws ClusterException {
        Value data = MapValue.of("data", MapValue.of("number", Value.text(number)));
        if (direct.get(CONFIG_MAP, namespace, name).isPresent()) {
            direct.patch(CONFIG_MAP, namespace, name, PatchKind.MERGE, data, WriteOptions.NORMAL);
        } else {
            direct.create(CONFIG_MAP, manifest(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", name,
                    "namespace", namespace), "data", Map.of("number", number))), WriteOptions.NORMAL);
        }
    }

    private static Map<String, String> live(ClusterClient direct, String namespace) throws ClusterException {
        var live = new TreeMap<String, String>();
        direct.list(CONFIG_MAP, ListQuery.in(namespace), object -> live.put(object.manifest().name(), Picture.number(object)));
        return live;
    }

    private void make(ClusterClient direct, int count) throws ClusterException {
        direct.create(NAMESPACE, manifest(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name",
                namespace))), WriteOptions.NORMAL);
        for (int i = 0; i < count; i++) {
            write(direct, namespace, "c" + i, "0");
        }
    }

    private static void awaitEqual(Picture picture, ClusterClient direct, String namespace) throws Exception {
        Map<String, String> wanted = live(direct, namespace);
        until(() -> picture.numbers.equals(wanted) ? Optional.of(true) : Optional.empty());
    }

    @Test
    void aWatchWhoseVersionIsTooOldBeginsWithAListAgain() throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (var relay = new FlakyRelay(cluster.server());
                var client = through(relay, cluster);
                var direct = connect(cluster.server(), cluster)) {
            make(direct, 10);
            var picture = new Picture();
            Thread following = Thread.ofVirtual().start(
                    () -> new ObjectStream(client, CONFIG_MAP, ListQuery.in(namespace), picture).follow());
            awaitEqual(picture, direct, namespace);
            write(direct, namespace, "c1", "watched");
            awaitEqual(picture, direct, namespace);
            assertThat(picture.lists).hasValue(1);

            relay.shutOut();
            direct.delete(CONFIG_MAP, namespace, "c0", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
            write(direct, namespace, "c2", "meanwhile");
            write(direct, namespace, "c10", "meanwhile");
            // What an API server was told of before it started is too old for its watches.
            cluster.restart();
            relay.letIn();

            awaitEqual(picture, direct, namespace);
            write(direct, namespace, "c3", "afterwards");
            awaitEqual(picture, direct, namespace);
            assertThat(picture.lists).as("listed again, as the watch was refused").hasValueGreaterThan(1);
            assertThat(picture.twice).isEmpty();
            following.interrupt();
            following.join();
        }
    }

    @Test
    void aConnectionThatDiedSilentlyIsNoticedAndTheWatchGoesOnWhereItWas() throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (var relay = new FlakyRelay(cluster.server());
                var client = through(relay, cluster);
                var direct = connect(cluster.server(), cluster)) {
            make(direct, 3);
            var picture = new Picture();
            Thread following = Thread.ofVirtual().start(
                    () -> new ObjectStream(client, CONFIG_MAP, ListQuery.in(namespace), picture).follow());
            awaitEqual(picture, direct, namespace);

            relay.swallow();
            write(direct, namespace, "c1", "unheard");
            direct.delete(CONFIG_MAP, namespace, "c2", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));

            awaitEqual(picture, direct, namespace);
            assertThat(picture.silences).isNotEmpty().allMatch(ClusterFailure::isUnreachable);
            assertThat(picture.lists).as("goes on where it was").hasValue(1);
            assertThat(picture.twice).isEmpty();
            following.interrupt();
            following.join();
        }
    }

    @Test
    void afterALaptopsSleepEveryMemberIsWatchedAgainAndWhatChangedMeanwhileIsSeen() throws Exception {
        RealCluster first = clusters.getFirst();
        try (var one = new FlakyRelay(first.server()); var two = new FlakyRelay(clusters.getLast().server())) {
            var members = new LinkedHashMap<String, Path>();
            members.put("one", relayed(first.kubeconfig(), first.server(), one.address()));
            members.put("two", relayed(clusters.getLast().kubeconfig(), clusters.getLast().server(), two.address()));
            try (var fleet = fleet(5, members)) {
                fleet.sync(SyncOptions.NORMAL);
                var statuses = new CopyOnWriteArrayList<FleetStatus>();
                try (var watch = fleet.session.watch(fleet.plan(), statuses::add)) {
                    until(() -> watch.current().isCurrent() ? Optional.of(true) : Optional.empty());

                    one.swallow();
                    two.swallow();
                    edit("c1", "slept");

                    until(() -> drifts(watch.current()).equals(List.of("one c1 data.number"))
                            && watch.current().clusters().stream().allMatch(FleetStatus.Watched::answering)
                                    ? Optional.of(true)
                                    : Optional.empty());
                }
                assertThat(statuses).as("both were grey for a while").anyMatch(status -> isGrey(status, "one"))
                        .anyMatch(status -> isGrey(status, "two"));
                assertThat(fleet.prepare(SyncOptions.NORMAL).members().stream().map(SyncPlan.MemberPlan::failure))
                        .containsOnlyNulls();
            }
        }
    }

    private static boolean isGrey(FleetStatus status, String member) {
        return status.clusters().stream().anyMatch(one -> one.cluster().equals(member) && !one.answering()
                && one.failure() != null);
    }

    private static List<String> drifts(FleetStatus status) {
        var drifts = new ArrayList<String>();
        status.objects().forEach(object -> object.members().forEach(cell -> cell.drift().forEach(drift -> drifts.add(cell
                .cluster() + " " + object.object().name() + " " + drift.path()))));
        return drifts;
    }

    private Path relayed(Path kubeconfig, URI server, URI relay) throws Exception {
        return Files.writeString(folder.resolve(relay.getPort() + ".kubeconfig"), Files.readString(kubeconfig).replace(server
                .toString(), relay.toString()));
    }

    @Test
    void aListWhosePagesExpireIsReadAnewAndNothingIsMissed() throws Exception {
        RealCluster cluster = clusters.getFirst();
        try (var client = connect(cluster.server(), cluster); var direct = connect(cluster.server(), cluster)) {
            make(direct, 12);
            var query = new ListQuery(namespace, "", "", 5, "", false);
            var picture = new Picture();
            var expired = new AtomicInteger();
            picture.onFound = () -> {
                if (expired.getAndIncrement() > 0) return;
                try {
                    direct.delete(CONFIG_MAP, namespace, "c0", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null,
                            false));
                    write(direct, namespace, "c9", "meanwhile");
                    compact(cluster, direct.get(CONFIG_MAP, namespace, "c9").orElseThrow().resourceVersion());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            };
            Thread following = Thread.ofVirtual().start(() -> new ObjectStream(client, CONFIG_MAP, query, picture).follow());

            until(() -> picture.lists.get() > 0 ? Optional.of(true) : Optional.empty());
            awaitEqual(picture, direct, namespace);
            assertThat(expired).as("more was told than one list holds: it began anew").hasValueGreaterThan(11);
            following.interrupt();
            following.join();

            var first = new AtomicInteger();
            assertThat(direct.list(CONFIG_MAP, query)).satisfies(page -> {
                write(direct, namespace, "c1", "later");
                compact(cluster, direct.get(CONFIG_MAP, namespace, "c1").orElseThrow().resourceVersion());
                assertThat(page.next()).isNotEmpty();
                try {
                    direct.list(CONFIG_MAP, query.from(page.next()));
                    first.incrementAndGet();
                } catch (ClusterException e) {
                    assertThat(e.failure()).isInstanceOf(ClusterFailure.Gone.class);
                }
            });
            assertThat(first).as("the server does refuse an expired page").hasValue(0);
        }
    }

    /// etcd forgets everything before this version.
    private static void compact(RealCluster cluster, String version) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(cluster.etcd().resolve("/v3/kv/compaction"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"revision\":\"" + version + "\"}")).build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }
}
