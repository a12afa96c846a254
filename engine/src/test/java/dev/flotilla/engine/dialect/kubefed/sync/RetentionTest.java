package dev.flotilla.engine.dialect.kubefed.sync;

import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What an update keeps of the member's object, kind by kind, and what it does not.
class RetentionTest {
    private static MapValue map(String json) {
        return (MapValue) Json.read(json);
    }

    @ParameterizedTest(name = "{0} {1} over {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # kind         | desired                            | in the member                                       | sent
            Service        | {"spec":{}}                        | {"spec":{"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"]}} | {"spec":{"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"]}}
            Service        | {"spec":{"clusterIP":"None"}}      | {"spec":{"clusterIP":""}}                           | {"spec":{"clusterIP":"None"}}
            Service        | {}                                 | {"spec":{"healthCheckNodePort":30001}}              | {"spec":{"healthCheckNodePort":30001}}
            Service        | {"spec":{}}                        | {"spec":{"healthCheckNodePort":0,"ipFamilies":["IPv4"],"loadBalancerClass":"x"}} | {"spec":{}}
            Service        | {"spec":{"ports":[{"port":80,"protocol":"TCP"}]}} | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}} | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}}
            Service        | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":1}]}} | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}} | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}}
            Service        | {"spec":{"ports":[{"port":80}]}}   | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}} | {"spec":{"ports":[{"port":80}]}}
            Service        | {"spec":{"ports":[{"name":"a","port":80,"protocol":"TCP"}]}} | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}} | {"spec":{"ports":[{"name":"a","port":80,"protocol":"TCP"}]}}
            Service        | {"spec":{"ports":[{"name":null,"port":80,"protocol":"TCP"}]}} | {"spec":{"ports":[{"port":80,"protocol":"TCP","nodePort":30080}]}} | {"spec":{"ports":[{"name":null,"port":80,"protocol":"TCP","nodePort":30080}]}}
            Service        | {"spec":{}}                        | {"spec":{"ports":[{"port":80}]}}                    | {"spec":{"ports":[]}}
            Service        | {"spec":{"replicas":1}}            | {"spec":{"replicas":7}}                             | {"spec":{"replicas":1}}
            ServiceAccount | {}                                 | {"secrets":[{"name":"t"}],"imagePullSecrets":[{"name":"p"}]} | {"secrets":[{"name":"t"}]}
            ServiceAccount | {"secrets":[]}                     | {"secrets":[{"name":"t"}]}                          | {"secrets":[{"name":"t"}]}
            ServiceAccount | {"secrets":[{"name":"mine"}]}      | {"secrets":[{"name":"t"}]}                          | {"secrets":[{"name":"mine"}]}
            Deployment     | {"spec":{"replicas":3}}            | {"spec":{"replicas":7}}                             | {"spec":{"replicas":7}}
            Deployment     | {}                                 | {"spec":{"replicas":7}}                             | {"spec":{"replicas":7}}
            Deployment     | {"spec":{"replicas":3}}            | {"spec":{}}                                         | {"spec":{"replicas":3}}
            Deployment     | {"spec":{"replicas":3}}            | {"spec":null}                                       | {"spec":{"replicas":3}}
            StatefulSet    | {"spec":{"replicas":3}}            | {"spec":{"replicas":0,"volumeClaimTemplates":[]}}   | {"spec":{"replicas":0}}
            Widget         | {"spec":{"replicas":3}}            | {"spec":{"replicas":7}}                             | {"spec":{"replicas":7}}
            # nothing of their own is kept, so that a server may refuse the update
            PersistentVolumeClaim | {"spec":{}}                 | {"spec":{"volumeName":"pv-1"}}                      | {"spec":{}}
            Job            | {"spec":{"template":{}}}           | {"spec":{"selector":{"matchLabels":{"controller-uid":"1"}},"template":{"metadata":{"labels":{"controller-uid":"1"}}}}} | {"spec":{"template":{}}}
            Pod            | {"spec":{}}                        | {"spec":{"nodeName":"n1"}}                          | {"spec":{}}
            CustomResourceDefinition | {"spec":{}}              | {"spec":{"conversion":{"webhook":{"clientConfig":{"caBundle":"eA=="}}}}} | {"spec":{}}
            """)
    void keepsWithRetainReplicas(String kind, String desired, String live, String sent) {
        var retained = Retention.retain(kind, map(desired), map(live), map("{\"spec\": {\"retainReplicas\": true}}"));

        assertThat(retained.error()).isNull();
        assertThat(retained.manifest().without("metadata")).isEqualTo(map(sent));
    }

    @ParameterizedTest(name = "{0}: {1} over {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            # desired metadata                        | in the member                                   | sent
            {"name":"a"}                              | {"name":"a","resourceVersion":"7"}              | {"name":"a","resourceVersion":"7"}
            {"resourceVersion":"1"}                   | {}                                              | {}
            {"annotations":{"mine":"x"}}              | {"annotations":{"theirs":"y"}}                  | {"annotations":{"theirs":"y"}}
            {"annotations":{"mine":"x"}}              | {}                                              | {}
            {"annotations":{"mine":"x"}}              | {"annotations":{"odd":1}}                       | {}
            {"finalizers":["mine"]}                   | {"finalizers":["theirs"]}                       | {"finalizers":["theirs"]}
            {"labels":{"a":"1"}}                      | {"labels":{"b":"2"},"ownerReferences":[{"uid":"1"}]} | {"labels":{"a":"1"}}
            """)
    void keepsOfEveryKindsMetadata(String desired, String live, String sent) {
        var retained = Retention.retain("ConfigMap", map("{\"metadata\":" + desired + "}"), map("{\"metadata\":" + live + "}"),
                map("{\"spec\":{}}"));

        assertThat(retained.manifest().get("metadata")).isEqualTo(Json.read(sent));
    }

    @ParameterizedTest(name = "{0} {1} over {2} fails at {4}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # kind         | desired          | in the member                          | federated                         | field
            Service        | {}               | {"spec":{"healthCheckNodePort":"1"}}   | {}                                | spec.healthCheckNodePort
            Service        | {}               | {"spec":{"clusterIP":5}}               | {}                                | spec.clusterIP
            Service        | {}               | {"spec":{"clusterIPs":[5]}}            | {}                                | spec.clusterIPs
            Service        | {}               | {"spec":{"ports":null}}                | {}                                | spec.ports
            Service        | {"spec":{"ports":{}}} | {"spec":{"ports":[]}}             | {}                                | spec.ports
            Service        | {}               | {"spec":"odd"}                         | {}                                | spec
            Service        | {"spec":null}    | {"spec":{"clusterIP":"10.0.0.1"}}      | {}                                | spec
            ServiceAccount | {"secrets":{}}   | {}                                     | {}                                | secrets
            ServiceAccount | {}               | {"secrets":"t"}                        | {}                                | secrets
            Deployment     | {}               | {}                                     | {"spec":{"retainReplicas":"yes"}} | spec.retainReplicas
            Deployment     | {}               | {}                                     | {"spec":7}                        | spec
            Deployment     | {}               | {"spec":{"replicas":"7"}}              | {"spec":{"retainReplicas":true}}  | spec.replicas
            Deployment     | {}               | {"spec":[]}                            | {"spec":{"retainReplicas":true}}  | spec
            Deployment     | {"spec":"odd"}   | {"spec":{"replicas":7}}                | {"spec":{"retainReplicas":true}}  | spec
            """)
    void failsAtWhatIsNotOfItsType(String kind, String desired, String live, String federated, String field) {
        FieldPath error = Retention.retain(kind, map(desired), map(live), map(federated)).error();

        assertThat(error).hasToString(field);
    }

    @ParameterizedTest(name = "retainReplicas {0}: {1}")
    @CsvSource({"true, 7", "false, 3", "null, error"})
    void replicasAreKeptOnlyWhereAsked(String retain, String replicas) {
        @Nullable MapValue federated = map("{\"spec\": {\"retainReplicas\": " + retain + "}}");

        var retained = Retention.retain("ReplicaSet", map("{\"spec\":{\"replicas\":3}}"), map("{\"spec\":{\"replicas\":7}}"),
                federated);

        if (replicas.equals("error")) assertThat(retained.error()).isEqualTo(FieldPath.of("spec", "retainReplicas"));
        else
            assertThat(retained.manifest().at("spec", "replicas")).hasToString(replicas);
    }
}
