package dev.flotilla.engine.dialect.kubefed.sync;

import java.util.Map;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VersionsTest {
    private static MapValue map(String json) {
        return (MapValue) Json.read(json);
    }

    private static final String FED_NGINX = """
            {"spec": {"template": {"metadata": {"labels": {"app": "nginx"}}, "spec": {"replicas": 1,
              "selector": {"matchLabels": {"app": "nginx"}}, "template": {"metadata": {"labels": {"app": "nginx"}},
              "spec": {"containers": [{"image": "nginx", "name": "nginx"}]}}}},
             "overrides": [
              {"clusterName": "fed-worker01", "clusterOverrides": [{"path": "/spec/replicas", "value": 2},
                {"path": "/spec/template/spec/containers/0/image", "value": "nginx:1.17.0-alpine"},
                {"path": "/metadata/annotations", "op": "add", "value": {"foo": "this_is_worker01"}}]},
              {"clusterName": "fed-worker02", "clusterOverrides": [
                {"path": "/metadata/annotations", "op": "add", "value": {"foo": "this_is_worker02"}}]}]}}""";

    @ParameterizedTest(name = "{0} has hash {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"spec":{"template":{"spec":{"foo":null}}}} | a5b8d4352d5aed51c51b93900258ccf3
            {"spec":{"template":{}}}                    | 8a80554c91d9fca8acb82f023de02f11
            """)
    void hashesATemplateAsGoWritesIt(String federated, String hash) {
        assertThat(Versions.templateHash(map(federated))).isEqualTo(hash);
    }

    @Test
    void noTemplateHasNoHash() {
        assertThat(Versions.templateHash(map("{\"spec\":{}}"))).isEmpty();
    }

    @Test
    void theWalkThroughsHashesAreKnown() {
        assertThat(Versions.templateHash(map(FED_NGINX))).isEqualTo("ccea72a14d11b7ad4373532a1a6919a9");
        assertThat(Versions.overridesHash(map(FED_NGINX))).isEqualTo("29e5d1e3c09a3773ec16e6c9a856382d");
        assertThat(Versions.overridesHash(map("{\"spec\":{}}"))).isEqualTo("2979b7538b527abe06492021841caf47");
    }

    @Test
    void anObjectIsWrittenAgainWhenItsVersionOrItsLabelsMoved() {
        MapValue federated = map(FED_NGINX);
        MapValue live = map("{\"metadata\":{\"name\":\"fed-nginx\",\"generation\":3,\"resourceVersion\":\"9\"}}");
        MapValue desired = map("{\"metadata\":{\"name\":\"fed-nginx\"}}");
        var recorded = Versions.of(federated, Map.of("fed-worker01", live));

        assertThat(recorded.clusters()).containsEntry("fed-worker01", "gen:3");
        assertThat(Versions.needsUpdate(recorded, "fed-worker01", federated, desired, live)).isFalse();
        assertThat(Versions.needsUpdate(recorded, "fed-worker02", federated, desired, live)).isTrue();
        assertThat(Versions.needsUpdate(null, "fed-worker01", federated, desired, live)).isTrue();
        assertThat(Versions.needsUpdate(recorded, "fed-worker01", federated,
                map("{\"metadata\":{\"name\":\"fed-nginx\",\"labels\":{\"a\":\"b\"}}}"), live)).isTrue();
        assertThat(Versions.versionOf(map("{\"metadata\":{\"resourceVersion\":\"12\"}}"))).isEqualTo("rv:12");
    }
}
