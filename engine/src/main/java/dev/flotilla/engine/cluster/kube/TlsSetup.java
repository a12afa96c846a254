package dev.flotilla.engine.cluster.kube;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import dev.flotilla.engine.cluster.ClusterException;
import dev.flotilla.engine.cluster.ClusterFailure.TlsBroken;
import dev.flotilla.engine.cluster.Connection;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import org.jspecify.annotations.Nullable;

/// A connection's certificates as the JDK wants them.
final class TlsSetup {
    private TlsSetup() {}

    static SSLContext context(Connection connection) throws ClusterException {
        try {
            return SSLUtils.sslContext(keys(connection.login()), new TrustManager[]{trust(connection.tls())});
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new ClusterException(new TlsBroken(connection.server().getHost(), String.valueOf(e.getMessage())), e);
        }
    }

    private static KeyManager @Nullable [] keys(Connection.Login login) throws GeneralSecurityException, IOException {
        if (login.clientCertificate() == null || login.clientKey() == null) return null;
        return SSLUtils.keyManagers(stream(login.clientCertificate()), stream(login.clientKey()), algorithm(login.clientKey()),
                "",
                null, "");
    }

    /// What the PEM header says. In PKCS#8 the algorithm is inside: the object identifier of elliptic curves, 1.2.840.10045.2.1.
    private static String algorithm(String pem) {
        if (pem.contains("EC PRIVATE KEY")) return "EC";
        if (pem.contains("RSA PRIVATE KEY")) return "RSA";
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
        return new String(key, StandardCharsets.ISO_8859_1).contains("\u002a\u0086\u0048\u00ce\u003d\u0002\u0001") ? "EC" : "RSA";
    }

    private static TrustManager trust(Connection.Tls tls) throws GeneralSecurityException, IOException {
        if (tls.insecure()) return new Judge(null, null);
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(tls.authority() == null ? null : authorities(tls.authority()));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return tls.serverName() == null ? x509 : new Judge(x509, tls.serverName());
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    /// Those of the kubeconfig and no others: with an authority of its own a cluster is not vouched for by the system's (client-go,
    /// `transport/tls.go`).
    private static KeyStore authorities(String pem) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(stream(pem))) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }

    private static ByteArrayInputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Trusts as its delegate does, but compares names with the one that the kubeconfig gives (`tls-server-name`); without a
    /// delegate it trusts everything, which is what `insecure-skip-tls-verify` asks for. An extended trust manager is not
    /// wrapped by JSSE, so no second look at the name follows.
    private static final class Judge extends X509ExtendedTrustManager {
        private final @Nullable X509TrustManager delegate;
        private final @Nullable String name;

        Judge(@Nullable X509TrustManager delegate, @Nullable String name) {
            this.delegate = delegate;
            this.name = name;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (delegate == null) return;
            delegate.checkServerTrusted(chain, authType);
            if (name != null && !CertificateNames.match(chain[0], name)) {
                throw new CertificateException("the certificate is not for " + name);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no servers here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return delegate == null ? new X509Certificate[0] : delegate.getAcceptedIssuers();
        }
    }
}
