package dev.flotilla.engine.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.Vectors;
import dev.flotilla.engine.convert.Converter.Target;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.DocumentReader;
import dev.flotilla.engine.fleet.Fleet;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.Dialect;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.PlanRequest;
import dev.flotilla.engine.text.SourceFile;
import dev.flotilla.engine.text.YamlReader;
import dev.flotilla.engine.text.YamlWriter;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        int convertible = 0;
        for (Vectors.Case recorded : Vectors.cases("kubefed-override")) {
            MapValue federated = recorded.input().mapAt("federated");
            Value placed = federated.set(FieldPath.of("spec", "placement"),
                    MapValue.of("clusterSelector", MapValue.EMPTY));
            String namespace = federated.textAt("metadata", "namespace");
            String around = namespace == null || "FederatedNamespace".equals(federated.textAt("kind"))
                    ? ""
                    : NAMESPACE.replace("shop", namespace);
            Conversion conversion = convert(around + YamlWriter.write(placed), Target.KARMADA, "c1", "c2", "c3");
            assertThat(conversion.differences()).as(recorded.name()).isEmpty();
            // Only what KubeFed itself refused may be left out.
            boolean refused = isRefused(recorded);
            if (conversion.equal() == 0) assertThat(refused).as(recorded.name()).isTrue();
            if (!refused) convertible++;
            if (conversion.equal() > 0 && !refused) converted++;
        }
        System.out.println("kubefed-override converted to Karmada: " + converted + ", all the same");
        assertThat(converted).isEqualTo(convertible).isGreaterThan(Vectors.cases("kubefed-override").size() / 3);
    }

    private static boolean isRefused(Vectors.Case recorded) {
        return recorded.accepted().stream().anyMatch(answer -> answer.get("error") != null);
    }

    @Test
    void everyRecordedPlacementIsTheSame() {
        int faithful = 0;
        int placed = 0;
        var different = new ArrayList<String>();
        for (Vectors.Case recorded : Vectors.cases("kubefed-placement")) {
            MapValue input = recorded.input();
            if (input.isTrueAt("selectorOnly") || input.isTrueAt("limitedScope")) continue;
            var text = new StringBuilder();
            input.listAt("clusters").forEach(cluster -> text.append("---\n").append(YamlWriter.write(cluster)));
            // What is recorded without regard to a namespace gets one that filters nobody.
            if (!input.isTrueAt("namespaced"))
                text.append("---\n").append(federatedNamespace(input.textAt("federated", "metadata", "namespace")));
            else if (input.get("federatedNamespace") != null)
                text.append("---\n").append(YamlWriter.write(input.mapAt("federatedNamespace")));
            text.append("---\n").append(YamlWriter.write(input.mapAt("federated")));
            Conversion conversion = convert(text.toString(), Target.KARMADA);
            int recordedClusters = recorded.accepted().getFirst().listAt("clusters").size();
            assertThat(conversion.equal()).as(recorded.name()).isGreaterThanOrEqualTo(recordedClusters);
            if (recordedClusters > 0) placed++;
            if (conversion.isFaithful()) faithful++;
            else
                different.add(recorded.name() + ": " + conversion.differences());
        }
        assertThat(placed).as("placements that choose a member").isGreaterThan(Vectors.cases("kubefed-placement").size() / 8);
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

    /// Both plans made again, apart from the converter: what it calls equal is equal, and what differs it lists.
    private static void assertProved(String name, Conversion conversion, List<Document> documents, Fleet fleet, Target target) {
        var from = dialect(target == Target.KARMADA ? "kubefed" : "karmada");
        var to = dialect(target == Target.KARMADA ? "karmada" : "kubefed");
        var text = new StringBuilder();
        conversion.manifests().forEach(manifest -> text.append("---\n").append(YamlWriter.write(manifest)));
        var converted = DocumentReader.read(YamlReader.read(new SourceFile("converted.yaml", text.toString()))).documents();
        Map<String, MapValue> before = manifests(from.plan(PlanRequest.of(documents, fleet)).objects());
        Map<String, MapValue> after = manifests(to.plan(PlanRequest.of(converted, fleet)).objects());
        var different = new TreeSet<String>();
        var all = new TreeSet<>(before.keySet());
        after.keySet().stream().filter(key -> before.keySet().stream().anyMatch(old -> object(old).equals(object(key))))
                .forEach(all::add);
        for (String key : all) {
            MapValue old = before.get(key);
            MapValue now = after.get(key);
            if (old == null || now == null || !old.equals(now)) different.add(key);
        }

        var listed = new TreeSet<String>();
        conversion.differences().forEach(difference -> listed.add(difference.object() + " on " + difference.cluster()));
        assertThat(listed).as(name).isEqualTo(different);
        assertThat(conversion.equal()).as(name).isEqualTo(all.size() - different.size());
    }

    private static String object(String key) {
        return key.substring(0, key.indexOf(" on "));
    }

    private static Dialect dialect(String id) {
        return ENGINE.dialects().stream().filter(dialect -> dialect.id().equals(id)).findFirst().orElseThrow();
    }

    private static Map<String, MapValue> manifests(List<ObjectPlan> objects) {
        var manifests = new TreeMap<String, MapValue>();
        objects.forEach(object -> object.placements().forEach(placed -> manifests.put(object.key() + " on " + placed.cluster(),
                ServerDefaults.filledIn(Equality.unmarked(placed.manifest().root())))));
        return manifests;
    }

    private record Input(List<Document> documents, Fleet fleet) {
        static Input of(String yaml, List<String> members) {
            var documents = DocumentReader.read(YamlReader.read(new SourceFile("test.yaml", yaml))).documents();
            List<MemberCluster> fleet = members.stream().map(MemberCluster::named).toList();
            for (var dialect : ENGINE.dialects()) {
                fleet = dialect.declare(fleet, documents);
            }
            return new Input(documents, new Fleet(fleet));
        }

        Conversion proved(String name, Target target) {
            Conversion conversion = CONVERTER.convert(documents, fleet, "", target);
            assertProved(name, conversion, documents, fleet, target);
            return conversion;
        }
    }

    private static String federatedNamespace(@Nullable String name) {
        return name == null ? "" : NAMESPACE.replace("shop", name);
    }

    /// Every recorded preference, on a Deployment of that name: weights carry over, and where limits, stickiness or rounding make
    /// another split, it is listed.
    @Test
    void everyRecordedPreferenceIsTheSameOrListed() {
        int same = 0;
        int listed = 0;
        for (Vectors.Case recorded : Vectors.cases("kubefed-planner")) {
            MapValue input = recorded.input();
            MapValue spec = input.mapAt("rsp", "spec");
            var preference = MapValue.builder().put("apiVersion", "scheduling.kubefed.io/v1alpha1")
                    .put("kind", "ReplicaSchedulingPreference").put("metadata", Json.read("""
                            {"name": "web", "namespace": "shop"}"""))
                    .put("spec", spec.with("targetKind", Value.text("FederatedDeployment"))).build();
            String yaml = NAMESPACE + """
                    apiVersion: types.kubefed.io/v1beta1
                    kind: FederatedDeployment
                    metadata: {name: web, namespace: shop}
                    spec:
                      template: {spec: {replicas: 1, template: {spec: {containers: [{name: web, image: "nginx:1.29"}]}}}}
                      placement: {clusterSelector: {}}
                    ---
                    """ + YamlWriter.write(preference);
            List<String> clusters = input.listAt("clusters").texts();
            Conversion conversion = Input.of(yaml, clusters).proved(recorded.name(), Target.KARMADA);
            // The namespace on each of them, and the Deployment, the same or listed.
            assertThat(conversion.equal() + conversion.differences().size()).as(recorded.name())
                    .isGreaterThanOrEqualTo(clusters.size());
            if (conversion.isFaithful()) same++;
            else
                listed++;
        }
        System.out.println(
                "kubefed-planner converted to Karmada: " + same + " the same, " + listed + " with the difference listed");
        assertThat(same).isPositive();
        assertThat(listed).isPositive();
    }

    /// Every recorded federated object of the other suites, placed everywhere where its suite does not place it.
    @ParameterizedTest
    @ValueSource(strings = {"kubefed-schedule", "kubefed-retain", "kubefed-override"})
    void everyRecordedFederatedObjectIsTheSameOrListed(String suite) {
        int compared = 0;
        int same = 0;
        int listed = 0;
        for (Vectors.Case recorded : Vectors.cases(suite)) {
            MapValue federated = recorded.input().mapAt("federated");
            String kind = federated.textAt("kind");
            assertThat(kind).as(recorded.name()).startsWith("Federated");
            String namespace = "FederatedNamespace".equals(kind) ? null : federated.textAt("metadata", "namespace");
            if (suite.equals("kubefed-retain")) federated = withTemplate(federated, recorded.input().mapAt("desired"));
            if (!suite.equals("kubefed-schedule")) federated = everywhere(federated);
            String yaml = federatedNamespace(namespace) + YamlWriter.write(federated);
            Conversion conversion = Input.of(yaml, List.of("a", "b", "c", "d", "c1", "c2", "c3")).proved(recorded.name(),
                    Target.KARMADA);
            // A FederatedNamespace of a system namespace is for letting objects in only.
            int namespaces = namespace == null || namespace.equals("default") ? 0 : 7;
            compared += conversion.equal() + conversion.differences().size() > namespaces ? 1 : 0;
            if (conversion.isFaithful()) same++;
            else
                listed++;
        }
        System.out.println(suite + " converted to Karmada: " + same + " the same, " + listed + " with the difference listed, "
                + compared + " with something to compare");
        assertThat(same + listed).isEqualTo(Vectors.cases(suite).size());
        assertThat(compared).isGreaterThan(Vectors.cases(suite).size() / 2);
    }

    private static MapValue everywhere(MapValue federated) {
        return (MapValue) federated.set(FieldPath.of("spec", "placement"), MapValue.of("clusterSelector", MapValue.EMPTY));
    }

    private static MapValue withTemplate(MapValue federated, MapValue desired) {
        MapValue template = desired.without("kind").without("apiVersion").with("metadata",
                MapValue.of("labels", desired.mapAt("metadata", "labels")));
        return (MapValue) federated.set(FieldPath.of("spec", "template"), template);
    }

    /// The other way: every recorded template with its override policies.
    @Test
    void everyRecordedKarmadaOverrideIsTheSameOnKubeFedOrListed() {
        int same = 0;
        int refused = 0;
        var listed = new ArrayList<String>();
        for (Vectors.Case recorded : Vectors.cases("karmada-override")) {
            MapValue input = recorded.input();
            MapValue template = input.mapAt("template");
            String namespace = template.textAt("metadata", "namespace");
            var text = new StringBuilder(YamlWriter.write(template));
            input.listAt("policies").forEach(policy -> text.append("---\n").append(YamlWriter.write(policy)));
            // Recorded without the APIs that it serves, which placing would ask for.
            text.append("---\n").append(YamlWriter.write(input.mapAt("cluster").without("status")));
            text.append("---\n").append(YamlWriter.write(propagation(template, namespace)));
            Conversion conversion = Input.of(text.toString(), List.of()).proved(recorded.name(), Target.KUBEFED);
            if (conversion.equal() + conversion.differences().size() == 0) {
                // What admission refuses is recorded all the same; the object is then listed as left over.
                if (!isRefused(recorded))
                    assertThat(conversion.leftovers()).as(recorded.name()).extracting(Leftover::code)
                            .contains("convert.not-planned");
                refused++;
            }
            if (conversion.isFaithful()) same++;
            else
                listed.add(recorded.name() + " " + conversion.differences().getFirst());
        }
        System.out.println("karmada-override converted to KubeFed: " + (same - refused) + " the same, " + refused
                + " not planned, different and listed: " + listed);
        assertThat(same - refused).isGreaterThan(Vectors.cases("karmada-override").size() / 2);
    }

    private static MapValue propagation(MapValue template, @Nullable String namespace) {
        var selector = MapValue.builder().put("apiVersion", String.valueOf(template.textAt("apiVersion")))
                .put("kind", String.valueOf(template.textAt("kind")));
        var metadata = MapValue.builder().put("name", "everything");
        if (namespace != null) metadata.put("namespace", namespace);
        return MapValue.builder().put("apiVersion", "policy.karmada.io/v1alpha1")
                .put("kind", namespace == null ? "ClusterPropagationPolicy" : "PropagationPolicy")
                .put("metadata", metadata.build())
                .put("spec", MapValue.builder().put("resourceSelectors", ListValue.of(selector.build()))
                        .put("placement", MapValue.EMPTY).build())
                .build();
    }

    /// Every sample workspace, both ways.
    @Test
    void everySampleIsTheSameOrListed() throws IOException {
        try (var samples = Files.list(Path.of("..", "sample-configs"))) {
            for (Path sample : samples.filter(Files::isDirectory).sorted().toList()) {
                if (sample.endsWith("mistakes")) continue;
                Workspace workspace = ENGINE.open(sample);
                List<MemberCluster> fleet = workspace.settings().members().stream()
                        .map(member -> MemberCluster.named(member.name())).toList();
                for (var dialect : ENGINE.dialects()) {
                    fleet = dialect.declare(fleet, workspace.documents());
                }
                var input = new Input(workspace.documents(), new Fleet(fleet));
                for (Target target : Target.values()) {
                    Conversion conversion = input.proved(sample.toString(), target);
                    System.out.println(sample.getFileName() + " to " + target + ": " + conversion.equal() + " the same, "
                            + conversion.differences().size() + " listed, " + conversion.leftovers().size() + " left over");
                }
            }
        }
    }
}
