package dev.flotilla.engine.dialect.karmada.override;

import java.util.List;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.Manifest;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Entries of a rule on objects that are not quite as their kind has them.
class OverriderTest {
    @Test
    void argumentsAreChangedInAnObjectThatIsOtherwiseNoneOfItsKind() {
        // another group's Job; only an image entry has to read all of it
        String job = """
                apiVersion: batch.example.io/v1
                kind: Job
                metadata: {name: train, namespace: ml}
                spec:
                  parallelism: many
                  template: {spec: {containers: [{name: main, args: [--epochs=3]}]}}
                """;

        Manifest changed = applied(job, "argsOverrider: [{containerName: main, operator: add, value: [--fast]}]");

        assertThat(changed.at("spec", "template", "spec", "containers").get(0))
                .isEqualTo(value("{name: main, args: [--epochs=3, --fast]}"));
        assertThat(failure(job, "imageOverrider: [{component: Tag, operator: replace, value: v2}]"))
                .isEqualTo("karmada.override-field-type[Job, spec.parallelism, int32]");
    }

    @Test
    void argumentsThatAreNoListOfStringsAreRefused() {
        String pod = """
                apiVersion: v1
                kind: Pod
                metadata: {name: web, namespace: default}
                spec: {containers: [{name: main, args: [8080]}]}
                """;

        assertThat(failure(pod, "argsOverrider: [{containerName: main, operator: add, value: [--fast]}]"))
                .isEqualTo("karmada.override-field-type[Pod, spec.containers[0].args, list-of-strings]");
        assertThat(failure(pod.replace("[{name: main, args: [8080]}]", "main"),
                "commandOverrider: [{containerName: main, operator: add, value: [sh]}]"))
                .isEqualTo("karmada.override-field-type[Pod, spec.containers, list-of-maps]");
    }

    @Test
    void anObjectWithoutContainersStaysAsItIs() {
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: default}, spec: null}";

        assertThat(applied(pod, "argsOverrider: [{containerName: main, operator: add, value: [--fast]}]").root())
                .isEqualTo(value(pod));
    }

    @Test
    void labelsThatAreNotAllStringsCountAsNone() {
        String map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: web, namespace: default, labels: {tier: web, shard: 3}}}";

        assertThat(applied(map, "labelsOverrider: [{operator: replace, value: {tier: db}}]").root()).isEqualTo(value(map));
        assertThat(
                applied(map, "labelsOverrider: [{operator: add, value: {zone: a, rack: b}}]").root().mapAt("metadata", "labels"))
                .isEqualTo(value("{zone: a, rack: b}"));
    }

    @Test
    void numbersInAYamlFileAreWrittenAsGoWritesThem() {
        String map = """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {f: "a: 1e-5\\nb: 2500000.5\\nc: 0.25\\nd: 3e30\\ne: -0.0001\\n"}}""";

        Manifest changed = applied(map,
                "fieldOverrider: [{fieldPath: /data/f, yaml: [{subPath: /a0, operator: add, value: 7}]}]");

        assertThat(changed.root().textAt("data", "f"))
                .isEqualTo("a: 1e-05\na0: 7\nb: 2.5000005e+06\nc: 0.25\nd: 3e+30\ne: -0.0001\n");
    }

    @Test
    void keysInAYamlFileAreInTheOrderOfTheLibrary() {
        String map = """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: web},
                 data: {f: "node10: 1\\nnode9: 1\\nnode_b: 1\\nnodeb: 1\\nNode: 1\\nv1.10: 1\\nv1.9: 1\\nv100: 1\\nv1x: 1\\nx007: 1\\nx7: 1\\n"}}""";

        Manifest changed = applied(map,
                "fieldOverrider: [{fieldPath: /data/f, yaml: [{subPath: /node, operator: add, value: 1}]}]");

        assertThat(changed.root().textAt("data", "f")).isEqualTo(
                "Node: 1\nnode: 1\nnode_b: 1\nnode9: 1\nnode10: 1\nnodeb: 1\nv1.9: 1\nv1.10: 1\nv100: 1\nv1x: 1\nx7: 1\nx007: 1\n");
    }

    private static Manifest applied(String object, String overriders) {
        return ((OverrideResult.Applied) result(object, overriders)).manifest();
    }

    private static String failure(String object, String overriders) {
        var reason = ((OverrideResult.Failed) result(object, overriders)).reason();
        return reason.code() + reason.arguments();
    }

    private static OverrideResult result(String object, String overriders) {
        var policy = YamlReader.read(new SourceFile("policy.yaml", """
                apiVersion: policy.karmada.io/v1alpha1
                kind: ClusterOverridePolicy
                metadata: {name: everywhere}
                spec:
                  overrideRules:
                  - overriders:
                """ + overriders.indent(6))).documents().getFirst();
        return OverridePolicies.of(List.of(new Document(new Manifest((MapValue) policy.root()), policy)))
                .apply(new Manifest(value(object)), MemberCluster.named("member1"));
    }

    private static MapValue value(String yaml) {
        return (MapValue) YamlReader.read(new SourceFile("object.yaml", yaml)).documents().getFirst().root();
    }
}
