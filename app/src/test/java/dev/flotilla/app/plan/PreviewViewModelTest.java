package dev.flotilla.app.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.flotilla.app.Scratch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.PreviewViewModel.Mode;
import dev.flotilla.app.plan.PreviewViewModel.Tab;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.plan.Origin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PreviewViewModelTest {
    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final PreviewViewModel model = new PreviewViewModel(workbench, Messages.of(Locale.ENGLISH));
    private final WhatIfViewModel whatIf = new WhatIfViewModel(workbench, model);

    @BeforeEach
    void open() {
        workbench.open(Scratch.copyOf("quickstart-karmada", folder), _ -> {});
    }

    private PreviewRow row(String cluster, String text) {
        return model.rows(cluster, Mode.MANIFEST).stream().filter(row -> row.text().contains(text)).findFirst().orElseThrow();
    }

    @Test
    void showsTheFirstObjectForItsFirstMember() {
        assertThat(model.tabProperty().get()).isEqualTo(new Tab.Member("karmada-worker01"));
        assertThat(Objects.requireNonNull(model.key()).name()).isEqualTo("karmada-nginx");
    }

    @Test
    void aLineThatAPolicySetSaysSoAndWhatItReplaced() {
        PreviewRow replicas = row("karmada-worker02", "replicas:");

        assertThat(replicas.text()).isEqualTo("  replicas: 2");
        assertThat(replicas.was()).isEqualTo("3");
        assertThat(replicas.edge()).isTrue();
        assertThat(Objects.requireNonNull(replicas.chip()).kind()).isEqualTo(Origin.Kind.POLICY);
    }

    @Test
    void anOverriddenImageNamesItsPolicy() {
        PreviewRow image = row("karmada-worker02", "image:");

        assertThat(image.text()).contains("nginx:1.17.0-alpine");
        assertThat(image.was()).isEqualTo("nginx");
        assertThat(Objects.requireNonNull(Objects.requireNonNull(image.chip()).by()).name())
                .isEqualTo("nginx-propagation-worker02");
    }

    @Test
    void foldsWhatTheDialectAddsAndUnfoldsIt() {
        PreviewRow fold = model.rows("karmada-worker01", Mode.MANIFEST).stream()
                .filter(row -> row.kind() == PreviewRow.Kind.FOLD && row.folded() > 1).findFirst().orElseThrow();
        int before = model.rows("karmada-worker01", Mode.MANIFEST).size();

        model.toggleFold(fold.text().strip());

        assertThat(model.rows("karmada-worker01", Mode.MANIFEST)).hasSize(before + fold.folded() - 1);
    }

    @Test
    void againstTheTemplateOnlyWhatThePoliciesDidRemains() {
        List<String> changed = model.rows("karmada-worker02", Mode.AGAINST_TEMPLATE).stream().filter(PreviewRow::isChange)
                .map(row -> (row.kind() == PreviewRow.Kind.ADDED ? "+" : "-") + row.text().strip()).toList();

        assertThat(changed).contains("-replicas: 3", "+replicas: 2", "-- image: nginx", "+- image: nginx:1.17.0-alpine",
                "+test: this_is_worker02");
    }

    @Test
    void explainComesWhenItIsAskedFor() {
        workbench.goTo(new Destination.Explain(Objects.requireNonNull(model.key())));

        assertThat(model.tabProperty().get()).isEqualTo(Tab.Whole.EXPLAIN);
    }

    @Test
    void aMemberThatGoesDownInAScenarioLosesItsReplicasThereOnly() {
        whatIf.setDown("karmada-worker02", true);

        var after = Objects.requireNonNull(whatIf.afterProperty().get());
        assertThat(after.on("karmada-worker02")).isEmpty();
        assertThat(after.on("karmada-worker01").orElseThrow().replicas()).isEqualTo(3);
        assertThat(Objects.requireNonNull(model.shownProperty().get()).object().placements()).hasSize(2);
        assertThat(workbench.unsavedProperty().get()).isEmpty();
    }

    @Test
    void aWeightInAScenarioMovesReplicasAndResetBringsThemBack() {
        whatIf.setWeight(whatIf.weightsProperty().get().getFirst(), 20);
        var moved = Objects.requireNonNull(whatIf.afterProperty().get());
        whatIf.reset();

        assertThat(moved.on("karmada-worker01").orElseThrow().replicas()).isEqualTo(3);
        assertThat(Objects.requireNonNull(whatIf.afterProperty().get()).on("karmada-worker02").orElseThrow().replicas())
                .isEqualTo(2);
    }

    @Test
    void aTaintThatNobodyToleratesStopsTheMember() {
        assertThat(whatIf.addTaint("karmada-worker01", "location=edge:NoSchedule")).isTrue();

        assertThat(Objects.requireNonNull(whatIf.afterProperty().get()).on("karmada-worker01")).isEmpty();
        assertThat(whatIf.addTaint("karmada-worker01", "nonsense")).isFalse();
    }

    private List<String> tabs() {
        return model.tabsProperty().get().stream()
                .map(tab -> tab instanceof Tab.Member(String cluster) ? cluster : tab.toString())
                .toList();
    }

    @Test
    void aPinnedMemberStaysFirstWhateverBecomesOfIt() {
        assertThat(tabs()).containsExactly("karmada-worker01", "karmada-worker02", "SIDE_BY_SIDE", "EXPLAIN");
        model.pin("karmada-worker02");
        model.tabProperty().set(new Tab.Member("karmada-worker02"));
        assertThat(tabs()).containsExactly("karmada-worker02", "karmada-worker01", "SIDE_BY_SIDE", "EXPLAIN");

        String policy = "manifests/propagation.yaml";
        workbench.edit(policy, Objects.requireNonNull(workbench.text(policy)).replaceFirst(
                "        - karmada-worker01\n        - karmada-worker02\n", "        - karmada-worker01\n"));

        assertThat(tabs()).containsExactly("karmada-worker02", "karmada-worker01", "EXPLAIN");
        assertThat(model.tabProperty().get()).isEqualTo(new Tab.Member("karmada-worker02"));
        assertThat(model.isWithout("karmada-worker02")).isTrue();
        assertThat(model.whyNothing("karmada-worker02")).contains("clusterNames");

        model.pin("karmada-worker02");
        assertThat(model.tabProperty().get()).isEqualTo(new Tab.Member("karmada-worker01"));
    }

    @Test
    void aLineThatIsWishedForIsShownWithItsMember() {
        var image = Objects.requireNonNull(row("karmada-worker02", "image:").source().path());
        model.modeProperty().set(Mode.AGAINST_TEMPLATE);

        workbench.goTo(new Destination.Line(Objects.requireNonNull(model.key()), "karmada-worker02", image));

        assertThat(model.tabProperty().get()).isEqualTo(new Tab.Member("karmada-worker02"));
        assertThat(model.modeProperty().get()).isEqualTo(Mode.MANIFEST);
        assertThat(model.lineProperty().get()).isEqualTo(image);
    }

    @Test
    void aLineLeadsToItsRuleOrToTheTemplate() {
        model.openSource(row("karmada-worker02", "image:"));
        assertThat(workbench.destinationProperty().get()).asString().contains("override-worker02.yaml");

        model.openSource(row("karmada-worker02", "kind:"));
        assertThat(workbench.destinationProperty().get()).asString().contains("deployment.yaml");
    }

    @Test
    void aLineTellsWhereItComesFrom() {
        assertThat(model.provenance(row("karmada-worker02", "kind:")))
                .isEqualTo("From the template, manifests/deployment.yaml:2");
        assertThat(model.provenance(row("karmada-worker02", "image:"))).startsWith("Set by OverridePolicy")
                .contains("manifests/override-worker02.yaml:");
        assertThat(model.provenance(row("karmada-worker02", "imagePullPolicy:"))).isEqualTo("API server default");
    }

    @Test
    void theValuesOfASecretAreMasked() {
        workbench.edit("manifests/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: token
                stringData:
                  word: hush-hush
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata:
                  name: token
                spec:
                  resourceSelectors:
                    - apiVersion: v1
                      kind: Secret
                      name: token
                """);
        workbench.goTo(new Destination.Preview(
                new dev.flotilla.engine.documents.ObjectKey("", "Secret", "default", "token"), "karmada-worker01"));

        assertThat(model.rows("karmada-worker01", Mode.MANIFEST)).extracting(PreviewRow::text).contains("  word: \"•••\"");
        assertThat(model.rows("karmada-worker01", Mode.AGAINST_TEMPLATE)).extracting(PreviewRow::text).noneMatch(
                line -> line.contains("hush"));
    }

    @Test
    void aMemberWithoutRoomInAScenarioGetsNoReplicasByRoom() {
        workbench.open(Scratch.copyOf("mixed-fleet", folder), _ -> {});
        workbench.goTo(new Destination.Preview(new dev.flotilla.engine.documents.ObjectKey("apps", "Deployment", "shop", "web"),
                null));
        var before = Objects.requireNonNull(whatIf.afterProperty().get());
        String largest = before.placements().stream()
                .max(java.util.Comparator.comparing(placed -> Objects.requireNonNull(placed.replicas()))).orElseThrow().cluster();

        whatIf.setRoom(largest, 0);
        assertThat(Objects.requireNonNull(whatIf.afterProperty().get()).on(largest)
                .map(placed -> Objects.requireNonNull(placed.replicas())).orElse(0)).isZero();

        whatIf.setRoom(largest, Scenario.ALL);
        assertThat(whatIf.scenarioProperty().get()).isEqualTo(Scenario.NONE);
        assertThat(Objects.requireNonNull(whatIf.afterProperty().get())).isEqualTo(before);
    }

    @Test
    void anObjectWhoseTextIsBrokenForAMomentStaysOnScreen() {
        String file = "manifests/deployment.yaml";
        String sound = Objects.requireNonNull(workbench.text(file));
        var before = model.shownProperty().get();

        workbench.edit(file, sound.replace("  template:\n", "  template:\n    wor\n"));
        assertThat(model.outdatedProperty().get()).isTrue();
        assertThat(model.shownProperty().get()).isEqualTo(before);

        workbench.edit(file, sound);
        assertThat(model.outdatedProperty().get()).isFalse();

        workbench.edit(file, "");
        assertThat(model.shownProperty().get()).isNull();
    }
}
