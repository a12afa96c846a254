package dev.flotilla.engine.sandbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Changes as they happen.
abstract class WatchesBehaviour extends ServerBehaviour {
    @Test
    void tellEveryChangeSinceAVersion() {
        String since = create("a", "{\"k\":\"1\"}").textAt("metadata", "resourceVersion");
        api.merge(core + "/configmaps/a", "{\"data\":{\"k\":\"2\"}}").expect(200);
        create("b", "{}");
        api.delete(core + "/configmaps/a").expect(200);

        var events = api.watch(core + "/configmaps?watch=true&timeoutSeconds=30&resourceVersion=" + since,
                event -> "DELETED".equals(event
                        .textAt("type")));

        assertThat(events.stream().map(event -> event.textAt("type") + " " + event.textAt("object", "metadata", "name")))
                .containsExactly(
                        "MODIFIED a", "ADDED b", "DELETED a");
        assertThat(events.getFirst().textAt("object", "data", "k")).isEqualTo("2");
        assertThat(events.getFirst().textAt("object", "kind")).isEqualTo("ConfigMap");
    }

    @Test
    void beginWithWhatThereIs() {
        create("a", "{}");
        var events = api.watch(core + "/configmaps?watch=true&timeoutSeconds=30&fieldSelector=metadata.name%3Da",
                event -> true);
        assertThat(events.getFirst().textAt("type")).isEqualTo("ADDED");
        assertThat(events.getFirst().textAt("object", "metadata", "name")).isEqualTo("a");
    }

    @Test
    void tellThatAnObjectNoLongerMatches() {
        String since = api.post(core + "/configmaps", """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"on":"yes"}}}""").expect(201).textAt(
                "metadata",
                "resourceVersion");
        api.merge(core + "/configmaps/a", "{\"metadata\":{\"labels\":{\"on\":\"no\"}}}").expect(200);

        var events = api.watch(
                core + "/configmaps?watch=true&timeoutSeconds=30&labelSelector=on%3Dyes&resourceVersion=" + since,
                event -> true);

        assertThat(events.getFirst().textAt("type")).isEqualTo("DELETED");
    }

    @Test
    void endAfterTheirTime() {
        String since = create("a", "{}").textAt("metadata", "resourceVersion");
        var events = api.watch(core + "/configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + since, event -> false);
        assertThat(events.stream().filter(event -> !"BOOKMARK".equals(event.textAt("type")))).isEmpty();
    }
}
