package dev.flotilla.engine.documents;

import java.util.List;

import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentReaderTest {
    private static DocumentReader.Result read(String text) {
        return DocumentReader.read(YamlReader.read(new SourceFile("a.yaml", text)));
    }

    private static List<String> found(String text) {
        return read(text).diagnostics().stream()
                .map(found -> found.location().line() + ":" + found.location().column() + " " + found.code())
                .toList();
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            - a\\n                                                             | 1:1 document.not-an-object
            kind: Pod\\nmetadata: {name: x}\\n                                | 1:1 document.no-api-version
            apiVersion: v1\\nmetadata: {name: x}\\n                           | 1:1 document.no-kind
            apiVersion: v1\\nkind: Pod\\nspec: {}\\n                          | 1:1 document.no-name
            apiVersion: v1\\nkind: Pod\\nmetadata: {}\\n                      | 3:1 document.no-name
            apiVersion: v1\\nkind: Pod\\nmetadata: x\\n                       | 3:11 document.wrong-type
            apiVersion: v1\\nkind: Pod\\nmetadata: {name: 12}\\n              | 3:18 document.not-a-string
            apiVersion: v1\\nkind: Pod\\nmetadata: {generateName: a-}\\n      | 3:12 document.generate-name
            apiVersion: v1\\nkind: Pod\\nmetadata:\\n  name: x\\n  labels: {a: true}\\n | 5:15 document.not-a-string
            apiVersion: apps/v1\\nkind: Deploymnet\\nmetadata: {name: x}\\n   | 2:7 document.misspelt-kind
            apiVersion: v1\\nkind: Deployment\\nmetadata: {name: x}\\n        | 1:13 document.wrong-api-version
            apiVersion: extensions/v1beta1\\nkind: Ingress\\nmetadata: {name: x}\\n | 1:13 document.removed-api
            apiVersion: apps/v1\\nkind: Zebra\\nmetadata: {name: x}\\n        | 2:7 document.unknown-kind
            """)
    void saysWhatKeepsADocumentFromBeingAnObject(String text, String expected) {
        assertThat(found(text.replace("\\n", "\n"))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: []\n",
            "apiVersion: v1\nkind: Config\nclusters: []\n", "replicaCount: 1\nimage: {tag: x}\n",
            "services: {web: {image: nginx}}\n",
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
            "apiVersion: v2\nname: chart\nversion: 1.0.0\n"})
    void passesOverWhatIsNotForClusters(String text) {
        assertThat(read(text)).isEqualTo(new DocumentReader.Result(List.of(), List.of()));
    }

    @Test
    void unpacksListsAndKeepsThePlacesOfTheirItems() {
        var result = read("apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a}\n"
                + "  - apiVersion: v1\n    kind: Secret\n    metadata: {name: b}\n");

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.documents()).extracting(document -> document.ref().toString()).containsExactly("ConfigMap a",
                "Secret b");
        assertThat(result.documents().getLast().at("metadata", "name").line()).isEqualTo(9);
    }

    @Test
    void customTypesAreAnybodysBusiness() {
        assertThat(found("apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: x}\n")).isEmpty();
    }
}
