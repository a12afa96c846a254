package dev.flotilla.engine.cluster.kubeconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KubeconfigsTest {
    @TempDir Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void contextsOfTheSameNameInTwoFilesAreTwoContexts() throws Exception {
        String text = """
                current-context: kind
                clusters: [{name: kind, cluster: {server: "https://127.0.0.1:%s"}}]
                contexts: [{name: kind, context: {cluster: kind, user: kind}}]
                users: [{name: kind, user: {token: abc}}]
                """;
        Path one = write("one", text.formatted(1));
        Path two = write("two", text.formatted(2));

        Kubeconfigs both = Kubeconfigs.read(List.of(one, two, folder.resolve("absent")));

        assertThat(both.contexts()).extracting(KubeContext::file, KubeContext::server)
                .containsExactly(org.assertj.core.groups.Tuple
                        .tuple(one, "https://127.0.0.1:1"), org.assertj.core.groups.Tuple.tuple(two, "https://127.0.0.1:2"));
        assertThat(both.problems()).containsExactly(Map.entry(folder.resolve("absent"), "no-such-file"));
        assertThat(Files.readString(one)).as("kubeconfigs are never written").isEqualTo(text.formatted(1));
    }

    @Test
    void aContextMayUseWhatAnotherFileDescribes() throws Exception {
        Path users = write("users", "users: [{name: me, user: {username: me, password: pw}}]");
        Path clusters = write("clusters",
                "clusters: [{name: c, cluster: {server: \"https://c:6443/\", proxy-url: \"http://p:3128\"}}]");
        Path contexts = write("contexts", "contexts: [{name: x, context: {cluster: c, user: me}}]");

        Connection connection = Kubeconfigs.read(List.of(contexts, clusters, users)).context("x").orElseThrow().connect("m");

        assertThat(connection.server()).hasToString("https://c:6443");
        assertThat(connection.proxy()).hasToString("http://p:3128");
        assertThat(connection.login().user()).isEqualTo("me");
        assertThat(connection.toString()).doesNotContain("pw");
    }

    @Test
    void filesAreMeantAgainstTheirKubeconfigAndDataIsBase64() throws Exception {
        write("ca.pem", "AUTHORITY");
        Path config = write("config",
                """
                        clusters: [{name: c, cluster: {server: "https://c", certificate-authority: ca.pem, insecure-skip-tls-verify: true}}]
                        contexts: [{name: x, context: {cluster: c, user: u}}]
                        users: [{name: u, user: {client-certificate-data: %s, tokenFile: token}}]
                        """
                        .formatted(Base64.getEncoder()
                                .encodeToString("CERTIFICATE".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));

        Connection connection = Kubeconfigs.read(List.of(config)).context("x").orElseThrow().connect("m");

        assertThat(connection.tls().authority()).isEqualTo("AUTHORITY");
        assertThat(connection.login().clientCertificate()).isEqualTo("CERTIFICATE");
        assertThat(connection.login().tokenFile()).isEqualTo(folder.resolve("token"));
        assertThat(connection.warnings()).containsExactly("cluster.insecure-skip-tls-verify");
    }

    @Test
    void aPluginIsReadWholeAndPrintedWithoutTheValuesOfItsVariables() throws Exception {
        Path config = write("config", """
                clusters: [{name: c, cluster: {server: "https://c"}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./get-token,
                  args: [--cluster, my cluster], env: [{name: SECRET, value: hunter2}]}}}]
                """);

        var exec = Kubeconfigs.read(List.of(config)).context("x").orElseThrow().connect("m").login().exec();

        assertThat(exec).isNotNull();
        assertThat(exec.command()).isEqualTo(folder.resolve("get-token").toString());
        assertThat(exec.environment()).containsEntry("SECRET", "hunter2");
        assertThat(exec.toString()).isEqualTo("SECRET=… " + folder.resolve("get-token") + " --cluster 'my cluster'");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Path config = write("config", "contexts: [{name: x, context: {cluster: gone, user: u}}]");
        KubeContext context = Kubeconfigs.read(List.of(config)).context("x").orElseThrow();

        assertThat(catchThrowableOfType(ClusterException.class, () -> context.connect("m")).failure())
                .isEqualTo(new ClusterFailure.NotConfigured("no-cluster", "gone"));
        assertThat(Kubeconfigs.read(List.of(write("bad", "{a: ["))).problems()).containsValue("bad-yaml");
    }

    @Test
    void aUserThatNobodyDescribesIsNotTakenForNoUser() throws Exception {
        Path config = write("config", """
                clusters: [{name: c, cluster: {server: "https://c"}}]
                contexts: [{name: x, context: {cluster: c, user: gone}}, {name: y, context: {cluster: c}}]
                """);
        Kubeconfigs read = Kubeconfigs.read(List.of(config));

        assertThat(catchThrowableOfType(ClusterException.class, () -> read.context("x").orElseThrow().connect("m")).failure())
                .isEqualTo(new ClusterFailure.NotConfigured("no-user", "gone"));
        assertThat(read.context("y").orElseThrow().connect("m").login()).isEqualTo(Connection.Login.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c:6443", "127.0.0.1:6443", "https://c:99999", "ftp://c", "https://", "https://a b"})
    void whatIsNoAddressIsTold(String server) throws Exception {
        Path config = write("config", """
                clusters: [{name: c, cluster: {server: "%s"}}]
                contexts: [{name: x, context: {cluster: c}}]
                """.formatted(server));
        KubeContext context = Kubeconfigs.read(List.of(config)).context("x").orElseThrow();

        assertThat(catchThrowableOfType(ClusterException.class, () -> context.connect("m")).failure())
                .isEqualTo(new ClusterFailure.NotConfigured("bad-server", server));
    }

    @Test
    void theStandardFilesAreThoseOfKubectl() throws Exception {
        Path one = write("one", "");
        assertThat(Kubeconfigs.standardFiles(Map.of("KUBECONFIG", one + java.io.File.pathSeparator + folder.resolve("absent")),
                folder))
                .containsExactly(one);
        assertThat(Kubeconfigs.standardFiles(Map.of(), folder)).isEmpty();
        Files.createDirectories(folder.resolve(".kube"));
        Path standard = write(".kube/config", "");
        assertThat(Kubeconfigs.standardFiles(Map.of(), folder)).containsExactly(standard);
    }
}
