package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.diagnostics.Diagnostic;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The Karmada walk-through of 2021, through the command line: what a real control plane was seen to make of it.
class KarmadaBlogTest {
    private static final String TODAY = """
            apiVersion: policy.karmada.io/v1alpha1
            kind: OverridePolicy
            metadata: {name: nginx-propagation, namespace: default}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: karmada-nginx}]
              overrideRules:
                - targetCluster: {clusterNames: [karmada-worker01]}
                  overriders:
                    annotationsOverrider: [{operator: add, value: {test: this_is_worker01}}]
                - targetCluster: {clusterNames: [karmada-worker02]}
                  overriders:
                    annotationsOverrider: [{operator: add, value: {test: this_is_worker02}}]
                    imageOverrider: [{component: Tag, operator: replace, value: 1.17.0-alpine}]
            ---
            apiVersion: policy.karmada.io/v1alpha1
            kind: PropagationPolicy
            metadata: {name: nginx-propagation, namespace: default}
            spec:
              resourceSelectors: [{apiVersion: apps/v1, kind: Deployment, name: karmada-nginx}]
              dependentOverrides: [nginx-propagation]
              placement:
                clusterAffinity: {clusterNames: [karmada-worker01, karmada-worker02]}
                replicaScheduling:
                  replicaSchedulingType: Divided
                  weightPreference:
                    staticWeightList:
                      - {targetCluster: {clusterNames: [karmada-worker01]}, weight: 1}
                      - {targetCluster: {clusterNames: [karmada-worker02]}, weight: 2}
            """;

    @TempDir Path folder;

