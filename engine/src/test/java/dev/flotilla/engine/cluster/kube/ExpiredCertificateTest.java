package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// A certificate that is too old, the server's or one's own, is told from every other trouble.
@Timeout(60)
class ExpiredCertificateTest {
    private static final String PASSWORD = "changeit";

    @TempDir static Path folder;

    private HttpsServer server;

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    /// A key whose certificate an authority signed.
    private static void sign(String alias, String start, int days) throws Exception {
        String request = folder.resolve(alias + ".csr").toString();
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "EC");
        keytool("-certreq", "-alias", alias, "-file", request);
        keytool("-gencert", "-alias", "authority", "-infile", request, "-outfile", pem(alias).toString(), "-rfc", "-ext",
                "san=ip:127.0.0.1", "-startdate", start, "-validity", Integer.toString(days));
        keytool("-importcert", "-alias", alias, "-file", pem(alias).toString(), "-noprompt");
    }

    private static Path pem(String alias) {
        return folder.resolve(alias + ".pem");
    }

    private static KeyStore keys() throws Exception {
        return KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
    }

    @BeforeAll
    static void signCertificates() throws Exception {
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-keyalg", "EC", "-validity",
                "1000");
        keytool("-exportcert", "-alias", "authority", "-rfc", "-file", pem("authority").toString());
        sign("good", "-1d", 100);
        sign("old", "-20d", 10);
    }

    /// Answers 401, whoever asks.
    private URI serve(String alias) throws Exception {
        var one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, keys().getKey(alias, PASSWORD.toCharArray()), PASSWORD.toCharArray(), keys().getCertificateChain(
                alias));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(401, -1);
            }
        });
        server.start();
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static ClusterFailure failure(URI server, Connection.Login login) throws Exception {
        var connection = new Connection("one", "test", server,
                new Connection.Tls(Files.readString(pem("authority")), null, false),
                login, null, List.of());
        try (var client = KubeClusterClient.connect(connection, ConsentStore.NONE)) {
            return catchThrowableOfType(ClusterException.class, client::version).failure();
        }
    }

    private static Connection.Login certificate(String alias) throws Exception {
        String key = Base64.getMimeEncoder().encodeToString(keys().getKey(alias, PASSWORD.toCharArray()).getEncoded());
        return new Connection.Login(null, null, null, null, Files.readString(pem(alias)), "-----BEGIN PRIVATE KEY-----\n" + key
                + "\n-----END PRIVATE KEY-----\n", null);
    }

    @Test
    void theServersOwnIsTooOld() throws Exception {
        assertThat(failure(serve("old"), Connection.Login.token("t"))).isInstanceOfSatisfying(
                ClusterFailure.CertificateExpired.class, expired -> {
                    assertThat(expired.ofClient()).isFalse();
                    assertThat(expired.since()).isBefore(Instant.now());
                    assertThat(expired.code()).isEqualTo("cluster.certificate-expired");
                });
    }

    @Test
    void theUsersOwnIsTooOld() throws Exception {
        assertThat(failure(serve("good"), certificate("old"))).isInstanceOfSatisfying(ClusterFailure.CertificateExpired.class,
                expired -> {
                    assertThat(expired.ofClient()).isTrue();
                    assertThat(expired.code()).isEqualTo("cluster.client-certificate-expired");
                });
        stop();
        assertThat(failure(serve("good"), certificate("good"))).as("refused for another reason").isInstanceOf(
                ClusterFailure.Unauthorized.class);
    }
}
