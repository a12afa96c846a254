package dev.flotilla.app.fleet;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.flotilla.engine.fleet.Taint;
import dev.flotilla.engine.workspace.WorkspaceReader;
import dev.flotilla.engine.workspace.WorkspaceSettings.ClusterAccess;
import dev.flotilla.engine.workspace.WorkspaceSettings.SandboxSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FleetFilesTest {
    private static final String SETTINGS = """
            apiVersion: flotilla.dev/v1alpha1
            kind: Workspace
            metadata: {name: shop}   # ours
            spec:
              members:
              - name: eu           # the big one
                context: kind-eu
              # simulated
              - {name: us, sandbox: {nodes: 3}}
              karmadaVersion: "1.18"
            """;
    private static final String CLUSTER = """
            # the big one
            apiVersion: cluster.karmada.io/v1alpha1
            kind: Cluster
            metadata:
              name: eu
              labels: {tier: gold, env: prod}
            spec:
              region: west    # where it is
              taints:
              - key: a
                effect: NoSchedule
              - {key: b, value: x, effect: NoExecute}
            """;

    @TempDir Path folder;

    private FleetFiles files() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"), SETTINGS);
        Files.writeString(folder.resolve("eu.yaml"), CLUSTER);
        return new FleetFiles(WorkspaceReader.open(folder));
    }

    @Test
    void aJoinedMemberStandsBehindTheOthers() throws Exception {
        var change = files().join("asia", new ClusterAccess("~/.kube/asia", "kind-asia"));

        assertThat(change.text()).isEqualTo(SETTINGS.replace("sandbox: {nodes: 3}}\n",
                "sandbox: {nodes: 3}}\n  - {name: asia, kubeconfig: \"~/.kube/asia\", context: kind-asia}\n"));
    }

    @Test
    void aFolderWithoutSettingsGetsThem() throws Exception {
        var change = new FleetFiles(WorkspaceReader.open(folder)).addSandbox("lab-01", SandboxSettings.DEFAULT);

        Files.writeString(folder.resolve(change.path()), change.text());
        var members = WorkspaceReader.open(folder).settings().members();
        assertThat(members).singleElement().satisfies(member -> {
            assertThat(member.name()).isEqualTo("lab-01");
            assertThat(member.sandbox()).isEqualTo(SandboxSettings.DEFAULT);
        });
    }

    @Test
    void anUnjoinedMemberLeavesTheOthersAndTheirCommentsAlone() throws Exception {
        assertThat(files().unjoin("us").text()).isEqualTo(SETTINGS.replace("  - {name: us, sandbox: {nodes: 3}}\n", ""));
        assertThat(files().unjoin("eu").text())
                .isEqualTo(SETTINGS.replace("  - name: eu           # the big one\n    context: kind-eu\n", ""));
    }

    @Test
    void labelsAreSetAndTakenAwayInPlace() throws Exception {
        assertThat(files().label("eu", "env", "test").text()).isEqualTo(CLUSTER.replace("env: prod", "env: test"));
        assertThat(files().label("eu", "on-call", "yes").text())
                .isEqualTo(CLUSTER.replace("env: prod}", "env: prod, on-call: \"yes\"}"));
        assertThat(files().label("eu", "env", null).text()).isEqualTo(CLUSTER.replace(", env: prod", ""));
        assertThat(files().label("eu", "tier", null).text()).isEqualTo(CLUSTER.replace("tier: gold, ", ""));
    }

    @Test
    void taintsAreAddedAndTakenAwayInPlace() throws Exception {
        assertThat(files().taint("eu", new Taint("c", "", "NoSchedule", null)).text())
                .isEqualTo(CLUSTER + "  - {key: c, effect: NoSchedule}\n");
        assertThat(files().untaint("eu", new Taint("a", "", "NoSchedule", null)).text())
                .isEqualTo(CLUSTER.replace("  - key: a\n    effect: NoSchedule\n", ""));
    }

    @Test
    void aMemberWithoutAnObjectGetsOne() throws Exception {
        var change = files().label("us", "env", "lab");

        assertThat(change.path()).isEqualTo("clusters/us.yaml");
        assertThat(change.text()).isEqualTo("""
                apiVersion: cluster.karmada.io/v1alpha1
                kind: Cluster
                metadata:
                  name: us
                  labels:
                    env: lab
                """);
    }

    @Test
    void aNewObjectGoesWhereTheWorkspacesPatternsFindItAgain() throws Exception {
        Files.writeString(folder.resolve("flotilla.yaml"),
                SETTINGS.replace("spec:\n", "spec:\n  manifests: [\"apps/*.yaml\"]\n"));
        var change = new FleetFiles(WorkspaceReader.open(folder)).label("us", "env", "lab");

        Files.createDirectories(folder.resolve(change.path()).getParent());
        Files.writeString(folder.resolve(change.path()), change.text());
        assertThat(change.path()).isEqualTo("apps/us.yaml");
        assertThat(WorkspaceReader.open(folder).documents()).singleElement()
                .satisfies(document -> assertThat(document.manifest().name()).isEqualTo("us"));
    }
}
