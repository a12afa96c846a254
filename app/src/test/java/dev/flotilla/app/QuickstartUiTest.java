package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.input.KeyCode;

import dev.flotilla.app.ui.SplitBar;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Both walk-throughs from text to ready replicas and away again, as a person does them: by mouse and keyboard, on simulated
/// members, every result read from the screen.
class QuickstartUiTest extends WindowTest {

    @Test
    void theKarmadaWalkThroughRunsInTheWindow() throws Exception {
        open(sample("quickstart-karmada"));
        await("the split", () -> split().equals("karmada-worker01 1, karmada-worker02 2"));

        reviewAndPush("Push 2 changes", List.of("Deployment default/karmada-nginx", "created"));
        awaitReplicas("karmada-nginx", List.of("3/3", "1/1", "2/2"));

        goTo("Studio");
        openDocument("nginx-propagation");
        retype("weight: 2", "weight: 1");
        openDocument("karmada-nginx");
        retype("replicas: 3", "replicas: 4");
        await("the new split", () -> split().equals("karmada-worker01 2, karmada-worker02 2"));
        reviewAndPush("Push 1 change", List.of("Deployment default/karmada-nginx", "changed", "spec.replicas", "1", "2"));
        awaitReplicas("karmada-nginx", List.of("4/4", "2/2", "2/2"));

        goTo("Studio");
        openDocument("karmada-nginx");
        pruneEverything("Prune 2 objects on 2 members", "Deployment default/karmada-nginx");
    }

    @Test
    void theKubeFedWalkThroughRunsInTheWindow() throws Exception {
        Path workspace = sample("quickstart-kubefed");
        Path settings = workspace.resolve("flotilla.yaml");
        Files.writeString(settings, Files.readString(settings).replace("# - rsp/weighted.yaml", "- rsp/weighted.yaml"));
        open(workspace);
        await("the split", () -> split().equals("fed-worker01 1, fed-worker02 2"));

        reviewAndPush("Push 4 changes", List.of("Namespace ddcloud", "Deployment ddcloud/fed-nginx", "created"));
        awaitReplicas("fed-nginx", List.of("3/3", "1/1", "2/2"));

        goTo("Studio");
        openDocument("fed-nginx", 1);
        retype("weight: 2", "weight: 1");
        retype("totalReplicas: 3", "totalReplicas: 4");
        await("the new split", () -> split().equals("fed-worker01 2, fed-worker02 2"));
        reviewAndPush("Push 1 change", List.of("Deployment ddcloud/fed-nginx", "changed", "spec.replicas", "1", "2"));
        awaitReplicas("fed-nginx", List.of("4/4", "2/2", "2/2"));
    }

    private static String split() {
        SplitBar bar = find(SplitBar.class, candidate -> "preview-split".equals(candidate.getId()));
        return bar == null ? "" : Objects.requireNonNullElse(bar.getAccessibleText(), "");
    }

    /// From wherever one is: review by the button, read what would be done, push by the button, see every lane done.
    private void reviewAndPush(String push, List<String> reviewed) throws Exception {
        click("Review and sync");
        await("a review that offers to " + push, () -> button(push) != null && words(root()).containsAll(reviewed));
        click(push);
        await("lanes that are done", () -> words(root()).stream().filter("Done"::equals).count() == 2);
    }

    private void awaitReplicas(String object, List<String> figures) throws Exception {
        goTo("Status");
        await(object + " " + figures, () -> {
            List<String> row = matrixRow(object);
            return row.size() >= figures.size() && row.subList(row.size() - figures.size(), row.size()).equals(figures);
        });
    }

    /// Empties the document that is open, and prunes what nothing plans any more.
    private void pruneEverything(String deed, String object) throws Exception {
        push(KeyCode.CONTROL, KeyCode.A);
        type(KeyCode.DELETE);
        await("an empty document", () -> editor().getText().isEmpty());
        click("Review and sync");
        await("a preview of what goes", () -> button("Push 2 changes") != null
                && words(root()).containsAll(List.of(object, "pruned")));

        click("Push 2 changes");
        await("a question", () -> button(deed) != null && words(button(deed).getScene().getRoot()).contains(object));
        type(KeyCode.ENTER);
        await("the review again", () -> button(deed) == null && button("Push 2 changes") != null);

        click("Push 2 changes");
        click(deed);
        await("lanes that are done", () -> words(root()).stream().filter("Done"::equals).count() == 2);
        goTo("Status");
        await("nothing to watch", () -> reads("Nothing is pushed yet"));
        assertThat(matrixRow("karmada-nginx")).isEmpty();
    }
}
