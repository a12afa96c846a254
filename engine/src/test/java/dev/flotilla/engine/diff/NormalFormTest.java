package dev.flotilla.engine.diff;

import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NormalFormTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            v1             | Pod           | {"containers":[{"resources":{"limits":{"cpu":0.5}}}]}  | {"containers":[{"resources":{"limits":{"cpu":"0.5"}}}]}
            v1             | Pod           | {"overhead":{"memory":1000000000}}                     | {"overhead":{"memory":"1000000000"}}
            v1             | ResourceQuota | {"hard":{"pods":100}}                                  | {"hard":{"pods":"100"}}
            apps/v1        | Deployment    | {"replicas":2}                                         | {"replicas":2}
            v1             | Service       | {"ports":[{"port":80},{"port":53,"protocol":"UDP"}]}   | {"ports":[{"port":80,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]}
            v1             | Pod           | {"containers":[{"ports":[{"containerPort":80}]}]}      | {"containers":[{"ports":[{"containerPort":80}]}]}
            example.org/v1 | Widget        | {"limits":{"cpu":0.5}}                                 | {"limits":{"cpu":0.5}}
            """)
    void isWhatTheServerWouldStore(String apiVersion, String kind, String spec, String normal) {
        assertThat(NormalForm.of(object(apiVersion, kind, spec))).isEqualTo(object(apiVersion, kind, normal));
    }

    private static Manifest object(String apiVersion, String kind, String spec) {
        return new Manifest((MapValue) Json.read("""
                {"apiVersion":"%s","kind":"%s","metadata":{"name":"x"},"spec":%s}""".formatted(apiVersion, kind, spec)));
    }
}
