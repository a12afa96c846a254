package dev.flotilla.app.tour;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.flotilla.engine.sandbox.SandboxCluster;

/// Somebody else with access to a simulated member, who changes things behind Flotilla's back as `kubectl edit` does.
public final class Outsider {
    private final SandboxCluster cluster;

    public Outsider(SandboxCluster cluster) {
        this.cluster = cluster;
    }

    /// Gives the first container of a Deployment another image.
    public void changeImage(String namespace, String deployment, String image) throws IOException, InterruptedException {
        URI place = cluster.server()
                .resolve("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + deployment + "?fieldManager=kubectl-edit");
        String patch = "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"" + image + "\"}]";
        var request = HttpRequest.newBuilder(place).header("Authorization", "Bearer " + cluster.token())
                .header("Content-Type", "application/json-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(patch)).build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) throw new IOException("the simulated cluster answers " + status);
        }
    }

    private SSLContext trusting() throws IOException {
        try (var pem = new ByteArrayInputStream(cluster.certificate().getBytes(StandardCharsets.US_ASCII))) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("sandbox", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
