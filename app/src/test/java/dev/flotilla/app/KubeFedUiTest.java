package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
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

    private static boolean says(String part) {
        return find(Labeled.class, label -> label.getText() != null && label.getText().contains(part)) != null;
    }

    @Test
    void enablingIsTypedAndShowsConfigAndCrd() throws Exception {
        open(sample("quickstart-kubefed"));

        byPalette("enable a type for kubefed");
        await("the field to type into", () -> field("Type") != null && field("Type").isFocused());
        clickOn(field("Type"));
        assertThat(button("Add to the workspace").isDisabled()).as("before anything is typed").isTrue();
        write("gizmos");
        await("a refusal", () -> says("gizmos"));
        assertThat(button("Add to the workspace").isDisabled()).isTrue();
        type(KeyCode.BACK_SPACE, 6);
        write("deploy");
        await("a refusal", () -> says("deployments.apps is enabled already"));
        type(KeyCode.BACK_SPACE, 6);
        write("sts");
        await("a preview", () -> preview().contains("name: statefulsets.apps"));
        assertThat(preview()).contains("kind: FederatedTypeConfig", "kind: FederatedStatefulSet",
                "name: federatedstatefulsets.types.kubefed.io", "retainReplicas:");
        type(KeyCode.ENTER);

        await("the new document", () -> unsaved().values().stream().anyMatch(text -> text.contains("statefulsets.apps")));
        await("its plan", () -> desktop.workbench().plan() != null
                && desktop.workbench().workspace().documents().stream()
                        .anyMatch(document -> document.ref().name().equals("statefulsets.apps")));
        assertThat(desktop.workbench().plan().diagnostics()).noneMatch(found -> found.code().startsWith("kubefed.type"));
    }

    @Test
    void disablingIsChosenAndWritesAllTypesDown() throws Exception {
        open(sample("quickstart-kubefed"));

        byMenu("Disable a type for KubeFed…");
        await("a preview", () -> preview().contains("propagation: Disabled"));
        ChoiceBox<?> types = find(ChoiceBox.class, box -> "Type".equals(box.getAccessibleText()));
        assertThat(types.getItems()).hasSize(10);
        clickOn(types);
        clickOn("deployments.apps");
        await("a preview",
                () -> preview().replaceAll("\\s+", " ").matches(".*name: deployments.apps [^#]*propagation: Disabled.*"));
        assertThat(says("names them all")).isTrue();
        type(KeyCode.ESCAPE);
        await("the dialog to go", () -> button("Write it") == null);
        assertThat(unsaved()).isEmpty();

        byMenu("Disable a type for KubeFed…");
        await("a choice", () -> find(ChoiceBox.class, box -> "Type".equals(box.getAccessibleText())) != null);
        clickOn(find(ChoiceBox.class, box -> "Type".equals(box.getAccessibleText())));
        clickOn("deployments.apps");
        await("a preview",
                () -> preview().replaceAll("\\s+", " ").matches(".*name: deployments.apps [^#]*propagation: Disabled.*"));
        click("Write it");

        await("the finding", () -> desktop.workbench().plan() != null && desktop.workbench().plan().diagnostics().stream()
                .anyMatch(found -> found.code().equals("kubefed.type-disabled")));
        assertThat(unsaved().values()).anyMatch(text -> text.contains("propagation: Disabled"));
    }

    @Test
    void whatLivesOnTheHostIsFederatedAndItsTypesEnabled() throws Exception {
        try (var host = SandboxCluster.start(SandboxSpec.named("host"))) {
            Path workspace = Files.createTempDirectory(folder, "hosted");
            Path kubeconfig = Files.writeString(workspace.resolve("host.kubeconfig"), host.kubeconfig());
            Files.writeString(workspace.resolve("flotilla.yaml"), """
                    apiVersion: flotilla.dev/v1alpha1
                    kind: Workspace
                    metadata: {name: hosted}
                    spec:
                      manifests: ["manifests/*.yaml"]
                      host: {kubeconfig: "%s"}
                      members: [{name: one, sandbox: {}}]
                    """.formatted(kubeconfig));
            Path manifests = Files.createDirectories(workspace.resolve("manifests"));
            Files.writeString(manifests.resolve("namespace.yaml"), """
                    apiVersion: types.kubefed.io/v1beta1
                    kind: FederatedNamespace
                    metadata: {name: shop, namespace: shop}
                    spec: {placement: {clusterSelector: {}}}
                    """);
            open(workspace);
            byMenu("Federate…");
            await("the dialog", () -> button("What lives on the host") != null && !button("What lives on the host").isDisabled());
            click("What lives on the host");
            click("The namespace of this name with all that stands in it");
            clickOn(field("Name"));
            write("default");
            await("a preview", () -> preview().contains("kind: FederatedNamespace"));
            assertThat(preview()).contains("name: default");
            click("Leave it as it is");

            byPalette("enable a type for kubefed");
            await("the field to type into", () -> field("Type") != null && field("Type").isFocused());
            clickOn(field("Type"));
            write("cm");
            await("a refusal", () -> says("configmaps is enabled already"));
            click("As the host serves it");
            clickOn(field("Type"));
            type(KeyCode.BACK_SPACE, 2);
            write("daemonsets");
            await("a preview", () -> preview().contains("name: daemonsets.apps"));
            assertThat(preview()).doesNotContain("retainReplicas");
            type(KeyCode.ESCAPE);
            await("the dialog to go", () -> button("Add to the workspace") == null);
            assertThat(unsaved()).isEmpty();
        }
    }

    private static TextField field(String label) {
        return find(TextField.class, field -> label.equals(field.getAccessibleText()));
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
