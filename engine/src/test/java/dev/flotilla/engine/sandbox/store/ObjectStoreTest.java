package dev.flotilla.engine.sandbox.store;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectStoreTest {
    private final ObjectStore store = new ObjectStore();

    private MapValue put(String name, String status) {
        // Read anew, as requests bring it.
        return store.put(new ObjectId("/pods", "default", name),
                (MapValue) Json
                        .read("""
                                {"metadata": {"name": "%s"}, "spec": {"containers": [{"name": "web", "image": "nginx"}]}, "status": {"phase": "%s"}}"""
                                .formatted(name, status)));
    }

    @Test
    void versionsOfAnObjectAndItsNeighboursAreKeptOnceAsFarAsTheyAreAlike() {
        MapValue first = put("web-1", "Pending");

        assertThat(put("web-1", "Running").get("spec")).isSameAs(first.get("spec"));
        assertThat(put("web-0", "Pending").get("spec")).isSameAs(first.get("spec"));
        assertThat(put("web-2", "Pending").get("spec")).isSameAs(first.get("spec"));
    }

    @Test
    void whatIsKeptIsWhatWasWritten() {
        put("web-1", "Pending");
        put("web-2", "Running");

        assertThat(Json.write(store.get(new ObjectId("/pods", "default", "web-2")))).isEqualTo(
                """
                        {"metadata":{"name":"web-2","resourceVersion":"3"},"spec":{"containers":[{"name":"web","image":"nginx"}]},"status":{"phase":"Running"}}""");
    }
}
