package dev.flotilla.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A real Kubernetes 1.20 control plane on loopback: etcd, kube-apiserver and, for a member, controllers and simulated nodes.
///
/// Two ways to log in: [#kubeconfig] holds a client certificate, [#tokenKubeconfig] and [#token] a bearer token.
///
/// @param server          `https://127.0.0.1:PORT`
/// @param caFile          PEM file of the authority that signed the server's certificate
/// @param kubeconfig      kubeconfig with a client certificate; its only context is called [#name]
/// @param tokenKubeconfig the same with the bearer token
public record RealCluster(String name, URI server, Path caFile, String token, Path kubeconfig, Path tokenKubeconfig,
        KubeScript script) {

    static RealCluster of(String name, Map<String, String> env, KubeScript script) {
        return new RealCluster(name, URI.create(env.get("KUBE_SERVER")), Path.of(env.get("KUBE_CA_FILE")), env.get("KUBE_TOKEN"),
                Path.of(
                        env.get("KUBECONFIG")),
                Path.of(env.get("KUBECONFIG_TOKEN")), script);
    }

    /// Lets the API server hang: connections are accepted, nothing answers, until [#resume].
    public void pause() {
        script.run("pause", name, "apiserver");
    }

    public void resume() {
        script.run("resume", name, "apiserver");
    }

    /// Kills the API server and starts it on the same port: watches break, the data stay. Returns when it is ready again.
    public void restart() {
        restart("apiserver");
    }

    /// @param part `etcd`, `apiserver`, `controller-manager` or `pod-runner`
    public void restart(String part) {
        script.run("restart", name, part);
    }

    /// Where its etcd listens, without TLS.
    URI etcd() throws IOException {
        return URI.create("http://127.0.0.1:" + Files.readAllLines(caFile.getParent().resolveSibling("ports")).get(1));
    }

    /// Ends the cluster for good: connections are refused. The next test that asks for the name gets a new one.
    public void stop() {
        RealClusters.forget(name);
        script.run("stop", name);
    }

    /// Without the token: test reports print it.
    @Override
    public String toString() {
        return name + " " + server;
    }
}
