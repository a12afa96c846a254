package dev.flotilla.engine.cluster.kube;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import org.jspecify.annotations.Nullable;

/// Says why a server's certificate was refused, by asking for it once more and looking at it. Nothing is sent to the server.
final class TlsDiagnosis {
    private static final int PATIENCE_MILLIS = 3000;

    private TlsDiagnosis() {}

    static ClusterFailure of(Connection connection, String detail) {
        String address = ClusterFailure.hostAndPort(connection.server());
        X509Certificate certificate = connection.proxy() == null ? presented(connection.server()) : null;
        if (certificate == null) return new ClusterFailure.TlsBroken(address, detail);
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) return new ClusterFailure.CertificateExpired(address, false, end);
        String given = connection.tls().serverName();
        String expected = given == null ? connection.server().getHost() : given;
        if (!detail.contains("unable to find valid certification path") && !CertificateNames.match(certificate, expected)) {
            return new ClusterFailure.TlsName(address, expected, CertificateNames.of(certificate));
        }
        if (detail.contains("unable to find valid certification path") || detail.contains("PKIX path")) {
            return new ClusterFailure.UnknownAuthority(address);
        }
        return new ClusterFailure.TlsBroken(address, detail);
    }

    private static @Nullable X509Certificate presented(URI server) {
        var seen = new X509Certificate[1];
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 443 : server.getPort()),
                    PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{new Witness(seen)}, null);
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, server.getHost(), server.getPort(),
                    true)) {
                socket.startHandshake();
            }
        } catch (IOException | GeneralSecurityException _) {
            // The handshake need not succeed; the certificate was seen or not.
        }
        return seen[0];
    }

    private record Witness(X509Certificate[] seen) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            seen[0] = chain[0];
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // Never asked: this is no server.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
