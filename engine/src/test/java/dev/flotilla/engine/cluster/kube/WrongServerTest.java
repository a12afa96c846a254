package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.HttpServer;
import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.ConsentStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Somebody answers, but not the API server that the kubeconfig means.
@Timeout(60)
class WrongServerTest {
    private HttpServer server;
    private int status = 200;
    private String body = "";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static ClusterFailure failure(String server, @Nullable URI proxy) throws Exception {
        var connection = new Connection("one", "test", URI.create(server), new Connection.Tls(null, null, false),
                Connection.Login.token("t"), proxy, List.of());
        try (var client = KubeClusterClient.connect(connection, ConsentStore.NONE)) {
            return catchThrowableOfType(ClusterException.class, client::version).failure();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | <html>Log in</html>                               | cluster.not-configured.no-api-server
            404 | <html>Not here</html>                             | cluster.not-configured.no-api-server
            302 | ''                                                | cluster.not-configured.no-api-server
            400 | Client sent an HTTP request to an HTTPS server.   | cluster.not-configured.needs-tls
            200 | {"gitVersion": "v1                                | cluster.connection-lost
            """)
    void anAnswerThatIsNone(int status, String body, String code) throws Exception {
        this.status = status;
        this.body = body;

        assertThat(failure("http://" + address(), null).code()).isEqualTo(code);
    }

    @Test
    void wordsInPlainTextAreKept() throws Exception {
        status = 503;
        body = "no healthy upstream\n";

        assertThat(failure("http://" + address(), null)).isEqualTo(new ClusterFailure.ServerError(503, "no healthy upstream",
                null));
    }

    @Test
    void itSpeaksNoTls() throws Exception {
        try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> refuseInPlainText(plain));
            String address = "127.0.0.1:" + plain.getLocalPort();

            assertThat(failure("https://" + address, null)).isEqualTo(new ClusterFailure.NotConfigured("no-tls-there", address));
        }
    }

    private static void refuseInPlainText(ServerSocket plain) {
        try {
            while (true) {
                Socket caller = plain.accept();
                caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamedInsteadOfTheServer() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(failure("https://kube.example.com", URI.create("http://127.0.0.1:" + free)))
                .isEqualTo(new ClusterFailure.Refused("127.0.0.1:" + free));
    }
}
