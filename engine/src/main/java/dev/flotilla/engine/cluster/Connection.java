package dev.flotilla.engine.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// Where a cluster is and how to log in. Prints without its secrets.
///
/// @param cluster  the member's name in the fleet
/// @param origin   where this comes from, for people: `kind-worker01 in ~/.kube/config`, `sandbox`
/// @param proxy    an HTTP proxy to go through, or `null`
/// @param warnings codes of what is unwise about it, such as `cluster.insecure-skip-tls-verify`
public record Connection(String cluster, String origin, URI server, Tls tls, Login login, @Nullable URI proxy,
        List<String> warnings) {
    public Connection {
        warnings = List.copyOf(warnings);
    }

    /// @param authority  PEM text of the authorities to trust, or `null` for those of the JDK
    /// @param serverName the name that the server's certificate must bear, or `null` for the address' own
    /// @param insecure   every certificate is accepted
    public record Tls(@Nullable String authority, @Nullable String serverName, boolean insecure) {
        public static final Tls STANDARD = new Tls(null, null, false);
    }

    /// All that a kubeconfig user may hold; several may be given at once, as with a certificate and a token.
    ///
    /// @param tokenFile read again for every connection and each minute, as clusters rotate it
    /// @param clientCertificate PEM text
    /// @param clientKey         PEM text
    public record Login(@Nullable String token, @Nullable Path tokenFile, @Nullable String user, @Nullable String password,
            @Nullable String clientCertificate, @Nullable String clientKey, @Nullable ExecCommand exec) {
        public static final Login NONE = new Login(null, null, null, null, null, null, null);

        public static Login token(String token) {
            return new Login(token, null, null, null, null, null, null);
        }

        /// What kinds of credentials there are, never their values.
        @Override
        public String toString() {
            var kinds = new java.util.ArrayList<String>();
            if (token != null) kinds.add("token");
            if (tokenFile != null) kinds.add("token file " + tokenFile);
            if (user != null) kinds.add("user " + user);
            if (clientCertificate != null) kinds.add("client certificate");
            if (exec != null) kinds.add("plugin " + exec.command());
            return kinds.isEmpty() ? "anonymous" : String.join(", ", kinds);
        }
    }

    /// A server on this machine that asks for nothing but a token.
    public static Connection local(String cluster, URI server, String token) {
        return new Connection(cluster, "sandbox", server, Tls.STANDARD, Login.token(token), null, List.of());
    }
}
