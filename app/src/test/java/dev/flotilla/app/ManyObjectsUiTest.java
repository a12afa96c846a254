package dev.flotilla.app;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// A policy that many objects fall under.
class ManyObjectsUiTest extends WindowTest {
    private static final int MANY = 30;

    @Test
    void itsAccountLeavesTheWindowWhole() throws Exception {
        Path workspace = Files.createTempDirectory(folder, "many");
        Files.writeString(workspace.resolve("flotilla.yaml"), """
                apiVersion: flotilla.dev/v1alpha1
                kind: Workspace
                metadata: {name: many}
                spec: {members: [{name: left, sandbox: {nodes: 1}}, {name: right, sandbox: {nodes: 1}}]}
                """);
        var all = new StringBuilder("""
                apiVersion: policy.karmada.io/v1alpha1
                kind: PropagationPolicy
                metadata: {name: all, namespace: default}
                spec:
                  resourceSelectors:
                  - {apiVersion: v1, kind: ConfigMap}
                  placement: {clusterAffinity: {clusterNames: [left, right]}}
                """);
        for (int i = 0; i < MANY; i++) {
            all.append("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c").append(i).append(", namespace: default}\n");
        }
        Files.writeString(workspace.resolve("all.yaml"), all);
        open(workspace);
        await("the policy in an editor", () -> editor() != null);
        interact(() -> editor().requestFocus());
        push(KeyCode.CONTROL, KeyCode.HOME);
        push(KeyCode.CONTROL, KeyCode.E);

        await("the account", () -> words(root()).stream().anyMatch(words -> words.contains("ConfigMap default/c1 goes to left")));
        double bottom = WaitForAsyncUtils.asyncFx(() -> {
            Labeled line = find(Labeled.class,
                    label -> label.getText() != null && label.getText().matches("2 of 2 members ready"));
            return line.localToScene(line.getLayoutBounds()).getMaxY();
        }).get();
        assertThat(bottom).isLessThanOrEqualTo(desktop.scene().getHeight());
    }
}
