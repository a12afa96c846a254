package dev.flotilla.engine.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.documents.ObjectKey;
import dev.flotilla.engine.documents.ObjectRef;
import dev.flotilla.engine.sync.StepOutcome;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SelfHealTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final StepOutcome REFUSED = new StepOutcome.Failed(new ClusterFailure.Refused("eu:6443"));
    private static final StepOutcome RESTORED = new StepOutcome.Configured(List.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final BlockingQueue<Set<String>> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<HealEvent> events = new LinkedBlockingQueue<>();
    private final AtomicReference<Function<String, StepOutcome>> answer = new AtomicReference<>(_ -> RESTORED);
    private final SelfHeal heal = new SelfHeal(this::restore, new SelfHeal.Limit(3, Duration.ofMinutes(10)), new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }, events::add);

    @AfterEach
    void end() {
        heal.close();
    }

    private SelfHeal.Restorer.Answer restore(String cluster, Map<ObjectKey, Set<FieldPath>> fields) {
        var outcomes = new HashMap<ObjectKey, StepOutcome>();
        fields.keySet().forEach(key -> outcomes.put(key, answer.get().apply(key.name())));
        asked.add(Set.copyOf(fields.keySet().stream().map(ObjectKey::name).toList()));
        return new SelfHeal.Restorer.Done(outcomes);
    }

    /// What it wanted to restore next, once it has noted what came of that.
    private Set<String> asked() throws InterruptedException {
        Set<String> names = asked.take();
        for (int told = 0; told < names.size(); told++) {
            assertThat(events.take()).isInstanceOf(HealEvent.Restored.class);
        }
        return names;
    }

    /// Somebody has changed a field of each of these.
    private static FleetStatus changed(String... names) {
        var drift = new Drift(FieldPath.of("data", "key"), Value.text("theirs"), Value.text("ours"), "helm", NOON);
        return new FleetStatus(NOON, List.of(), Stream.of(names).map(name -> new ObjectStatus(
                new ObjectRef("v1", "ConfigMap", "default", name), "karmada", null, null, null, Phase.CURRENT,
                List.of(new MemberStatus("eu", Phase.CURRENT, null, null, "", List.of(), List.of(drift), NOON, false, "watch"))))
                .toList());
    }

    @Test
    void whatIsRefusedIsTriedAgainLaterEachTimeAndKeepsNothingElseWaiting() throws Exception {
        answer.set(name -> name.equals("a") ? REFUSED : RESTORED);

        heal.accept(changed("a"));
        assertThat(asked()).containsExactly("a");
        heal.accept(changed("a", "b"));
        assertThat(asked()).as("not at once").containsExactly("b");
        now.set(NOON.plusSeconds(6));
        heal.accept(changed("a"));
        assertThat(asked()).containsExactly("a");
        now.set(NOON.plusSeconds(12));
        heal.accept(changed("a", "c"));
        assertThat(asked()).as("later than the first time").containsExactly("c");
        now.set(NOON.plusSeconds(17));
        heal.accept(changed("a"));
        assertThat(asked()).containsExactly("a");
    }

    @Test
    void whatComesBackAgainAndAgainIsLeftAndSaidWhoDoesIt() throws Exception {
        for (int time = 1; time <= 3; time++) {
            heal.accept(changed("a"));
            assertThat(events.take()).isInstanceOf(HealEvent.Restored.class);
        }

        heal.accept(changed("a"));

        assertThat(events.take()).isEqualTo(new HealEvent.Fight(NOON, "eu", new ObjectRef("v1", "ConfigMap", "default", "a"),
                "data.key", "helm", 3, Duration.ofMinutes(10)));
        assertThat(heal.fights()).hasSize(1);
        heal.accept(changed("a", "b"));
        assertThat(events.take()).isInstanceOfSatisfying(HealEvent.Restored.class,
                other -> assertThat(other.object().name()).isEqualTo("b"));

        now.set(NOON.plus(Duration.ofMinutes(11)));
        heal.accept(changed("a"));
        assertThat(events.take()).as("after a while it is tried anew").isInstanceOf(HealEvent.Restored.class);
        assertThat(heal.fights()).isEmpty();
    }

    @Test
    void aMemberThatDoesNotAnswerAndWhatFlotillaItselfSetAreLeftAlone() throws Exception {
        var stale = new MemberStatus("eu", Phase.NOT_FOUND, null, null, "", List.of(), List.of(), NOON, true, "watch");
        var own = new Drift(FieldPath.of("data", "key"), Value.text("new"), Value.text("old"), "flotilla", NOON);
        var edited = new MemberStatus("us", Phase.CURRENT, null, null, "", List.of(), List.of(own), NOON, false, "watch");
        heal.accept(new FleetStatus(NOON, List.of(), Stream.concat(Stream.of(new ObjectStatus(new ObjectRef("v1", "ConfigMap",
                "default", "stale"), "karmada", null, null, null, Phase.CURRENT, List.of(stale, edited))),
                changed("b").objects().stream()).toList()));

        assertThat(asked()).containsExactly("b");
    }
}
