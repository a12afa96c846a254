package dev.flotilla.engine.cluster.kube;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import dev.flotilla.engine.cluster.ClusterFailure;
import dev.flotilla.engine.cluster.Connection;
import dev.flotilla.engine.cluster.FieldConflict;
import dev.flotilla.engine.cluster.KeyedPath;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// From what went wrong on the wire to what it means.
final class Failures {
    private static final int LONGEST_LINE = 200;

    private Failures() {}

    /// An exception of the HTTP client.
    ///
    /// @param known whether this server ever answered: then its address is right
    static ClusterFailure of(Connection connection, Throwable failure, boolean known) {
        URI server = connection.server();
        String address = ClusterFailure.hostAndPort(server);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException _,UnknownHostException _ -> {
                    return new ClusterFailure.UnknownHost(Objects.requireNonNullElse(server.getHost(), address));
                }
                case HttpConnectTimeoutException _ -> {
                    return new ClusterFailure.TimedOut(address, 10);
                }
                case HttpTimeoutException _ -> {
                    return new ClusterFailure.TimedOut(address, 30);
                }
                // What breaks under way, after a handshake went well, is the connection and no matter of trust.
                case SSLException ssl when !known || ssl instanceof SSLHandshakeException
                        || ssl instanceof SSLPeerUnverifiedException -> {
                    String words = ssl.getMessage() + causes(ssl);
                    if (words.contains("plaintext connection?")) return new ClusterFailure.NotConfigured("no-tls-there", address);
                    // The server's certificate is judged here, so an alert about one that expired is about ours.
                    ClusterFailure own = words.contains("Received fatal alert: certificate_expired")
                            ? ownExpired(connection)
                            : null;
                    return own == null ? TlsDiagnosis.of(connection, words) : own;
                }
                default -> {
                    // Look deeper.
                }
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                URI proxy = connection.proxy();
                if (proxy != null) return new ClusterFailure.Refused(ClusterFailure.hostAndPort(proxy));
                return !known && isLoopback(server) && isInContainer()
                        ? new ClusterFailure.LoopbackInContainer(address)
                        : new ClusterFailure.Refused(address);
            }
        }
        // A server may hang up on a certificate that is too old before it says so.
        ClusterFailure own = known ? null : ownExpired(connection);
        if (own != null) return own;
        return new ClusterFailure.ConnectionLost(address, Objects.requireNonNullElse(failure.getMessage(), failure.getClass()
                .getSimpleName()));
    }

    private static String causes(Throwable failure) {
        var text = new StringBuilder();
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            text.append("; ").append(cause.getMessage());
        }
        return text.toString();
    }

    private static boolean isLoopback(URI server) {
        String host = String.valueOf(server.getHost());
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static boolean isInContainer() {
        return Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
    }

    /// An answer that says no.
    ///
    /// @param retryAfter the header's value, or `null`
    /// @param desired    what was sent, to understand the paths of conflicts by; `null` for nothing
    static ClusterFailure of(Connection connection, int status, byte[] body, @Nullable String retryAfter,
            @Nullable Value desired) {
        Value answer = read(body);
        if (status / 100 == 3 || isPage(body)) return noApiServer(connection);
        String text = answer.textAt("message");
        String message = text == null ? line(body) : text;
        // What Go's server says in plain text: net/http, server.go.
        if (status == 400 && message.contains("HTTP request to an HTTPS server")) {
            return new ClusterFailure.NotConfigured("needs-tls", ClusterFailure.hostAndPort(connection.server()));
        }
        String reason = Objects.requireNonNullElse(answer.textAt("reason"), "");
        Duration wait = wait(retryAfter, answer);
        return switch (status) {
            case 401 -> unauthorized(connection);
            case 403 -> new ClusterFailure.Forbidden(message);
            case 404 -> new ClusterFailure.NotFound(message);
            case 409 -> {
                List<FieldConflict> conflicts = conflicts(answer, desired);
                if (!conflicts.isEmpty()) yield new ClusterFailure.Conflicts(conflicts);
                yield reason.equals("AlreadyExists")
                        ? new ClusterFailure.AlreadyExists(message)
                        : new ClusterFailure.Stale(message);
            }
            case 410 -> new ClusterFailure.Gone(message);
            case 400, 422 -> new ClusterFailure.Invalid(message);
            case 429 -> new ClusterFailure.TooManyRequests(wait);
            default -> status >= 500
                    ? new ClusterFailure.ServerError(status, message, wait)
                    : new ClusterFailure.Refusal(status, message);
        };
    }

    /// Something answered, but no API server: a proxy's page, a login, another service.
    static ClusterFailure noApiServer(Connection connection) {
        return new ClusterFailure.NotConfigured("no-api-server", ClusterFailure.hostAndPort(connection.server()));
    }

    /// Whether an answer is a page for people. API servers speak JSON, at times plain text.
    static boolean isPage(byte[] body) {
        return start(body).startsWith("<");
    }

    /// The first line of an answer in plain text.
    private static String line(byte[] body) {
        String start = start(body);
        return start.startsWith("{") || start.isEmpty() ? "" : start.lines().findFirst().orElse("");
    }

    private static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, LONGEST_LINE), StandardCharsets.UTF_8).strip();
    }

    private static Value read(byte[] body) {
        try {
            return body.length == 0 ? MapValue.EMPTY : Json.read(new java.io.ByteArrayInputStream(body));
        } catch (java.io.IOException _) {
            return MapValue.EMPTY;
        }
    }

    private static @Nullable Duration wait(@Nullable String header, Value answer) {
        Long seconds = answer.intAt("details", "retryAfterSeconds");
        if (seconds == null && header != null && header.matches("\\d{1,6}")) seconds = Long.valueOf(header);
        return seconds == null || seconds <= 0 ? null : Duration.ofSeconds(seconds);
    }

    /// A refused client certificate is most often one that is too old.
    private static ClusterFailure unauthorized(Connection connection) {
        ClusterFailure expired = ownExpired(connection);
        return expired == null ? new ClusterFailure.Unauthorized(ClusterFailure.hostAndPort(connection.server())) : expired;
    }

    /// That the user's own certificate is too old, or `null`.
    private static @Nullable ClusterFailure ownExpired(Connection connection) {
        String pem = connection.login().clientCertificate();
        if (pem == null) return null;
        try {
            var bytes = new java.io.ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1));
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
            Instant end = certificate.getNotAfter().toInstant();
            return end.isBefore(Instant.now())
                    ? new ClusterFailure.CertificateExpired(ClusterFailure.hostAndPort(connection.server()), true, end)
                    : null;
        } catch (CertificateException _) {
            // Then it is what the server says that counts.
            return null;
        }
    }

    /// One cause for each field: `field: .spec.replicas`, `message: conflict with "kubectl-edit" using apps/v1`.
    private static List<FieldConflict> conflicts(Value answer, @Nullable Value desired) {
        var conflicts = new ArrayList<FieldConflict>();
        for (MapValue cause : answer.mapAt("details").listAt("causes").maps()) {
            if (!"FieldManagerConflict".equals(cause.textAt("reason"))) continue;
            String field = Objects.requireNonNullElse(cause.textAt("field"), "");
            String message = Objects.requireNonNullElse(cause.textAt("message"), "");
            int open = message.indexOf('"');
            int close = message.indexOf('"', open + 1);
            String owner = open >= 0 && close > open ? message.substring(open + 1, close) : message;
            Value root = desired == null ? MapValue.EMPTY : desired;
            FieldPath path = KeyedPath.parse(field, root).in(root).orElse(FieldPath.of(field));
            conflicts.add(new FieldConflict(path, owner, null, root.at(path)));
        }
        return conflicts;
    }
}
