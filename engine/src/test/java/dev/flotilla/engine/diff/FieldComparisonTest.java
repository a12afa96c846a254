package dev.flotilla.engine.diff;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FieldComparisonTest {
    private static final String DEPLOYMENT = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},
             "spec":{"replicas":2,"template":{"spec":{"containers":[
               {"name":"nginx","image":"nginx","ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"0.5","memory":"1024Mi"}}}]}}}}""";
    private static final String LIVE = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web","theirs":"x"},"managedFields":[
               {"manager":"flotilla","operation":"Apply","fieldsV1":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{},
                 "f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"nginx\\"}":{".":{},"f:name":{},"f:image":{},
                   "f:ports":{"k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}}},
                   "f:resources":{"f:limits":{"f:cpu":{},"f:memory":{}}}}}}}}}},
               {"manager":"mesh","operation":"Update","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:spec":{"f:template":{"f:spec":
                 {"f:containers":{"k:{\\"name\\":\\"sidecar\\"}":{".":{},"f:name":{},"f:image":{}}}}}}}}]},
             "spec":{"replicas":2,"revisionHistoryLimit":10,"template":{"spec":{"restartPolicy":"Always","containers":[
               {"name":"sidecar","image":"mesh"},
               {"name":"nginx","image":"nginx","imagePullPolicy":"Always","ports":[{"containerPort":80,"protocol":"TCP"}],
                "resources":{"limits":{"cpu":"500m","memory":"1Gi"}}}]}}},
             "status":{"replicas":2}}""";

    private static FieldComparison.Result compare(String desired, String live) {
        return FieldComparison.compare((MapValue) Json.read(desired), LiveObject.of((MapValue) Json.read(live)));
    }

    @Test
    void whatTheServerFilledInOrOthersAddedOrWritesItsOwnWayIsNoDifference() {
        assertThat(compare(DEPLOYMENT, LIVE).changes()).isEmpty();
    }

    @Test
    void aChangedFieldIsFoundByTheItemsNameNotItsPlace() {
        var found = compare(DEPLOYMENT.replace("\"image\":\"nginx\"", "\"image\":\"nginx:1.17\""), LIVE);

        assertThat(found.changes()).singleElement().satisfies(change -> {
            assertThat(change.path()).hasToString("spec.template.spec.containers[0].image");
            assertThat(change.before()).hasToString("\"nginx\"");
            assertThat(change.after()).hasToString("\"nginx:1.17\"");
        });
        assertThat(found.conflicts()).isEmpty();
    }

    @Test
    void whatFlotillaOwnsAndNoLongerSendsIsRemoved() {
        var found = compare(DEPLOYMENT.replace(",\"ports\":[{\"containerPort\":80}]", ""), LIVE);

        assertThat(found.changes()).singleElement().satisfies(change -> {
            assertThat(change.path()).hasToString("spec.template.spec.containers[1].ports");
            assertThat(change.after()).isNull();
        });
    }

    @Test
    void aFieldOfAnotherManagerIsAConflict() {
        String scaled = LIVE.replace("\"replicas\":2,\"rev", "\"replicas\":5,\"rev").replace("\"f:replicas\":{},", "").replace(
                "{\"f:spec\":{\"f:template\":{\"f:spec\":\n", "{\"f:spec\":{\"f:replicas\":{},\"f:template\":{\"f:spec\":\n");

        var found = compare(DEPLOYMENT, scaled);

        assertThat(found.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).hasToString("spec.replicas");
            assertThat(conflict.owner()).isEqualTo("mesh");
            assertThat(conflict.live()).hasToString("5");
            assertThat(conflict.planned()).hasToString("2");
        });
    }

    @ParameterizedTest(name = "{0} against {1}: {2} differences")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"args":["a","b"]}                 | {"args":["a","b"]}                           | 0
            {"args":["a","b"]}                 | {"args":["b","a"]}                           | 1
            {"env":[]}                         | {}                                           | 0
            {"paused":false}                   | {}                                           | 0
            {"paused":true}                    | {}                                           | 1
            {"value":""}                       | {}                                           | 0
            {"a":null}                         | {"a":1}                                      | 0
            {"emptyDir":{}}                    | {"emptyDir":{}}                              | 0
            {"rules":[{"verbs":["get"]}]}      | {"rules":[{"verbs":["get"],"more":1}]}       | 0
            {"rules":[{"verbs":["get"]}]}      | {"rules":[{"verbs":["get"]},{"verbs":[]}]}   | 1
            {"limits":{"cpu":1}}               | {"limits":{"cpu":"1"}}                       | 0
            {"port":80}                        | {"port":"80"}                                | 1
            """)
    void valuesCompareAsAServerWouldStoreThem(String desired, String live, int differences) {
        String object = "{\"apiVersion\":\"v1\",\"kind\":\"X\",\"metadata\":{\"name\":\"x\"},\"spec\":%s}";
        assertThat(compare(object.formatted(desired), object.formatted(live)).changes()).hasSize(differences);
    }
}
