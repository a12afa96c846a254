package dev.flotilla.engine.dialect.kubefed;

import java.util.Map;
import java.util.TreeMap;

import dev.flotilla.engine.dialect.kubefed.replicas.Schedule;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What Go's structs make of a federated object on the way through KubeFed's scheduler.
class ScheduleTest {
    @Test
    void entriesAreWrittenAgainWithKnownFieldsOnly() {
        Schedule.Written written = write("""
                {"spec": {"placement": {"clusters": [{"name": "a"}]}, "overrides": [
                  {"clusterName": "a", "clusterOverrides": [{"op": "", "path": "/spec/paused", "value": null, "why": "x"}]},
                  {"clusterName": "z"}]}}
                """, Map.of("a", 2L));

        assertThat(written.federated().at("spec", "overrides")).isEqualTo(Json.read("""
                [{"clusterName": "a", "clusterOverrides": [{"path": "/spec/paused"}, {"path": "/spec/replicas", "value": 2}]},
                 {"clusterName": "z", "clusterOverrides": null}]
                """));
    }

    @Test
    void aNameThatStandsTwiceIsWrittenOnce() {
        Schedule.Written written = write("""
                {"spec": {"placement": {"clusters": [{"name": "a"}, {"name": "a"}]},
                  "overrides": [{"clusterName": "a", "clusterOverrides": [{"path": "/spec/replicas", "value": 2.0}]}]}}
                """, Map.of("a", 2L));

        assertThat(written.updated()).isTrue();
        assertThat(written.federated().listAt("spec", "placement", "clusters").items()).hasSize(1);
    }

    @Test
    void nothingIsWrittenIntoWhatCannotBeDecoded() {
        Schedule.Written written = write("""
                {"spec": {"placement": {"clusters": [{"name": "a"}], "clusterSelector": {"matchLabels": {"tier": 1}}}}}
                """, Map.of("a", 2L));

        assertThat(written.broken()).isTrue();
    }

    private static Schedule.Written write(String federated, Map<String, Long> replicas) {
        return Schedule.write((MapValue) Json.read(federated), new TreeMap<>(replicas));
    }
}
