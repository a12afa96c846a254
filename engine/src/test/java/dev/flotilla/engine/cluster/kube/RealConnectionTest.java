package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.RealCluster;
import dev.flotilla.engine.RealClusters;
import dev.flotilla.engine.cluster.ClusterClient;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import dev.flotilla.engine.cluster.ExecCommand;
import dev.flotilla.engine.cluster.kubeconfig.Kubeconfigs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Why a real API server cannot be reached, said exactly.
@Tag("cluster")
class RealConnectionTest {
    private static RealCluster server;
    private static String authority;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws IOException {
        server = RealClusters.member("worker01");
        authority = Files.readString(server.caFile());
    }

    private static Connection connection(URI address, Connection.Tls tls, Connection.Login login) {
        return new Connection("m", "test", address, tls, login, null, List.of());
    }

    private static Connection.Tls tls(@Nullable String serverName) {
        return new Connection.Tls(authority, serverName, false);
    }

    private static ClusterFailure failure(Connection connection, ConsentStore consent) {
        return catchThrowableOfType(ClusterException.class, () -> {
            try (ClusterClient client = KubeClusterClient.connect(connection, consent)) {
                client.apis();
            }
        }).failure();
    }

    private static ClusterFailure failure(Connection connection) {
        return failure(connection, ConsentStore.NONE);
    }

    private static String version(Connection connection, ConsentStore consent) throws ClusterException {
        try (ClusterClient client = KubeClusterClient.connect(connection, consent)) {
            assertThat(client.apis().resources()).isNotEmpty();
            return client.version();
        }
    }

    @Test
    void aClientCertificateATokenAndATokenFileLogIn() throws Exception {
        for (Path kubeconfig : List.of(server.kubeconfig(), server.tokenKubeconfig())) {
            Connection connection = Kubeconfigs.read(List.of(kubeconfig)).currentContext().orElseThrow().connect("m");
            assertThat(version(connection, ConsentStore.NONE)).startsWith("v1.");
            assertThat(connection.toString()).doesNotContain(server.token(), "PRIVATE KEY");
        }
        Path token = Files.writeString(folder.resolve("token"), server.token() + "\n");
        var login = new Connection.Login(null, token, null, null, null, null, null);
        assertThat(version(connection(server.server(), tls(null), login), ConsentStore.NONE)).startsWith("v1.");
    }

    @Test
    void aWrongTokenIsA401() {
        assertThat(failure(connection(server.server(), tls(null), Connection.Login.token("wrong"))))
                .isInstanceOf(ClusterFailure.Unauthorized.class);
    }

    @Test
    void anUnknownAuthorityIsSaid() {
        assertThat(failure(connection(server.server(), Connection.Tls.STANDARD, Connection.Login.token("x"))))
                .isInstanceOf(ClusterFailure.UnknownAuthority.class);
    }

    @Test
    void aCertificateForOtherNamesIsSaidWithItsNames() {
        ClusterFailure failure = failure(connection(server.server(), tls("other.example.com"), Connection.Login.token("x")));

        assertThat(failure).isInstanceOfSatisfying(ClusterFailure.TlsName.class, names -> {
            assertThat(names.expected()).isEqualTo("other.example.com");
            assertThat(names.names()).contains("localhost", "127.0.0.1");
        });
    }

    @Test
    void theNameThatTheKubeconfigGivesIsTheOneThatCounts() throws Exception {
        assertThat(version(connection(server.server(), tls("kubernetes.default.svc"), Connection.Login.token(server.token())),
                ConsentStore.NONE)).startsWith("v1.");
    }

    @Test
    void anUncheckedCertificateIsAcceptedOnlyWhereThatIsAskedFor() throws Exception {
        var insecure = new Connection.Tls(null, null, true);
        assertThat(version(connection(server.server(), insecure, Connection.Login.token(server.token())), ConsentStore.NONE))
                .startsWith("v1.");
    }

    @Test
    void nobodyThereAndNoSuchHostAreToldApart() {
        assertThat(failure(connection(URI.create("https://127.0.0.1:1"), tls(null), Connection.Login.NONE)))
                // In a container, loopback is another machine than the kubeconfig means.
                .isIn(new ClusterFailure.Refused("127.0.0.1:1"), new ClusterFailure.LoopbackInContainer("127.0.0.1:1"));
        assertThat(failure(connection(URI.create("https://no-such-host.invalid:6443"), tls(null), Connection.Login.NONE)))
                .isEqualTo(new ClusterFailure.UnknownHost("no-such-host.invalid"));
    }

    @Test
    void aPluginRunsOnlyAfterConsentToExactlyItsCommand() throws Exception {
        Path answer = Files.writeString(folder.resolve("credential.json"), """
                {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}
                """.formatted(server.token()));
        Path trace = folder.resolve("trace");
        var command = new ExecCommand("client.authentication.k8s.io/v1", "sh",
                List.of("-c", "echo ran >> \"$TRACE\"; cat " + answer), Map
                        .of("TRACE", trace.toString()));
        var login = new Connection.Login(null, null, null, null, null, null, command);
        Connection connection = connection(server.server(), tls(null), login);

        assertThat(failure(connection)).isEqualTo(new ClusterFailure.ConsentNeeded(command));
        assertThat(failure(connection, other -> other.arguments().isEmpty()))
                .isEqualTo(new ClusterFailure.ConsentNeeded(command));
        assertThat(trace).doesNotExist();

        assertThat(version(connection, command::equals)).startsWith("v1.");
        assertThat(trace).hasContent("ran");
    }

    @Test
    void aPluginThatFailsIsSaidWithoutItsOutput() {
        var command = new ExecCommand("client.authentication.k8s.io/v1", "sh", List.of("-c", "echo top-secret; exit 3"),
                Map.of());
        var login = new Connection.Login(null, null, null, null, null, null, command);

        assertThat(failure(connection(server.server(), tls(null), login), _ -> true))
                .isEqualTo(new ClusterFailure.PluginFailed("sh", "exit", 3));
    }
}
