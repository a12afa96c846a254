package dev.flotilla.app.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.flotilla.app.Scratch;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.plan.ExplainRow.Outcome;
import dev.flotilla.app.plan.ExplainViewModel.Line;
import dev.flotilla.app.plan.ExplainViewModel.Table;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Destination;
import dev.flotilla.app.workbench.Marks;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.Engine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainViewModelTest {
    private static final String POLICY = "manifests/propagation.yaml";

    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final PreviewViewModel preview = new PreviewViewModel(workbench, Messages.of(Locale.ENGLISH));
    private final ExplainViewModel model = new ExplainViewModel(preview, Messages.of(Locale.ENGLISH));

    @BeforeEach
    void open() {
        workbench.open(Scratch.copyOf("quickstart-karmada", folder), _ -> {});
        explain();
    }

    private void explain() {
        model.show(Objects.requireNonNull(preview.shownProperty().get()));
    }

    private void edit(String before, String after) {
        workbench.edit(POLICY, Objects.requireNonNull(workbench.text(POLICY)).replaceFirst(before, after));
        explain();
    }

    private Table table() {
        return Objects.requireNonNull(model.tableProperty().get());
    }

    private List<ExplainRow> rows() {
        return table().lines().stream().<ExplainRow>mapMulti((line, out) -> {
            if (line instanceof Line.Of(ExplainRow row)) out.accept(row);
        }).toList();
    }

    @Test
    void aRowTellsTheStepsTheReplicasAndWhy() {
        ExplainRow second = rows().get(1);

        assertThat(second.member().name()).isEqualTo("karmada-worker02");
        assertThat(second.replicas()).isEqualTo("2");
        assertThat(second.outcome()).isEqualTo(Outcome.CHOSEN);
        assertThat(second.isGreen()).isTrue();
        assertThat(second.words().why()).contains("2 of 3 replicas");
        assertThat(second.steps()).hasSameSizeAs(table().columns());
    }

    @Test
    void aChangeOfAWeightLeavesAllButTheNumbersAsItWas() {
        List<ExplainRow> before = rows();

        edit("weight: 2", "weight: 1");

        assertThat(rows()).extracting(ExplainRow::steps).isEqualTo(before.stream().map(ExplainRow::steps).toList());
        assertThat(rows()).extracting(ExplainRow::replicas).isNotEqualTo(before.stream().map(ExplainRow::replicas).toList());
    }

    @Test
    void aMemberThatIsLeftOutIsStoppedWithAWayIn() {
        edit("        - karmada-worker01\n        - karmada-worker02\n", "        - karmada-worker02\n");

        ExplainRow first = rows().getFirst();
        assertThat(first.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(first.replicas()).isNull();
        assertThat(first.words().stop()).isEqualTo("Stopped at Affinity.");
        assertThat(first.suggestions()).isNotEmpty();
    }

    @Test
    void aSelectedRowMarksItsLinesAndLetsThemGo() {
        model.select("karmada-worker02");
        assertThat(workbench.marksProperty().get().words()).isEqualTo("chooses karmada-worker02");
        assertThat(workbench.destinationProperty().get()).isInstanceOf(Destination.Text.class);

        model.select("karmada-worker02");
        assertThat(workbench.marksProperty().get()).isEqualTo(Marks.NONE);
    }

    @Test
    void theMarksFollowTheirLinesWhileSomebodyTypesAboveThem() {
        model.select("karmada-worker02");
        int line = workbench.marksProperty().get().places().getFirst().line();
        workbench.goTo(new Destination.Page(dev.flotilla.app.workbench.PageId.STUDIO));

        edit("kind: PropagationPolicy\n", "kind: PropagationPolicy\n\n");

        assertThat(workbench.marksProperty().get().places().getFirst().line()).isEqualTo(line + 1);
        assertThat(workbench.destinationProperty().get()).isInstanceOf(Destination.Page.class);
    }

    @Test
    void manyMembersAreGroupedByRegionAndSearched() {
        var settings = new StringBuilder("apiVersion: flotilla.dev/v1alpha1\nkind: Workspace\nmetadata: {name: many}\nspec:\n"
                + "  members:\n");
        for (int i = 10; i < 34; i++) {
            settings.append("    - {name: member-").append(i).append("}\n");
        }
        workbench.edit("flotilla.yaml", settings.toString());
        explain();
        assertThat(table().large()).isTrue();
        assertThat(table().lines().getFirst()).isInstanceOf(Line.Group.class);

        model.filterProperty().set("member-13");
        assertThat(rows()).extracting(row -> row.member().name()).containsExactly("member-13");
        model.whichProperty().set(ExplainViewModel.Which.CHOSEN);
        assertThat(rows()).isEmpty();
    }

    @Test
    void theWholeTableInWords() {
        assertThat(model.words()).startsWith("Deployment default/karmada-nginx\nkarmada-worker01: Chosen. ")
                .contains("2 of 3 replicas");
    }
}
