package dev.flotilla.app.editor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.flotilla.app.Scratch;
import dev.flotilla.app.editor.FormRow.Kind;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Caret;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FormViewModelTest {
    private static final String POLICY = "manifests/propagation.yaml";
    private static final FieldPath PLACEMENT = FieldPath.of("spec", "placement");
    private static final FieldPath WEIGHTS = PLACEMENT.key("replicaScheduling").key("weightPreference").key("staticWeightList");

    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final FormViewModel form = new FormViewModel(workbench);
    private String before = "";

    @BeforeEach
    void open() {
        workbench.open(Scratch.copyOf("quickstart-karmada", folder), _ -> {});
        form.setActive(true);
        form.follow(new Caret(POLICY, 1, 1, 0));
        before = text();
    }

    private String text() {
        return Objects.requireNonNull(workbench.text(POLICY));
    }

    private FormRow row(FieldPath path) {
        return form.shownProperty().get().rows().stream().filter(row -> row.path().equals(path)).findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + path + " in " + rows()));
    }

    private List<String> rows() {
        return form.shownProperty().get().rows().stream().map(row -> row.path() + " " + row.kind()).toList();
    }

    private List<String> split() {
        return Objects.requireNonNull(workbench.plan()).objects().getFirst().placements().stream()
                .map(placed -> placed.cluster() + " " + placed.replicas()).toList();
    }

    @Test
    void everyFieldOfThePolicyHasARowAndTheWrittenOnesTheirValues() {
        assertThat(form.availableProperty().get()).isTrue();
        assertThat(form.shownProperty().get().kind()).isEqualTo("PropagationPolicy");
        assertThat(rows()).contains("spec.resourceSelectors OPEN", "spec.placement.clusterTolerations FOLDED",
                "spec.propagateDeps TOGGLE", "spec.conflictResolution CHOICE", "spec.dependentOverrides NAMES",
                "spec.priority NUMBER");
        FormRow names = row(PLACEMENT.key("clusterAffinity").key("clusterNames"));
        assertThat(names.choices()).containsExactly("karmada-worker01", "karmada-worker02");
        assertThat(FormViewModel.names(names)).containsExactly("karmada-worker01", "karmada-worker02");
    }

    @Test
    void aWeightMovesReplicasAndChangesItsLineOnly() {
        form.setWeight(row(WEIGHTS.index(0).key("weight")), 5);

        assertThat(text()).isEqualTo(before.replace("weight: 1", "weight: 5"));
        assertThat(split()).containsExactly("karmada-worker01 2", "karmada-worker02 1");
        assertThat(row(WEIGHTS.index(0).key("weight")).value()).isEqualTo(Value.number(5));
    }

    @Test
    void aMemberTakenOutOfTheListLosesItsLineAndComesBackAtTheEnd() {
        FieldPath path = PLACEMENT.key("clusterAffinity").key("clusterNames");

        form.toggle(row(path), "karmada-worker01", false);
        assertThat(text()).isEqualTo(before.replaceFirst(" +- karmada-worker01\n", ""));
        assertThat(split()).containsExactly("karmada-worker02 3");

        form.toggle(row(path), "karmada-worker01", true);
        assertThat(FormViewModel.names(row(path))).containsExactly("karmada-worker02", "karmada-worker01");
    }

    @Test
    void aWeightThatIsClearedTakesItsRuleAlongAndSettingItMakesOne() {
        form.clear(row(WEIGHTS.index(1).key("weight")));
        FormRow missing = form.shownProperty().get().rows().stream()
                .filter(row -> row.label().equals("karmada-worker02") && row.kind() == Kind.NUMBER).findFirst().orElseThrow();

        assertThat(missing.isWritten()).isFalse();
        form.setWeight(missing, 2);

        assertThat(split()).containsExactly("karmada-worker01 1", "karmada-worker02 2");
        assertThat(text()).contains("targetCluster:\n              clusterNames:\n                - karmada-worker02\n");
    }

    @Test
    void whatTheFormDoesNotKnowStaysAndComesFromTheTextAtOnce() {
        workbench.edit(POLICY, before + "  strange: [1, {of: us}] # kept\n");

        form.set(FieldPath.of("spec", "conflictResolution"), Value.text("Overwrite"));

        assertThat(text()).isEqualTo(before + "  strange: [1, {of: us}] # kept\n  conflictResolution: Overwrite\n");
        workbench.edit(POLICY, text().replace("Overwrite", "Abort"));
        assertThat(row(FieldPath.of("spec", "conflictResolution")).value()).isEqualTo(Value.text("Abort"));
    }

    @Test
    void aFieldThatIsClearedGoesWithWhatItLeavesEmpty() {
        form.fold(row(PLACEMENT.key("clusterTolerations")), true);
        form.addItem(form.shownProperty().get().rows().stream()
                .filter(row -> row.kind() == Kind.ADD && row.path().equals(PLACEMENT.key("clusterTolerations"))).findFirst()
                .orElseThrow());
        FieldPath toleration = PLACEMENT.key("clusterTolerations").index(0);
        form.set(toleration.key("operator"), Value.text("Exists"));
        form.clear(row(toleration.key("key")));
        assertThat(text()).contains("    clusterTolerations:\n      - operator: Exists\n");

        form.clear(row(PLACEMENT.key("clusterTolerations")));

        assertThat(text()).isEqualTo(before);
    }

    @Test
    void itemsChangePlacesWithTheirComments() {
        workbench.edit(POLICY, before.replace("weight: 1\n", "weight: 1\n          # the big one\n"));

        form.moveItem(new FormRow(WEIGHTS.index(0), 0, Kind.ITEM, "", "", List.of(), null, -1), 1);

        assertThat(text()).contains("staticWeightList:\n          # the big one\n          - targetCluster:\n"
                + "              clusterNames:\n                - karmada-worker02\n            weight: 2\n          - targetCluster:");
        assertThat(split()).containsExactly("karmada-worker01 1", "karmada-worker02 2");
    }

    @Test
    void aDocumentOfAnUnknownKindHasNoForm() {
        form.follow(new Caret("manifests/deployment.yaml", 1, 1, 0));

        assertThat(form.availableProperty().get()).isFalse();
    }

    @Test
    void membersOfAFederatedObjectAreNamesToo() throws Exception {
        Path other = Scratch.copyOf("quickstart-kubefed", Files.createTempDirectory(folder, "kubefed"));
        workbench.open(other, _ -> {});
        var document = Objects.requireNonNull(workbench.workspace()).documents().stream()
                .filter(one -> one.manifest().kind().equals("FederatedDeployment")).findFirst().orElseThrow();
        form.follow(new Caret(document.file(), 1, 1, document.at(FieldPath.ROOT).start()));
        FieldPath clusters = FieldPath.of("spec", "placement", "clusters");
        String member = FormViewModel.names(row(clusters)).getFirst();

        form.toggle(row(clusters), member, false);

        assertThat(Objects.requireNonNull(workbench.plan()).objects().stream()
                .filter(object -> object.ref().name().equals(document.ref().name()))
                .flatMap(object -> object.placements().stream())
                .map(ClusterPlan::cluster)).isNotEmpty().doesNotContain(member);
    }
}
