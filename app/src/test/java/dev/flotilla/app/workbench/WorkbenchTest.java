package dev.flotilla.app.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.flotilla.app.Scratch;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.ui.ByHand;
import dev.flotilla.engine.Engine;
import dev.flotilla.engine.diagnostics.Location;
import dev.flotilla.engine.diagnostics.QuickFix;
import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.text.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class WorkbenchTest {
    private static final String POLICY = "manifests/propagation.yaml";

    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private Path workspace;

    @BeforeEach
    void open() {
        workspace = Scratch.copyOf("quickstart-karmada", folder);
        workbench.open(workspace, _ -> {});
    }

    private Map<String, Integer> split() {
        var split = new TreeMap<String, Integer>();
        Objects.requireNonNull(workbench.plan()).objects().getFirst().placements()
                .forEach(placed -> split.put(placed.cluster(), Objects.requireNonNull(placed.replicas())));
        return split;
    }

    private String text() {
        return Objects.requireNonNull(workbench.text(POLICY));
    }

    @Test
    void opensAndPlans() {
        assertThat(split()).isEqualTo(Map.of("karmada-worker01", 1, "karmada-worker02", 2));
        assertThat(workbench.locationProperty().get()).isEqualTo(workspace);
    }

    @Test
    void anEditChangesThePlanAndNotTheFile() throws Exception {
        workbench.edit(POLICY, text().replace("weight: 1", "weight: 20"));

        assertThat(split()).isEqualTo(Map.of("karmada-worker01", 3));
        assertThat(workbench.unsavedProperty().get()).containsOnlyKeys(POLICY);
        assertThat(Files.readString(workspace.resolve(POLICY))).contains("weight: 1\n");
    }

    @Test
    void typingTheOldTextAgainLeavesNothingUnsaved() {
        String before = text();

        workbench.edit(POLICY, before + "#");
        workbench.edit(POLICY, before);

        assertThat(workbench.unsavedProperty().get()).isEmpty();
    }

    @Test
    void savingWritesTheFileAndNothingIsUnsavedAfterwards() throws Exception {
        workbench.edit(POLICY, text().replace("weight: 2", "weight: 5"));
        var answers = new ArrayList<Boolean>();

        workbench.saveAll(answers::add);

        assertThat(answers).containsExactly(true);
        assertThat(workbench.unsavedProperty().get()).isEmpty();
        assertThat(Files.readString(workspace.resolve(POLICY))).contains("weight: 5");
    }

    @Test
    void aFileThatChangesOnDiskIsPlannedAtOnce() {
        workbench.onDisk(POLICY, text().replace("weight: 1", "weight: 2"));

        assertThat(split()).isEqualTo(Map.of("karmada-worker01", 2, "karmada-worker02", 1));
        assertThat(workbench.unsavedProperty().get()).isEmpty();
    }

    @Test
    void whatIsTypedWinsOverWhatChangesOnDisk() {
        workbench.edit(POLICY, text().replace("weight: 1", "weight: 20"));

        workbench.onDisk(POLICY, text() + "# by somebody else\n");

        assertThat(split()).isEqualTo(Map.of("karmada-worker01", 3));
        assertThat(workbench.unsavedProperty().get()).containsKey(POLICY);
    }

    @Test
    void aQuickFixIsOneChangeOfEachText() {
        var source = new SourceFile(POLICY, text());
        int at = text().indexOf("weight: 1") + "weight: ".length();
        Location place = source.location(at, at + 1);

        workbench.apply(List.of(new QuickFix("test", List.of(), List.of(new TextEdit(place, "20")))));

        assertThat(split()).isEqualTo(Map.of("karmada-worker01", 3));
    }

    @Test
    void aWorkspaceThatIsNotThereLeavesTheOpenOneAlone() {
        var answers = new ArrayList<Boolean>();

        workbench.open(folder.resolve("nowhere"), answers::add);

        assertThat(answers).containsExactly(false);
        assertThat(workbench.failureProperty().get()).isNotNull();
        assertThat(split()).hasSize(2);
    }

    @Test
    void aFileThatChangesUnderUnsavedTextWaitsForADecision() {
        String disk = text();
        workbench.edit(POLICY, disk + "# mine\n");
        workbench.onDisk(POLICY, disk + "# theirs\n");

        assertThat(workbench.clashesProperty().get()).isEqualTo(Map.of(POLICY, new Workbench.Clash(disk + "# theirs\n")));
        assertThat(text()).endsWith("# mine\n");

        workbench.revert(POLICY);

        assertThat(text()).endsWith("# theirs\n");
        assertThat(workbench.clashesProperty().get()).isEmpty();
        assertThat(workbench.unsavedProperty().get()).isEmpty();
    }

    @Test
    void mineCanBeKeptAndIsWrittenOverTheirs() throws Exception {
        String disk = text();
        workbench.edit(POLICY, disk + "# mine\n");
        Files.writeString(workspace.resolve(POLICY), disk + "# theirs\n");
        workbench.onDisk(POLICY, disk + "# theirs\n");

        workbench.keepMine(POLICY);
        workbench.save(POLICY, _ -> {});

        assertThat(workbench.clashesProperty().get()).isEmpty();
        assertThat(Files.readString(workspace.resolve(POLICY))).endsWith("# mine\n");
    }

    @Test
    void aFileThatIsDeletedUnderUnsavedTextCanBeDropped() {
        workbench.edit(POLICY, text() + "# mine\n");
        workbench.onDisk(POLICY, null);

        assertThat(workbench.clashesProperty().get()).containsKey(POLICY);
        workbench.revert(POLICY);

        assertThat(workbench.text(POLICY)).isNull();
        assertThat(workbench.unsavedProperty().get()).isEmpty();
    }

    @Nested
    class LateAnswers {
        private final ByHand byHand = new ByHand();
        private final Workbench busy = new Workbench(Engine.standard(), byHand);
        private Path other;

        @BeforeEach
        void openByHand() throws Exception {
            busy.open(workspace, _ -> {});
            other = Scratch.copyOf("quickstart-karmada", Files.createDirectories(folder.resolve("other")));
        }

        /// Opens another workspace while what was asked of the first one is still under way.
        private void openOther() {
            byHand.waits = false;
            busy.open(other, opened -> assertThat(opened).isTrue());
        }

        @Test
        void aPlanOfAWorkspaceThatWasLeftIsNotShown() {
            byHand.waits = true;
            busy.edit(POLICY, text().replace("weight: 1", "weight: 20"));
            openOther();
            Planned opened = busy.plannedProperty().get();

            byHand.work();
            assertThat(busy.plannedProperty().get()).isSameAs(opened);

            busy.edit(POLICY, text().replace("weight: 2", "weight: 3"));
            assertThat(busy.plannedProperty().get()).as("the next one's own").isNotSameAs(opened);
        }

        @Test
        void aSaveThatIsDoneLateLeavesTheTextsOfTheNextWorkspaceAlone() throws Exception {
            String before = text();
            busy.edit(POLICY, before + "# mine\n");
            byHand.waits = true;
            var answers = new ArrayList<Boolean>();
            busy.save(POLICY, answers::add);
            openOther();

            byHand.work();

            assertThat(answers).containsExactly(true);
            assertThat(Files.readString(workspace.resolve(POLICY))).endsWith("# mine\n");
            assertThat(busy.text(POLICY)).isEqualTo(before);
            assertThat(busy.diskText(POLICY)).isEqualTo(before);
        }

        @Test
        void aSaveThatFailsLateIsNotToldInTheNextWorkspace() throws Exception {
            busy.edit(POLICY, text() + "# mine\n");
            byHand.waits = true;
            var answers = new ArrayList<Boolean>();
            busy.saveAll(answers::add);
            inTheWay();
            openOther();
            busy.edit(POLICY, text() + "# of the next\n");

            byHand.work();

            assertThat(answers).containsExactly(false);
            assertThat(busy.refusedProperty().get()).isEmpty();
            assertThat(busy.failureProperty().get()).isNull();
            assertThat(busy.unsavedProperty().get()).containsOnlyKeys(POLICY);
        }

        @Test
        void ofTwoSavesOfOneFileTheNewerComesLast() throws Exception {
            byHand.waits = true;
            busy.edit(POLICY, text() + "# first\n");
            busy.save(POLICY, _ -> {});
            busy.edit(POLICY, text() + "# second\n");
            busy.save(POLICY, _ -> {});

            while (!byHand.waiting.isEmpty()) {
                byHand.waiting.removeLast().run();
            }

            assertThat(Files.readString(workspace.resolve(POLICY))).endsWith("# second\n");
            assertThat(busy.unsavedProperty().get()).isEmpty();
            assertThat(busy.diskText(POLICY)).endsWith("# second\n");
        }

        @Test
        void whatCouldNotBeSavedSaysSoUntilItIs() throws Exception {
            busy.edit(POLICY, text() + "# mine\n");
            inTheWay();
            busy.save(POLICY, saved -> assertThat(saved).isFalse());
            assertThat(busy.refusedProperty().get()).containsOnlyKeys(POLICY);

            Files.delete(workspace.resolve(POLICY).resolve("in-the-way"));
            Files.delete(workspace.resolve(POLICY));
            busy.save(POLICY, saved -> assertThat(saved).isTrue());

            assertThat(busy.refusedProperty().get()).isEmpty();
            assertThat(Files.readString(workspace.resolve(POLICY))).endsWith("# mine\n");
        }

        /// Makes it impossible to write the file, for everyone, root too.
        private void inTheWay() throws Exception {
            Files.delete(workspace.resolve(POLICY));
            Files.createDirectories(workspace.resolve(POLICY));
            Files.writeString(workspace.resolve(POLICY).resolve("in-the-way"), "");
        }
    }
}
