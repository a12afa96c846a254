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
}
