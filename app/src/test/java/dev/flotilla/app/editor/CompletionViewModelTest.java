package dev.flotilla.app.editor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.flotilla.app.editor.Proposals.Proposal;
import dev.flotilla.app.i18n.Messages;
import dev.flotilla.app.ui.Background;
import dev.flotilla.app.workbench.Workbench;
import dev.flotilla.engine.BackupKind;
import dev.flotilla.engine.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CompletionViewModelTest {
    @TempDir Path folder;

    private final Workbench workbench = new Workbench(Engine.standard(), Background.inline());
    private final CompletionViewModel model = new CompletionViewModel(workbench, Messages.of(Locale.ENGLISH));

    private void open(String... files) throws IOException {
        Files.writeString(folder.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: test}
                spec:
                  members: [{name: member1}]
                """);
        for (int i = 0; i < files.length; i++) {
            Files.writeString(folder.resolve("file" + i + ".yaml"), files[i]);
        }
        workbench.open(folder, _ -> {});
    }

    /// @param text with `|` where the caret stands
    private List<Proposal> offered(String text) {
        model.hush();
        model.ask(text.replace("|", ""), text.indexOf('|'), true);
        var offer = model.offerProperty().get();
        return offer == null ? List.of() : offer.found();
    }

    private List<String> names(String text) {
        return offered(text).stream().map(Proposal::text).toList();
    }

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              template:
                metadata:
                  labels:
                    app: web
                spec:
                  volumes:
                    - name: settings
                      configMap:
                        name: web-settings
                  containers:
                    - name: web
            """;

    @Test
    void aContainerIsCompletedWithTypeAndPurpose() {
        List<Proposal> found = offered(DEPLOYMENT + "          |\n");

        assertThat(found).startsWith(
                new Proposal("image", "image: ", "text", "The container image, with tag or digest"),
                new Proposal("imagePullPolicy", "imagePullPolicy: ", "text",
                        "When the image is pulled; if not written, Always for the tag latest and IfNotPresent for others"));
        assertThat(found).extracting(Proposal::text).as("what is written already").doesNotContain("name");
        assertThat(found).contains(
                new Proposal("env", "env:\n            - ", "list", "Environment variables"));
    }

    @Test
    void valuesAreCompleted() {
        assertThat(names(DEPLOYMENT + "          imagePullPolicy: |\n")).containsExactly("Always", "IfNotPresent", "Never");
        assertThat(names(DEPLOYMENT + "          imagePullPolicy: If|\n")).containsExactly("IfNotPresent");
        assertThat(names(DEPLOYMENT + "          stdin: |\n")).containsExactly("true", "false");
        assertThat(offered("apiVersion: v1\nkind: Service\nspec:\n  type: |\n")).startsWith(
                new Proposal("ClusterIP", "ClusterIP", "default", null));
        assertThat(names("apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  accessModes:\n    - Read|\n"))
                .contains("ReadWriteOnce", "ReadOnlyMany");
    }

    @Test
    void keysOfMapsAreCompleted() {
        assertThat(offered(DEPLOYMENT + "          resources:\n            limits:\n              |\n")).contains(
                new Proposal("cpu", "cpu: ", "", null), new Proposal("memory", "memory: ", "", null));
    }

    @Test
    void kindsAndTheirVersionsAreCompleted() {
        assertThat(names("apiVersion: apps/v1\nkind: |\n")).contains("Deployment", "StatefulSet").doesNotContain("Service");
        assertThat(names("apiVersion: |\nkind: CronJob\n")).containsExactly("batch/v1");
    }

    @Test
    void theTemplateOfAFederatedObjectIsCompletedAsItsKind() {
        String federated = "apiVersion: types.kubefed.io/v1beta1\nkind: FederatedDeployment\nspec:\n  template:\n    ";

        assertThat(names(federated + "|\n")).contains("metadata", "spec").doesNotContain("kind", "placement");
        assertThat(names(federated + "spec:\n      |\n")).startsWith("replicas", "selector", "template");
        assertThat(names(federated + "spec:\n      strategy:\n        type: |\n")).containsExactly("RollingUpdate", "Recreate");
        assertThat(names("apiVersion: types.kubefed.io/v1beta1\nkind: FederatedDeployment\nspec:\n  |\n"))
                .contains("template", "placement", "overrides");
    }

    @Test
    void whatExistsIsOfferedByName() throws IOException {
        open(DEPLOYMENT, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web-settings}
                data: {log-level: debug}
                """, """
                apiVersion: v1
                kind: Secret
                metadata: {name: web-keys}
                stringData: {token: abc}
                """);

        assertThat(names(DEPLOYMENT + "          volumeMounts:\n            - name: |\n")).containsExactly("settings");
        assertThat(offered(DEPLOYMENT + "          envFrom:\n            - configMapRef:\n                name: |\n"))
                .containsExactly(new Proposal("web-settings", "web-settings", "ConfigMap", null));
        String value = "          env:\n            - name: X\n              valueFrom:\n                secretKeyRef:\n";
        assertThat(names(DEPLOYMENT + value + "                  name: |\n")).containsExactly("web-keys");
        assertThat(names(DEPLOYMENT + value + "                  key: |\n")).containsExactly("token");
        assertThat(names("apiVersion: v1\nkind: Service\nspec:\n  selector:\n    |\n")).containsExactly("app");
    }

    @Test
    void aKindThatTheWorkspaceDefinesIsCompleted() throws IOException {
        open(BackupKind.definition("schedule: {type: string, description: When to run. In UTC.}, "
                + "mode: {type: string, enum: [Full, Delta]}"));
        String backup = "apiVersion: example.org/v1\nkind: Backup\nmetadata:\n  name: nightly\nspec:\n  ";

        assertThat(offered(backup + "|\n")).containsExactly(new Proposal("schedule", "schedule: ", "text", "When to run."),
                new Proposal("mode", "mode: ", "text", null));
        assertThat(names(backup + "mode: |\n")).containsExactly("Full", "Delta");
        assertThat(names("apiVersion: example.org/v1\nkind: |\n")).contains("Backup");
    }

    @Test
    void nothingIsOfferedAnyMoreOnceHushed() {
        model.ask("kind: Pod\napiVersion: v1\nsp", 26, true);
        assertThat(Objects.requireNonNull(model.offerProperty().get()).found()).extracting(Proposal::text).contains("spec");

        model.hush();

        assertThat(model.offerProperty().get()).isNull();
    }
}
