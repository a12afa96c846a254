package dev.flotilla.app.editor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlContextTest {
    private static final String TEXT = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            spec:
              placement:
                clusterAffinity:
                  clusterNames:
                    - worker01
                    - worker02
                replicaScheduling:
                  weightPreference:
                    staticWeightList:
                    - targetCluster: {}
                      weight: 1
                    - weight: 2
            ---
            kind: Second
            """;

    @ParameterizedTest(name = "at {0}")
    @CsvSource(delimiter = '|', textBlock = """
            # before the text   | path of the value                                                              | in value
            PropagationPolicy   | kind                                                                           | true
            placement           | spec.placement                                                                 | false
            worker02            | spec.placement.clusterAffinity.clusterNames[1]                                 | true
            1\\n                | spec.placement.replicaScheduling.weightPreference.staticWeightList[0].weight   | true
            2\\n---             | spec.placement.replicaScheduling.weightPreference.staticWeightList[1].weight   | true
            Second              | kind                                                                           | true
            """)
    void knowsThePath(String before, String path, boolean inValue) {
        int offset = TEXT.lastIndexOf(before.replace("\\n", "\n"));

        var context = YamlContext.at(TEXT, offset);

        assertThat(context.valuePath()).hasToString(path);
        assertThat(context.inValue()).isEqualTo(inValue);
    }

    @org.junit.jupiter.api.Test
    void namesWhatIsTypedOfTheWord() {
        String text = "spec:\n  placement:\n    clusterAff";

        var context = YamlContext.at(text, text.length());

        assertThat(context.prefix()).isEqualTo("clusterAff");
        assertThat(context.path()).hasToString("spec.placement");
        assertThat(context.inValue()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            spec:            | 2
            `  name: web`    | 2
            `  - name: web`  | 4
            `  - containers:`| 6
            `  - web`        | 2
            """)
    void aNewLineBeginsWhereTheNextKeyBelongs(String line, int indent) {
        assertThat(Typing.indentAfter(line)).hasSize(indent);
    }
}
