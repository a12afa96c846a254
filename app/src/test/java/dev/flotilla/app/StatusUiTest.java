package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;

import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.DeleteOptions;
import dev.flotilla.engine.cluster.PatchKind;
import dev.flotilla.engine.cluster.WriteOptions;
import dev.flotilla.engine.fleet.ApiResource;
import dev.flotilla.engine.value.Value;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/// What a member says of an object, opened by mouse: events, pods, a log that grows; and what is said of a member that says nothing.
class StatusUiTest extends WindowTest {
    private static final int EVERY_REQUEST = 1_000_000;

    private static Node cell(String figures) {
        return find(TreeTableCell.class, one -> words(one).contains(figures));
    }

    private void openTab(String name) throws Exception {
        clickPlaceOf(
                () -> find(Label.class, label -> label.getStyleClass().contains("tab-label") && name.equals(label.getText())));
    }

    /// Lines of the list that is in front.
    private List<String> lines() {
        var lines = new ArrayList<String>();
        find(ListCell.class, line -> {
            if (!line.isEmpty()) lines.add(String.join(" ", words(line)));
            return false;
        });
        return lines;
    }

    @Test
    void eventsPodsAndTheGrowingLogOfAMemberAreRead() throws Exception {
        openPushedQuickstart();
        clickPlaceOf(() -> cell("2/2"));

        await("events", () -> lines().stream().anyMatch(line -> line.contains("ScalingReplicaSet")));
        openTab("Pods");
        await("both pods", () -> lines().stream().filter(line -> line.contains("karmada-nginx-") && line.contains("Running"))
                .count() == 2);
        openTab("Logs");
        await("the log", () -> lines().stream().anyMatch(line -> line.endsWith("nginx started (simulated)")));
        await("another line", () -> lines().stream().anyMatch(line -> line.contains("nginx is well, up for 10 s")));
        await("and another", () -> lines().stream().anyMatch(line -> line.contains("nginx is well, up for 20 s")));
        assertThat(lines()).filteredOn(line -> line.endsWith("started (simulated)")).hasSize(1);
    }

    @Test
    void aMemberThatRefusesItsTokenTurnsGreyAndItsReasonIsRead() throws Exception {
        openPushedQuickstart();
        session().sandbox("karmada-worker02").orElseThrow().failNext(401, EVERY_REQUEST);

        await("the reason", () -> words(root()).stream().anyMatch(words -> words.endsWith("does not know who you are (401)")));
        await("grey figures",
                () -> reads("Watching 1 of 2 members") && matrixRow("karmada-nginx").stream().anyMatch(words -> words
                        .endsWith(" old")));
        assertThat(matrixRow("karmada-nginx")).as("the other member's").contains("1/1");

        session().sandbox("karmada-worker02").orElseThrow().failNext(401, 0);
        await("green again",
                () -> reads("Watching 2 of 2 members") && matrixRow("karmada-nginx").containsAll(List.of("3/3", "1/1",
                        "2/2")));
    }

    @Test
    void aStuckDeletionIsReadAsTheChainThatWaitsWithTheWayOut() throws Exception {
        openPushedQuickstart();
        ClusterClient client = session().client("karmada-worker02").orElseThrow();
        var type = new ApiResource("apps/v1", "Deployment", "deployments", true);
        client.patch(type, "default", "karmada-nginx", PatchKind.MERGE, Value.of(Map.of("metadata", Map.of("finalizers", List.of(
                "example.com/hold")))), WriteOptions.NORMAL);
        client.delete(type, "default", "karmada-nginx", new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, null, false));
        await("the deletion", () -> find(TreeTableCell.class, StatusUiTest::isGoing) != null);

        clickPlaceOf(() -> find(TreeTableCell.class, StatusUiTest::isGoing));