    @BeforeEach
    void copyTheSample() throws IOException {
        Path sample = Runs.ROOT.resolve("sample-configs").resolve("quickstart-karmada");
        try (var files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(sample.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private Path manifest(String name) {
        return folder.resolve("manifests").resolve(name);
    }

    /// The same in the form of today: one override policy with rules.
    private void modernise() throws IOException {
        for (String old : List.of("override-worker01.yaml", "override-worker02.yaml")) {
            Files.delete(manifest(old));
        }
        Files.writeString(manifest("propagation.yaml"), TODAY);
    }

    private void scale(int replicas) throws IOException {
        Path deployment = manifest("deployment.yaml");
        Files.writeString(deployment, Files.readString(deployment).replace("replicas: 3", "replicas: " + replicas));
    }

    private MapValue json(int exit, String... arguments) {
        Runs.Result result = run(arguments);
        assertThat(result.exit()).as(result.err()).isEqualTo(exit);
        return (MapValue) Json.read(result.out());
    }

    private Runs.Result run(String... arguments) {
        return new Runs(folder).with(arguments);
    }

    private MapValue planned() {
        MapValue plan = json(ExitCode.FINE, "plan", ".", "-o", "json");
        assertThat(plan.listAt("objects").maps()).hasSize(1);
        return plan.listAt("objects").maps().getFirst();
    }

    private static String shares(MapValue object) {
        var shares = new ArrayList<>(List.of(0L, 0L));
        for (MapValue placement : object.listAt("placements").maps()) {
            shares.set(String.valueOf(placement.textAt("cluster")).endsWith("01") ? 0 : 1, placement.intAt("replicas"));
        }
        return shares.get(0) + "+" + shares.get(1);
    }

    private MapValue rendered(String cluster) {
        List<MapValue> manifests = json(ExitCode.FINE, "render", ".", "-o", "json").listAt("clusters", cluster).maps();
        assertThat(manifests).hasSize(1);
        return manifests.getFirst();
    }

    private static String image(MapValue deployment) {
        return String.valueOf(
                deployment.listAt("spec", "template", "spec", "containers").maps().getFirst().textAt("image"));
    }

    @Test
    void itPlansAsItStands() {
        MapValue nginx = planned();

        assertThat(shares(nginx)).isEqualTo("1+2");
        assertThat(nginx.textAt("certainty")).isEqualTo("exact");
        assertThat(nginx.textAt("policy", "name")).isEqualTo("nginx-propagation");
        assertThat(nginx.at("error")).hasToString("null");
    }

    @Test
    void eachMemberGetsItsReplicasAnnotationAndImage() {
        MapValue first = rendered("karmada-worker01");
        MapValue second = rendered("karmada-worker02");

        assertThat(first.intAt("spec", "replicas")).isEqualTo(1);
        assertThat(second.intAt("spec", "replicas")).isEqualTo(2);
        assertThat(first.textAt("metadata", "annotations", "test")).isEqualTo("this_is_worker01");
        assertThat(second.textAt("metadata", "annotations", "test")).isEqualTo("this_is_worker02");
        assertThat(image(first)).isEqualTo("nginx");
        assertThat(image(second)).isEqualTo("nginx:1.17.0-alpine");
        assertThat(second.textAt("metadata", "annotations", "work.karmada.io/name")).isEqualTo("karmada-nginx-d5fbb6dc5");
        assertThat(second.textAt("metadata", "annotations", "work.karmada.io/namespace"))
                .isEqualTo("karmada-es-karmada-worker02");
    }

    /// `kubectl get rb,work -A` on the control plane shows these.
    @Test
    void theNamesOnAControlPlaneAreTold() {
        Runs.Result explained = run("explain", ".", "deployment/karmada-nginx");

        assertThat(explained.exit()).isEqualTo(ExitCode.FINE);
        assertThat(explained.out()).contains("ResourceBinding default/karmada-nginx-deployment",
                "Work karmada-es-karmada-worker01/karmada-nginx-d5fbb6dc5",
                "Work karmada-es-karmada-worker02/karmada-nginx-d5fbb6dc5");
    }

    @Test
    void itsTrapsAreWarningsAndNoErrors() {
        Runs.Result validated = run("validate", ".");

        assertThat(validated.exit()).isEqualTo(ExitCode.FINE);
        assertThat(validated.out().lines().filter(line -> line.contains("warning"))).satisfiesExactlyInAnyOrder(
                line -> assertThat(line).contains("override-worker01.yaml:10:3: warning karmada.deprecated-field"),
                line -> assertThat(line).contains("override-worker01.yaml:13:3: warning karmada.deprecated-field"),
                line -> assertThat(line).contains("override-worker01.yaml:15:9: warning karmada.replaces-map"),
                line -> assertThat(line).contains("override-worker02.yaml:10:3: warning karmada.deprecated-field"),
                line -> assertThat(line).contains("override-worker02.yaml:13:3: warning karmada.deprecated-field"),
                line -> assertThat(line).contains("override-worker02.yaml:15:9: warning karmada.replaces-map"));
        assertThat(validated.out()).doesNotContain(": error ");
        assertThat(run("validate", "--strict", ".").exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void todaysFieldsGiveTheSamePlan() throws IOException {
        String before = json(ExitCode.FINE, "plan", ".", "-o", "json").textAt("hash");

        fix("karmada.deprecated-field");

        assertThat(json(ExitCode.FINE, "plan", ".", "-o", "json").textAt("hash")).isEqualTo(before);
        assertThat(run("validate", ".").out()).doesNotContain("karmada.deprecated-field").contains("karmada.replaces-map");
        assertThat(Files.readString(manifest("override-worker02.yaml"))).contains("overrideRules:");
    }

    /// The other entries, here only the marks of the claim, stay; nothing else changes.
    @Test
    void theOverriderThatKeepsTheOtherAnnotationsGivesTheSameOtherwise() throws IOException {
        Map<String, MapValue> before = Map.of("karmada-worker01", rendered("karmada-worker01"), "karmada-worker02",
                rendered("karmada-worker02"));

        fix("karmada.deprecated-field");
        fix("karmada.replaces-map");

        assertThat(run("validate", "--strict", ".")).extracting(Runs.Result::exit, Runs.Result::out)
                .containsExactly(ExitCode.FINE, "");
        before.forEach((cluster, was) -> {
            MapValue now = rendered(cluster);
            assertThat(now.without("metadata")).isEqualTo(was.without("metadata"));
            Map<String, String> annotations = now.mapAt("metadata", "annotations").texts();
            assertThat(annotations).containsEntry("propagationpolicy.karmada.io/name", "nginx-propagation");
            was.mapAt("metadata", "annotations").texts().forEach((key, value) -> {
                if (!key.startsWith("resourcetemplate.karmada.io/managed-")) {
                    assertThat(annotations).containsEntry(key, value);
                }
            });
        });
    }

    @ParameterizedTest(name = "{0} replicas: {1}")
    @CsvSource({"1, 0+1", "2, 1+1", "3, 1+2", "4, 1+3", "5, 2+3", "6, 2+4", "7, 2+5", "8, 3+5", "10, 3+7"})
    void scalingGivesWhatWasSeenInBothShapes(int replicas, String expected) throws IOException {
        scale(replicas);
        assertThat(outcomes()).contains(expected);
        String first = shares(planned());

        modernise();

        assertThat(outcomes()).contains(expected);
        assertThat(shares(planned())).isEqualTo(first);
    }

    /// What the plan shows, and what a tie makes possible beside it.
    private List<String> outcomes() {
        var outcomes = new ArrayList<>(List.of(shares(planned())));
        run("explain", ".", "deployment/karmada-nginx").out().lines().filter(line -> line.contains("possible outcome"))
                .forEach(line -> outcomes.add(share(line, "karmada-worker01") + "+" + share(line, "karmada-worker02")));
        return outcomes;
    }

    private static String share(String line, String cluster) {
        var found = Pattern.compile(cluster + " (\\d+)").matcher(line);
        return found.find() ? found.group(1) : "0";
    }

    @Test
    void theShapeOfTodayPlansWithoutAFinding() throws IOException {
        modernise();

        assertThat(run("validate", "--strict", ".")).extracting(Runs.Result::exit, Runs.Result::out)
                .containsExactly(ExitCode.FINE, "");
        assertThat(shares(planned())).isEqualTo("1+2");
        assertThat(image(rendered("karmada-worker02"))).isEqualTo("nginx:1.17.0-alpine");
        assertThat(rendered("karmada-worker01").textAt("metadata", "annotations", "test")).isEqualTo("this_is_worker01");
    }

    /// Applies the first quick fix of every finding of that code, one after the other, as somebody would.
    private void fix(String code) throws IOException {
        for (int i = 0; i < 10; i++) {
            Engine engine = Engine.standard();
            var found = engine.plan(engine.open(folder), Map.of(), Map.of(), null).diagnostics().stream()
                    .filter(diagnostic -> diagnostic.code().equals(code)).findFirst();
            if (found.isEmpty()) return;
            apply(found.get());
        }
        throw new AssertionError(code + " does not go away");
    }

    private void apply(Diagnostic diagnostic) throws IOException {
        assertThat(diagnostic.fixes()).as("fixes of %s", diagnostic).isNotEmpty();
        List<TextEdit> edits = new ArrayList<>(diagnostic.fixes().getFirst().edits());
        edits.sort(Comparator.comparingInt((TextEdit edit) -> edit.range().start()).reversed());
        for (TextEdit edit : edits) {
            Path file = folder.resolve(edit.range().file());
            String text = Files.readString(file);
            Files.writeString(file,
                    text.substring(0, edit.range().start()) + edit.newText() + text.substring(edit.range().end()));
        }
    }
}
