package dev.flotilla.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.flotilla.engine.sandbox.SandboxCluster;
import dev.flotilla.engine.sandbox.SandboxSpec;
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
    void saysWhatItCouldNotReadAndFederatesTheRest() throws IOException {
        String path = file("half.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: whole, namespace: shop}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: half, namespace: shop
                """);

        for (String[] command : List.of(new String[]{"federate", "-f", path}, new String[]{"enable", "configmaps", path})) {
            var result = Runs.run(command);

            assertThat(result.exit()).isEqualTo(ExitCode.FINDINGS);
            assertThat(result.err()).contains("half.yaml:7:11: error yaml.unclosed-bracket");
            assertThat(result.out()).contains("kind: Federated");
        }
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
    void policiesOfTheOtherDialectAreLeftOut() {
        var result = Runs.run("federate", "sample-configs/quickstart-karmada/manifests");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("kind: FederatedDeployment").doesNotContain("Policy");
        assertThat(result.err()).contains("PropagationPolicy", "convert --to kubefed");
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
    void enablesWhatADirectiveSays() throws IOException {
        String directive = file("directive.yaml", """
                apiVersion: core.kubefed.io/v1beta1
                kind: EnableTypeDirective
                metadata: {name: deployments.apps}
                spec: {targetVersion: v1beta1, federatedGroup: types.example.com, federatedVersion: v1}
                """);

        var enabled = Runs.run("enable", "-f", directive);

        assertThat(enabled.exit()).as(enabled.err()).isZero();
        assertThat(enabled.out()).contains("name: deployments.apps", "name: federateddeployments.types.example.com",
                "version: v1beta1", "group: types.example.com");
        assertThat(Runs.run("enable", "-f", directive, "sts").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(Runs.run("enable").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(Runs.run("enable", "-f", file("empty.yaml", "")).err()).contains("EnableTypeDirective");
    }

    @Test
    void convertsTheWalkThroughAndProvesIt() {
        var result = Runs.run("convert", "sample-configs/quickstart-kubefed", "--to", "karmada");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("kind: PropagationPolicy").contains("kind: OverridePolicy");
        assertThat(Runs.run("convert", "sample-configs/quickstart-kubefed", "--to", "nowhere").exit())
                .isEqualTo(ExitCode.INVALID);
    }

    @Test
    void switchesOrphaningInTheWorkspacesFiles() throws IOException {
        String workspace = folder.toString();
        String path = file("web.yaml", """
                apiVersion: types.kubefed.io/v1beta1
                kind: FederatedDeployment
                metadata:
                  name: web  # the shop
                  namespace: shop
                spec: {template: {}, placement: {clusterSelector: {}}}
                """);

        assertThat(status(workspace)).isEqualTo("Disabled");
        assertThat(Runs.run("orphaning-deletion", "enable", "fdeploy", "web", "-n", "shop", "-w", workspace).exit()).isZero();
        assertThat(Files.readString(Path.of(path))).contains("name: web").contains("# the shop")
                .contains("kubefed.io/orphan: \"true\"");
        assertThat(status(workspace)).isEqualTo("Enabled");
        assertThat(Runs.run("orphaning-deletion", "disable", "FederatedDeployment", "web", "-n", "shop", "-w", workspace).exit())
                .isZero();
        assertThat(status(workspace)).isEqualTo("Disabled");
        assertThat(Runs.run("orphaning-deletion", "status", "fdeploy", "nothing", "-n", "shop", "-w", workspace).exit())
                .isEqualTo(ExitCode.INVALID);
    }

    private static String status(String workspace) {
        var result = Runs.run("orphaning-deletion", "status", "federateddeployments", "web", "-n", "shop", "-w", workspace);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }

    @Test
    void theFlagsOfDisableThatNameACrdNeedItsDeletion() throws IOException {
        String empty = file("empty.yaml", "");

        for (String flag : new String[]{"--version=v1", "--target-version=v1", "--federated-group=types.example.com"}) {
            Runs.Result refused = Runs.run("disable", "deploy", empty, flag);
            assertThat(refused.exit()).as(flag).isEqualTo(ExitCode.INVALID);
            assertThat(refused.err()).as(flag).contains("--delete-crd");
        }
        assertThat(Runs.run("disable", "sts", empty).err()).contains("not enabled");
        Runs.Result left = Runs.run("disable", "sts", empty, "--delete-crd", "--federated-group", "types.example.com");
        assertThat(left.exit()).isZero();
        assertThat(left.err()).contains("federatedstatefulsets.types.example.com");
    }

    @Test
    void aTypesVersionIsNamedAsKubefedctlDoes() {
        Runs.Result named = Runs.run("enable", "deploy", "--version", "v1beta2", "--federated-group", "types.example.com",
                "--federated-version", "v1");

        assertThat(named.out()).contains("version: v1beta2").contains("group: types.example.com");
        assertThat(Runs.run("enable", "deploy", "--version").out()).as("the program's own").startsWith("flotilla");
    }

    @Test
    void filesAndANameAreNotOneCommand() throws IOException {
        Runs.Result refused = Runs.run("federate", "deployment", "web", "-f", file("empty.yaml", ""));

        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("-f").contains("deployment");
    }

    @Test
    void theContextsNamespaceIsMeantWhereNoneIsNamed() throws IOException {
        try (var cluster = SandboxCluster.start(SandboxSpec.named("host"))) {
            String kubeconfig = file("kubeconfig", cluster.kubeconfig().replace("context: {", "context: {namespace: shop, "));

            assertThat(Runs.run("federate", "deployment", "web", "--kubeconfig", kubeconfig).err()).contains("shop/web");
            assertThat(Runs.run("federate", "deployment", "web", "-n", "other", "--kubeconfig", kubeconfig).err())
                    .contains("other/web");
            Runs.Result orphaning = Runs.run("orphaning-deletion", "status", "configmap", "kube-root-ca.crt", "--kubeconfig",
                    kubeconfig);
            assertThat(orphaning.err()).as("as kubefedctl, in default").contains("configmaps may be no federated type");
        }
    }

    @Test
    void worksOnALiveHost() throws IOException {
        try (var cluster = SandboxCluster.start(SandboxSpec.named("host"))) {
            String kubeconfig = file("kubeconfig", cluster.kubeconfig());

            var printed = Runs.run("federate", "namespace", "default", "--kubeconfig", kubeconfig, "-o", "yaml");
            assertThat(printed.exit()).as(printed.err()).isZero();
            assertThat(printed.out()).contains("kind: FederatedNamespace").contains("clusterSelector");

            assertThat(Runs.run("enable", "deploy", "--kubeconfig", kubeconfig).err()).contains("kube-federation-system");
            assertThat(Runs.run("federate", "deployment", "web", "--kubeconfig", kubeconfig).err()).contains("default/web");
            assertThat(Runs.run("federate", "deployment", "--kubeconfig", kubeconfig).exit()).isEqualTo(ExitCode.INVALID);
            assertThat(Runs.run("federate", "namespace", "default", "-t", "-o", "yaml", "--kubeconfig", kubeconfig).exit())
                    .isEqualTo(ExitCode.INVALID);
            cluster.setDown(true);
            assertThat(Runs.run("federate", "namespace", "default", "--kubeconfig", kubeconfig).exit())
                    .isEqualTo(ExitCode.NO_MEMBER_REACHED);
        }
    }
}
