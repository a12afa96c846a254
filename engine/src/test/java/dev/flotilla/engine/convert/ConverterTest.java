package dev.flotilla.engine.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.Vectors;
import dev.flotilla.engine.convert.Converter.Target;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is converted is compared, member by member.
class ConverterTest {
    private static final Engine ENGINE = Engine.standard();
    private static final Converter CONVERTER = new Converter(ENGINE.dialects());

    private static Conversion convert(String yaml, Target target, String... members) {
        var documents = DocumentReader.read(YamlReader.read(new SourceFile("test.yaml", yaml))).documents();
        List<MemberCluster> fleet = List.of(members).stream().map(MemberCluster::named).toList();
        for (var dialect : ENGINE.dialects()) {
            fleet = dialect.declare(fleet, documents);
        }
        return CONVERTER.convert(documents, new Fleet(fleet), "", target);
    }

    private static Conversion sample(String name, Target target) throws IOException {
        Workspace workspace = ENGINE.open(Path.of("..", "sample-configs", name));
        List<MemberCluster> fleet = workspace.settings().members().stream().map(member -> MemberCluster.named(member.name()))
                .toList();
        for (var dialect : ENGINE.dialects()) {
            fleet = dialect.declare(fleet, workspace.documents());
        }
        return CONVERTER.convert(workspace.documents(), new Fleet(fleet), "", target);
    }

    private static final String NAMESPACE = """
            apiVersion: types.kubefed.io/v1beta1
            kind: FederatedNamespace
            metadata: {name: shop, namespace: shop}
            spec: {template: {}, placement: {clusterSelector: {}}}
            ---
            """;

    @Test
    void theWalkThroughIsTheSameOnKarmada() throws IOException {
        Conversion conversion = sample("quickstart-kubefed", Target.KARMADA);

        assertThat(conversion.differences()).isEmpty();
        assertThat(conversion.equal()).isEqualTo(4);
        assertThat(conversion.manifests())
                .extracting(manifest -> manifest.textAt("kind") + " " + manifest.textAt("metadata", "name"))
                .contains("Deployment fed-nginx", "PropagationPolicy fed-nginx-deployment",
                        "OverridePolicy fed-nginx-deployment");
    }

    @Test
    void theOtherWalkThroughIsTheSameOnKubeFed() throws IOException {
        Conversion conversion = sample("quickstart-karmada", Target.KUBEFED);

        assertThat(conversion.differences()).isEmpty();
        assertThat(conversion.equal()).isPositive();
        assertThat(conversion.leftovers()).extracting(Leftover::code).contains("convert.frozen");
    }

    @Test
    void weightsCarryOverAndLimitsAreListed() {
        String federated = NAMESPACE + """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata: {name: web, namespace: shop}
                spec:
                  template: {spec: {replicas: 1, template: {spec: {containers: [{name: web, image: nginx}]}}}}
                  placement: {clusterSelector: {}}
                ---
                apiVersion: scheduling.kubefed.io/v1alpha1
                kind: ReplicaSchedulingPreference
                metadata: {name: web, namespace: shop}
                spec:
                  targetKind: FederatedDeployment
                  totalReplicas: 6
                  rebalance: true
                  clusters: CLUSTERS
                """;
        Conversion plain = convert(federated.replace("CLUSTERS", "{eu: {weight: 1}, us: {weight: 2}}"), Target.KARMADA, "eu",
                "us");
        Conversion limited = convert(federated.replace("CLUSTERS", "{eu: {weight: 1, minReplicas: 4}, us: {weight: 2}}"),
                Target.KARMADA, "eu",
                "us");

        assertThat(plain.isFaithful()).as("%s", plain.differences()).isTrue();
        assertThat(plain.leftovers()).isEmpty();
        assertThat(limited.leftovers()).extracting(Leftover::code).containsExactly("convert.minimum");
        assertThat(limited.differences()).extracting(difference -> difference.cluster() + " " + difference.kind() + " "
                + difference.fields().getFirst().path() + " " + difference.fields().getFirst().before() + " "
                + difference.fields().getFirst().after())
                .containsExactly("eu CHANGED spec.replicas 4 2", "us CHANGED spec.replicas 2 4");
    }

    /// Every recorded federated object, alone on three members.
    @Test
    void everyRecordedOverrideIsTheSame() {
        int converted = 0;
        for (Vectors.Case recorded : Vectors.cases("kubefed-override")) {
            MapValue federated = recorded.input().mapAt("federated");
            Value placed = federated.set(dev.flotilla.engine.value.FieldPath.of("spec", "placement"),
                    MapValue.of("clusterSelector", MapValue.EMPTY));
            String namespace = federated.textAt("metadata", "namespace");
            String around = namespace == null || "FederatedNamespace".equals(federated.textAt("kind"))
                    ? ""
                    : NAMESPACE.replace("shop", namespace);
            Conversion conversion = convert(around + YamlWriter.write(placed), Target.KARMADA, "c1", "c2", "c3");
            if (conversion.leftovers().stream().anyMatch(left -> left.code().equals("convert.not-planned"))) continue;
            converted++;
            assertThat(conversion.differences()).as(recorded.name()).isEmpty();
        }
        System.out.println("kubefed-override converted to Karmada: " + converted + ", all the same");
        assertThat(converted).isPositive();
    }

    @Test
    void everyRecordedPlacementIsTheSame() {
        int faithful = 0;
        var different = new ArrayList<String>();
        for (Vectors.Case recorded : Vectors.cases("kubefed-placement")) {
            MapValue input = recorded.input();
            if (input.isTrueAt("selectorOnly") || input.isTrueAt("limitedScope")) continue;
            var text = new StringBuilder();
            input.listAt("clusters").forEach(cluster -> text.append("---\n").append(YamlWriter.write(cluster)));
            if (input.get("federatedNamespace") != null)
                text.append("---\n").append(YamlWriter.write(input.mapAt("federatedNamespace")));
            text.append("---\n").append(YamlWriter.write(input.mapAt("federated")));
            Conversion conversion = convert(text.toString(), Target.KARMADA);
            if (conversion.isFaithful()) faithful++;
            else
                different.add(recorded.name() + ": " + conversion.differences());
        }
        System.out.println(
                "kubefed-placement converted to Karmada: " + faithful + " of " + (faithful + different.size()) + " the same");
        assertThat(different).isEmpty();
    }

    @Test
    void thereAndBackAgainGivesTheSamePlan() throws IOException {
        Conversion there = sample("quickstart-kubefed", Target.KARMADA);
        var text = new StringBuilder();
        there.manifests().forEach(manifest -> text.append("---\n").append(YamlWriter.write(manifest)));
        Conversion back = convert(text.toString(), Target.KUBEFED, "fed-worker01", "fed-worker02");

        assertThat(back.differences()).isEmpty();
        assertThat(back.equal()).isEqualTo(4);
        List<Document> documents = new ArrayList<>();
        back.manifests().forEach(manifest -> documents.addAll(
                DocumentReader.read(YamlReader.read(new SourceFile("back.yaml", YamlWriter.write(manifest)))).documents()));
        assertThat(documents).extracting(document -> document.ref().kind()).contains("FederatedDeployment", "FederatedNamespace");
    }
}
