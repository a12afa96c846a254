package dev.flotilla.engine.sync;

import java.util.List;
import java.util.Map;

import dev.flotilla.engine.diff.Change;
import dev.flotilla.engine.plan.Delivery;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WavesTest {
    @Test
    void namespacesGoFirstAndDeletionsRunTheOtherWayRound() {
        assertThat(Waves.rank("Namespace")).isLessThan(Waves.rank("CustomResourceDefinition"));
        assertThat(Waves.rank("CustomResourceDefinition")).isLessThan(Waves.rank("Secret"));
        assertThat(Waves.rank("Service")).isLessThan(Waves.rank("Deployment"));
        assertThat(Waves.rank("Deployment")).isLessThan(Waves.rank("Widget"));
        var changes = List.<Change>of(new Change.Prune(FakeFleet.configMap("a", "").ref(), "1"),
                new Change.Prune(FakeFleet.desired(Value.of(Map.of(
                        "apiVersion", "apps/v1", "kind", "Deployment", "metadata", Map.of("name", "d"))), Delivery.NORMAL).ref(),
                        "2"),
                new Change.Create(FakeFleet.configMap("c", "").ref(), FakeFleet.configMap("c", "").manifest()));

        assertThat(Waves.of(changes)).extracting(wave -> wave.steps().getFirst().ref().name()).containsExactly("c", "d", "a");
    }
}
