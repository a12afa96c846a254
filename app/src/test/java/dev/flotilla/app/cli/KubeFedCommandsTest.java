package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// kubefedctl's work and the way to Karmada, on the command line.
class KubeFedCommandsTest {
    @TempDir Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void federatesWhatAFileHolds() throws IOException {
        String path = file("web.yaml",
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: 2}\n");

        var result = Runs.run("federate", path);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("kind: FederatedDeployment").contains("replicas: 2");
    }

    @Test
    void saysWhichTypeIsMissingOrBringsIt() throws IOException {
        String path = file("db.yaml",
                "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: shop}\nspec: {replicas: 2}\n");

        assertThat(Runs.run("federate", path).exit()).isEqualTo(ExitCode.FINDINGS);
        var enabled = Runs.run("federate", "-t", path);
        assertThat(enabled.exit()).as(enabled.err()).isZero();
        assertThat(enabled.out()).contains("kind: FederatedTypeConfig").contains("federatedstatefulsets.types.kubefed.io");
    }

    @Test
    void enablesAndDisablesAType() throws IOException {
        assertThat(Runs.run("enable", "sts").out()).contains("name: statefulsets.apps").contains("propagation: Enabled");
        assertThat(Runs.run("enable", "widgets").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(Runs.run("disable", "deploy", file("empty.yaml", "")).out()).contains("propagation: Disabled");
        assertThat(Runs.run("disable", "deploy", "sample-configs/quickstart-kubefed", "--delete-crd").exit())
                .isEqualTo(ExitCode.INVALID);
    }

    @Test
    void convertsTheWalkThroughAndProvesIt() {
        var result = Runs.run("convert", "sample-configs/quickstart-kubefed", "--to", "karmada");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("kind: PropagationPolicy").contains("kind: OverridePolicy");
        assertThat(Runs.run("convert", "sample-configs/quickstart-kubefed", "--to", "nowhere").exit())
                .isEqualTo(ExitCode.INVALID);
    }
}