        await("the chain", () -> reads("Its deletion waits"));
        String all = String.join("", words(root()));
        assertThat(all).contains("example.com/hold").contains("let the controller that put").doesNotContain(
                "Every field that Flotilla owns");
    }

    /// Twelve members that all have the same object, more than have room beside each other, and their status.
    private void openMany() throws Exception {
        Path workspace = Files.createTempDirectory(folder, "many");
        var names = IntStream.rangeClosed(1, 12).mapToObj(i -> "m" + i).toList();
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: many}
                spec: {members: [%s]}
                """.formatted(names.stream().map(name -> "{name: " + name + ", sandbox: {nodes: 1}}").collect(joining(", "))));
        Files.writeString(workspace.resolve("all.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: everywhere, namespace: default}
                data: {key: ours}
                ---
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: default}
                spec:
                  resourceSelectors: [{apiVersion: v1, kind: ConfigMap}]
                  placement: {clusterAffinity: {clusterNames: [%s]}}
                """.formatted(String.join(", ", names)));
        open(workspace);
        click("Review and sync");
        click("Push 12 changes");
        await("lanes that are done", () -> words(root()).contains("12 of 12 pushed"));

        goTo("Status");
        await("the first members", () -> reads("m1") && matrixRow("everywhere").size() > 3);
    }

    private void somebodyChanges(String member) throws Exception {
        ClusterClient client = session().client(member).orElseThrow();
        client.patch(new ApiResource("v1", "ConfigMap", "configmaps", true), "default", "everywhere", PatchKind.MERGE,
                Value.of(Map.of("data", Map.of("key", "theirs"))), WriteOptions.NORMAL);
    }

    /// The member whose field is selected, or `null`.
    private static Object selected() {
        TreeTableView<?> matrix = find(TreeTableView.class, one -> one.getStyleClass().contains("matrix"));
        var cells = matrix.getSelectionModel().getSelectedCells();
        return cells.isEmpty() ? null : cells.getFirst().getTableColumn().getUserData();
    }

    @Test
    void driftOnAMemberOutOfSightIsGoneToByMouse() throws Exception {
        openMany();
        assertThat(reads("m11")).isFalse();
        somebodyChanges("m11");
        await("what is out of sight", () -> button("1 placement to look at on members after these") != null);

        click("1 placement to look at on members after these");
        await("its member", () -> reads("m11") && "m11".equals(selected()));
        await("what differs", () -> reads("1 field differs from what Flotilla pushed"));

        somebodyChanges("m2");
        await("the other one", () -> button("2 placements drifted") != null);
        click("2 placements drifted");
        await("the first after the last", () -> reads("m2") && !reads("m11") && "m2".equals(selected()));
        click("2 placements drifted");
        await("and again", () -> "m11".equals(selected()));
    }

    @Test
    void driftOnAMemberOutOfSightIsGoneToByKeyboard() throws Exception {
        openMany();
        somebodyChanges("m2");
        somebodyChanges("m11");
        await("both", () -> button("2 placements drifted") != null);

        push(KeyCode.F8);
        await("the first", () -> "m2".equals(selected()));
        push(KeyCode.F8);
        await("the next", () -> reads("m11") && "m11".equals(selected()));
        push(KeyCode.SHIFT, KeyCode.F8);
        await("the one before", () -> reads("m2") && "m2".equals(selected()));

        String place = words(root()).stream().filter(words -> words.matches("Members 1 to \\d+ of 12")).findFirst().orElseThrow();
        int shown = Integer.parseInt(place.split(" ")[3]);
        interact(() -> find(TreeTableView.class, one -> one.getStyleClass().contains("matrix")).requestFocus());
        for (int member = 2; member <= shown; member++) {
            push(KeyCode.RIGHT);
        }
        await("the first member of the next page", () -> ("m" + (shown + 1)).equals(selected()));
        push(KeyCode.LEFT);
        await("and back", () -> ("m" + shown).equals(selected()));
    }

    @Test
    void moreMembersThanHaveRoomAreTurnedOverBesideTheirObject() throws Exception {
        openMany();
        String place = words(root()).stream().filter(words -> words.matches("Members 1 to \\d+ of 12")).findFirst().orElseThrow();
        int shown = Integer.parseInt(place.split(" ")[3]);
        assertThat(words(root())).contains("m" + shown).doesNotContain("m" + (shown + 1));

        click("Next members");

        await("the next members", () -> reads("m" + (shown + 1)) && !reads("m1"));
        assertThat(matrixRow("everywhere")).isNotEmpty();
        assertThat(words(root())).contains("Members " + (shown + 1) + " to " + Math.min(12, 2 * shown) + " of 12");
    }

    private static boolean isGoing(Node cell) {
        return words(cell).contains("2/2")
                && cell.lookupAll(".state").stream().anyMatch(icon -> String.valueOf(icon.getAccessibleText()).contains(
                        "Being deleted"));
    }
}
