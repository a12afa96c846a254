package dev.flotilla.engine.cluster;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedPathTest {
    private static final Value OBJECT = Json.read("""
            {"metadata":{"annotations":{"a.example.com/x":"1","a":"2"},"finalizers":["one","two"]},
             "spec":{"replicas":3,"ports":[{"port":80,"protocol":"UDP"},{"port":80,"name":"web"}],
             "containers":[{"name":"a"},{"name":"b","image":"nginx"}]}}""");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            .spec.replicas                              | spec.replicas
            .spec.containers[name="b"].image            | spec.containers[1].image
            .spec.ports[port=80,protocol="TCP"].name    | spec.ports[1].name
            .metadata.annotations.a.example.com/x       | metadata.annotations[a.example.com/x]
            .metadata.annotations.a                     | metadata.annotations.a
            .metadata.finalizers[="two"]                | metadata.finalizers[1]
            """)
    void aPathOfTheServerIsAPlaceInTheObject(String text, String place) {
        assertThat(KeyedPath.parse(text, OBJECT).in(OBJECT)).get().hasToString(place);
    }
}
