package dev.flotilla.engine.dialect.kubefed.placement;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Which of three clusters a placement selects, and which placements stop the whole object.
class PlacementTest {
    private static final Map<String, Map<String, String>> CLUSTERS = new TreeMap<>(Map.of(
            "a", Map.of("env", "prod", "empty", ""), "b", Map.of("env", "dev"), "c", Map.of()));

    private static String selected(String placement, boolean selectorOnly) {
        MapValue federated = (MapValue) Json.read("{\"spec\": {\"placement\": " + placement + "}}");
        Placement read = Placement.of(federated, selectorOnly);
        if (read instanceof Placement.Broken) return "broken";
        return CLUSTERS.entrySet().stream().filter(each -> read.selects(each.getKey(), each.getValue())).map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0}: {1}, without the list {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # placement                                                               | selected | without the list
            null                                                                      | ``      | ``
            {}                                                                        | ``      | ``
            {"clusters": null}                                                        | ``      | ``
            {"clusters": null, "clusterSelector": null}                               | ``      | ``
            {"clusterSelector": {}}                                                   | a b c   | a b c
            {"clusterSelector": {"matchLabels": {}}}                                  | a b c   | a b c
            {"clusterSelector": {"matchLabels": null, "matchExpressions": []}}        | a b c   | a b c
            {"clusters": null, "clusterSelector": {}}                                 | a b c   | a b c
            {"clusters": []}                                                          | ``      | ``
            {"clusters": [], "clusterSelector": {}}                                   | ``      | a b c
            {"clusters": [{"name": "a"}, {"name": "a"}, {"name": "z"}]}               | a       | ``
            {"clusters": [null, {}, {"name": null}]}                                  | ``      | ``
            {"clusters": [{"name": "b"}], "clusterSelector": {"matchLabels": {"env": "prod"}}} | b | a
            {"clusterSelector": {"matchLabels": {"env": "prod"}}}                     | a       | a
            {"clusterSelector": {"matchLabels": {"env": "prod", "tier": "1"}}}        | ``      | ``
            {"clusterSelector": {"matchLabels": {"empty": ""}}}                       | a       | a
            {"clusterSelector": {"matchLabels": {"empty": null}}}                     | a       | a
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "In", "values": ["dev", "test"]}]}} | b | b
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "NotIn", "values": ["dev"]}]}} | a c | a c
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "Exists"}]}} | a b | a b
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "Exists", "values": []}]}} | a b | a b
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "DoesNotExist", "values": null}]}} | c | c
            {"clusterSelector": {"matchLabels": {"env": "prod"}, "matchExpressions": [{"key": "env", "operator": "NotIn", "values": ["prod"]}]}} | `` | ``
            # what Kubernetes' selectors refuse: not looked at beside a list
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "In"}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "In", "values": []}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "Exists", "values": ["x"]}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "Gt", "values": ["1"]}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [{"key": "env", "operator": "in", "values": ["dev"]}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [{"key": "env", "values": ["dev"]}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [null]}}                         | broken  | broken
            {"clusterSelector": {"matchExpressions": [{"key": "", "operator": "Exists"}]}} | broken | broken
            {"clusterSelector": {"matchExpressions": [{"key": "a/b/c", "operator": "Exists"}]}} | broken | broken
            {"clusterSelector": {"matchLabels": {"env": "not a value"}}}              | broken  | broken
            {"clusterSelector": {"matchLabels": {"/env": "x"}}}                       | broken  | broken
            {"clusters": [{"name": "a"}], "clusterSelector": {"matchExpressions": [{"key": "env", "operator": "In"}]}} | a | broken
            # what cannot be decoded stops the object also beside a list
            {"clusters": [{"name": "a"}], "clusterSelector": {"matchLabels": {"env": 1}}} | broken | broken
            {"clusters": [{"name": "a"}], "clusterSelector": {"matchExpressions": [{"key": 1, "operator": "Exists"}]}} | broken | broken
            {"clusters": [{"name": "a"}], "clusterSelector": {"matchExpressions": [{"key": "env", "operator": "In", "values": "dev"}]}} | broken | broken
            {"clusters": [{"name": "a"}], "clusterSelector": []}                      | broken  | broken
            {"clusters": {"name": "a"}}                                               | broken  | broken
            {"clusters": ["a"]}                                                       | broken  | broken
            {"clusters": [{"name": 1}]}                                               | broken  | broken
            []                                                                        | broken  | broken
            """)
    void selects(String placement, String selected, String withoutTheList) {
        assertThat(selected(placement, false)).isEqualTo(selected);
        assertThat(selected(placement, true)).isEqualTo(withoutTheList);
    }
}
