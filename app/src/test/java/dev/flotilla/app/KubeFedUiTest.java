package dev.flotilla.app;

import java.util.List;
import java.util.Map;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// kubefedctl's work in the window, by mouse and keyboard: each dialog shows what it would write, and writes nothing before it is
/// told to.
class KubeFedUiTest extends WindowTest {
    private static String preview() {
        TextArea area = find(TextArea.class, one -> "What would be written".equals(one.getAccessibleText()));
        return area == null ? "" : area.getText();
    }

    private Map<String, String> unsaved() {
        return desktop.workbench().unsavedProperty().get();
    }

    private void byMenu(String item) throws Exception {
        await("the menu bar", () -> reads("KubeFed"));
        clickOn("KubeFed");
        clickOn(item);
    }

    private void byPalette(String words) throws Exception {
        push(KeyCode.CONTROL, KeyCode.K);
        await("the palette", () -> find(TextInputControl.class, field -> "palette-field".equals(field.getId())) != null);
        TextInputControl field = find(TextInputControl.class, one -> "palette-field".equals(one.getId()));
        interact(() -> field.setText(words));
        type(KeyCode.ENTER);
    }

    @Test
    void federatingShowsTheObjectAndWritesItOnlyWhenTold() throws Exception {
        open(sample("quickstart-karmada"));

        byMenu("Federate…");
        await("a preview", () -> preview().contains("kind: FederatedDeployment"));
        assertThat(preview()).contains("name: karmada-nginx", "placement:", "clusterSelector:");
        type(KeyCode.ESCAPE);
        await("the dialog to go", () -> button("Add to the workspace") == null);
        assertThat(unsaved()).isEmpty();

        byPalette("federate");
        await("a preview", () -> preview().contains("kind: FederatedDeployment"));
        type(KeyCode.ENTER);
        await("the new document", () -> editor() != null && editor().getText().contains("kind: FederatedDeployment"));
        assertThat(unsaved().values()).anyMatch(text -> text.contains("kind: FederatedDeployment"));
    }

    @Test
    void keepingCopiesIsWrittenIntoTheFederatedObject() throws Exception {
        open(sample("quickstart-kubefed"));

        byPalette("keep copies on deletion");
        await("a preview", () -> preview().contains("kubefed.io/orphan"));
        click("Members keep their copies");
        await("a preview without it", () -> !preview().contains("kubefed.io/orphan: \"true\""));
        click("Members keep their copies");
        await("a preview", () -> preview().contains("kubefed.io/orphan"));
        click("Write it");

        await("unsaved text", () -> !unsaved().isEmpty());
        assertThat(unsaved().values()).anyMatch(text -> text.contains("kubefed.io/orphan"));
    }

    @Test
    void convertingMakesAWorkspaceOfItsOwnAndOpensIt() throws Exception {
        open(sample("quickstart-karmada"));

        byMenu("Convert between KubeFed and Karmada…");
        await("a preview", () -> preview().contains("kind: FederatedDeployment"));
        click("Make the workspace and open it");

        await("the other workspace", () -> desktop.workbench().workspace() != null
                && String.valueOf(desktop.workbench().workspace().root().getFileName()).equals("quickstart-karmada-kubefed"));
        await("its plan", () -> desktop.workbench().plan() != null && desktop.workbench().plan().objects().stream()
                .anyMatch(object -> object.dialect().equals("kubefed")));
    }

    /// Without a scheduling preference each member gets the template's replicas.
    @Test
    void whatIsDuplicatedIsSummedUpInStatus() throws Exception {
        open(sample("quickstart-kubefed"));
        click("Review and sync");
        click("Push 4 changes");

        goTo("Status");

        await("replicas", () -> matrixRow("fed-nginx").containsAll(List.of("3/3", "2/2", "1/1")));
    }
}
