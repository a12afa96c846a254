package dev.flotilla.engine;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ListQuery;
import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.diff.ApplySet;
import dev.flotilla.engine.sync.RunRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// `kill -9` of Flotilla at random moments of a run of 300 objects to two real members: from before its first request until after
/// its last one. Every second run creates, changes and deletes a hundred each. `docs/reliability.md` names the promise.
@Tag("cluster")
@Timeout(1800)
class RealKillTest extends FaultFixture {
    private static final List<String> MEMBERS = List.of("one", "two");
    /// Two members, each with 300 objects and a namespace.
    private static final int OUTCOMES = 602;
    private static final int LATER_MICROS = 20_000;

    @Test
    void aRunThatIsKilledAtAnyMomentIsFinishedByTheNext() throws Exception {
        int kills = Integer.getInteger("flotilla.kills", 4);
        var random = new Random(Long.getLong("flotilla.kills.seed", 42));
        for (int kill = 0; kill < kills; kill++) {
            var here = new Place(namespace + "-" + kill, folder.resolve("workspace-" + kill), folder.resolve("state-" + kill));
            boolean mixed = kill % 2 == 1;
            if (mixed) {
                here.write(IntStream.range(0, 200), _ -> "old", both());
                try (var fleet = here.open()) {
                    assertThat(fleet.sync(KilledRun.OPTIONS).end()).isEqualTo(RunRecord.End.COMPLETE);
                }
                here.write(IntStream.range(100, 300), i -> i < 200 ? "new" : "made", both());
            } else {
                here.write(IntStream.range(0, 300), _ -> "made", both());
            }
            int outcomes = random.nextInt(OUTCOMES + 1 - (mixed ? 2 : 0));
            int micros = random.nextInt(LATER_MICROS);
            killAfter(outcomes, micros, here);
            finish(here, mixed, "kill %s: after %s outcomes and %s µs".formatted(kill, outcomes, micros));
        }
    }

    private record Place(String namespace, Path workspace, Path state) {
        void write(IntStream numbers, IntFunction<String> text, Map<String, Path> members) {
            ConfigMapWorkspace.write(workspace, namespace, numbers, text, members);
        }

        PushedFleet open() {
            return new PushedFleet(workspace, state);
        }
    }

    private static void finish(Place here, boolean mixed, String moment) throws Exception {
        Map<String, String> wanted = IntStream.range(mixed ? 100 : 0, 300).boxed().collect(Collectors.toMap(i -> "c" + i,
                i -> mixed && i < 200 ? "new" : "made"));
        try (var fleet = here.open()) {
            Optional<RunRecord> killed = fleet.session.history().stream().findFirst();
            var before = new HashMap<String, Map<String, LiveObject>>();
            for (String member : MEMBERS) {
                before.put(member, live(fleet, member, here));
                assertThat(touched(before.get(member), mixed)).as("%s: each write was noted before, on %s", moment, member)
                        .isSubsetOf(noted(killed, member));
            }

            RunRecord run = fleet.sync(KilledRun.OPTIONS);

            assertThat(run.end()).as("%s: %s", moment, run.changes().stream().filter(entry -> entry.why() != null).limit(3)
                    .toList()).isEqualTo(RunRecord.End.COMPLETE);
            for (String member : MEMBERS) {
                var after = live(fleet, member, here);
                assertThat(values(after)).as("%s: nothing lost and nothing left, on %s", moment, member).isEqualTo(wanted);
                assertThat(after.values()).as("%s, on %s", moment, member).allMatch(object -> object.root().textAt("metadata",
                        "labels", ApplySet.PART_OF) != null);
                before.get(member).forEach((name, object) -> {
                    if (!number(object).equals(wanted.get(name))) return;
                    assertThat(after.get(name).resourceVersion()).as("%s: %s was done, and is not done again", moment, name)
                            .isEqualTo(object.resourceVersion());
                });
            }
            assertThat(fleet.session.interrupted()).isEmpty();
            assertThat(fleet.prepare(KilledRun.OPTIONS).isEmpty()).as(moment).isTrue();
            delete(fleet, here.namespace());
        }
    }

    private static Map<String, LiveObject> live(PushedFleet fleet, String member, Place here) throws ClusterException {
        return fleet.session.client(member).orElseThrow().listAll(CONFIG_MAP, ListQuery.in(here.namespace())).stream()
                .filter(object -> object.ownManager() != null)
                .collect(Collectors.toMap(object -> object.manifest().name(), object -> object));
    }

    private static String number(LiveObject object) {
        return String.valueOf(object.root().textAt("data", "number"));
    }

    private static Map<String, String> values(Map<String, LiveObject> objects) {
        return objects.values().stream().collect(Collectors.toMap(object -> object.manifest().name(), RealKillTest::number));
    }

    /// What is other than it was before the killed run.
    private static Set<String> touched(Map<String, LiveObject> objects, boolean mixed) {
        Set<String> touched = objects.values().stream().filter(object -> !number(object).equals("old"))
                .map(object -> object.manifest().name()).collect(Collectors.toCollection(HashSet::new));
        if (mixed) {
            IntStream.range(0, 100).mapToObj(i -> "c" + i).filter(name -> !objects.containsKey(name)).forEach(touched::add);
        }
        return touched;
    }

    private static Set<String> noted(Optional<RunRecord> run, String member) {
        return run.stream().flatMap(one -> Stream.concat(one.changes().stream(), one.inFlight().stream()))
                .filter(entry -> entry.cluster().equals(member)).map(entry -> entry.object().name()).collect(Collectors.toSet());
    }

    /// Pushes in a child process and kills it with SIGKILL that long after that many outcomes, both members counted together.
    private static void killAfter(int outcomes, int micros, Place here) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                classPath, KilledRun.class.getName(), here.workspace().toString(), here.state().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            // The first line tells that the run begins.
            for (int seen = 0; seen <= outcomes; seen++) {
                assertThat(out.readLine()).as("the child got as far as outcome %s", seen).isNotNull().isNotEqualTo("end");
            }
            LockSupport.parkNanos(micros * 1000L);
            child.destroyForcibly().waitFor();
        }
    }
}
