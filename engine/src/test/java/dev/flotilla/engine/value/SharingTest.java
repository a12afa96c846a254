package dev.flotilla.engine.value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SharingTest {
    private static final String WEB = """
            {"metadata": {"name": "web", "labels": {"app": "web"}}, "spec": {"containers": [{"name": "a"}, {"name": "b"}]}}""";

    @Test
    void whatIsTheSameIsTakenFromWhatIsKnown() {
        Value known = Json.read(WEB);
        Value fresh = Json.read(WEB.replace("\"b\"", "\"c\""));

        Value shared = fresh.sharing(known);

        assertThat(shared).isEqualTo(fresh).isNotEqualTo(known);
        assertThat(shared.at("metadata")).isSameAs(known.at("metadata"));
        assertThat(shared.listAt("spec", "containers").get(0)).isSameAs(known.listAt("spec", "containers").get(0));
        assertThat(shared.listAt("spec", "containers").get(1)).isEqualTo(Json.read("{\"name\": \"c\"}"));
    }

    @Test
    void whatIsAllTheSameIsWhatIsKnown() {
        Value known = Json.read(WEB);

        assertThat(Json.read(WEB).sharing(known)).isSameAs(known);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1, "b": 2}          | {"b": 2, "a": 1}
            {"a": 1}                  | {"a": 1, "b": 2}
            {"a": 1, "b": 2}          | {"a": 1}
            [1, 2]                    | [1, 2, 3]
            [1, 2, 3]                 | [1, 2]
            {"a": [1]}                | {"a": {"b": 1}}
            {"a": 1}                  | null
            "text"                    | 1
            [[{"a": "b"}], null, 1.5] | [[{"a": "c"}], null, 1.5]
            """)
    void theValueAndTheOrderOfItsKeysStay(String fresh, String known) {
        Value value = Json.read(fresh);

        assertThat(Json.write(value.sharing(Json.read(known)))).isEqualTo(Json.write(value));
    }
}
