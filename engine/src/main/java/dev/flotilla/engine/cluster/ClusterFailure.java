package dev.flotilla.engine.cluster;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.flotilla.engine.documents.TypeRef;
import org.jspecify.annotations.Nullable;

/// Why a cluster could not do what was asked, as a code and its arguments; the sentences are the faces' business
/// (`failure.<code>` and, for what to do, `failure.<code>.hint` in their `cluster` area).
///
/// No argument ever holds a secret value or a token.
public sealed interface ClusterFailure {
    /// Stable name, such as `cluster.refused`.
    String code();

    /// Strings and numbers, in the sentence's order.
    List<Object> arguments();

    /// Whether the cluster gave no answer at all, so that the next request would most likely fare the same.
    default boolean isUnreachable() {
        return switch (this) {
            case Refused _,LoopbackInContainer _,UnknownHost _,TimedOut _,ConnectionLost _ -> true;
            case TlsName _,UnknownAuthority _,CertificateExpired _,TlsBroken _,Unauthorized _,Forbidden _,NotFound _,AlreadyExists _,Conflicts _,Stale _,Invalid _,Gone _,TooManyRequests _,ServerError _,Refusal _,NotConfigured _,ConsentNeeded _,PluginFailed _,UnknownType _,Cancelled _ ->
                false;
        };
    }

    /// Whether the same request may succeed when it is sent again.
    default boolean isTransient() {
        return isUnreachable() || this instanceof TooManyRequests || this instanceof ServerError;
    }

    /// Nobody listens at the address.
    record Refused(String address) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.refused";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address);
        }
    }

    /// Refused at a loopback address from inside a container: kind writes `127.0.0.1` into its kubeconfigs, which is another
    /// machine there.
    record LoopbackInContainer(String address) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.loopback-in-container";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address);
        }
    }

    record UnknownHost(String host) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.unknown-host";
        }

        @Override
        public List<Object> arguments() {
            return List.of(host);
        }
    }

    /// No answer in time.
    record TimedOut(String address, long seconds) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.timed-out";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address, seconds);
        }
    }

    /// The connection broke while the request was under way.
    record ConnectionLost(String address, String detail) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.connection-lost";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address, detail);
        }
    }

    /// The server's certificate is for other names.
    record TlsName(String address, String expected, List<String> names) implements ClusterFailure {
        public TlsName {
            names = List.copyOf(names);
        }

        @Override
        public String code() {
            return "cluster.tls-name";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address, expected, String.join(", ", names));
        }
    }

    /// The server's certificate was signed by an authority that the kubeconfig does not name.
    record UnknownAuthority(String address) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.unknown-authority";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address);
        }
    }

    /// @param ofClient whether it is the user's own certificate, not the server's
    record CertificateExpired(String address, boolean ofClient, Instant since) implements ClusterFailure {
        @Override
        public String code() {
            return ofClient ? "cluster.client-certificate-expired" : "cluster.certificate-expired";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address, since.toString());
        }
    }

    record TlsBroken(String address, String detail) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.tls-broken";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address, detail);
        }
    }

    /// 401: the server does not know who asks.
    record Unauthorized(String address) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.unauthorized";
        }

        @Override
        public List<Object> arguments() {
            return List.of(address);
        }
    }

    /// 403: the server knows who asks and refuses.
    record Forbidden(String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.forbidden";
        }

        @Override
        public List<Object> arguments() {
            return List.of(message);
        }
    }

    record NotFound(String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.not-found";
        }

        @Override
        public List<Object> arguments() {
            return List.of(message);
        }
    }

    record AlreadyExists(String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.already-exists";
        }

        @Override
        public List<Object> arguments() {
            return List.of(message);
        }
    }

    /// 409 of a server-side apply: others own fields.
    record Conflicts(List<FieldConflict> fields) implements ClusterFailure {
        public Conflicts {
            fields = List.copyOf(fields);
        }

        @Override
        public String code() {
            return "cluster.conflicts";
        }

        @Override
        public List<Object> arguments() {
            return List.of(fields.size(), String.join(", ", fields.stream().map(field -> field.path().toString()).toList()));
        }
    }

    /// 409 for any other reason: the object changed, is terminating, or a precondition did not hold.
    record Stale(String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.stale";
        }

        @Override
        public List<Object> arguments() {
            return List.of(message);
        }
    }

    /// 400 or 422: the server does not accept the object.
    record Invalid(String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.invalid";
        }

        @Override
        public List<Object> arguments() {
            return List.of(message);
        }
    }

    /// 410: the resource version, or the page, is too old.
    record Gone(String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.gone";
        }

        @Override
        public List<Object> arguments() {
            return List.of(message);
        }
    }

    /// 429.
    ///
    /// @param retryAfter what the server asked for, or `null`
    record TooManyRequests(@Nullable Duration retryAfter) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.too-many-requests";
        }

        @Override
        public List<Object> arguments() {
            return List.of(retryAfter == null ? 0L : retryAfter.toSeconds());
        }
    }

    /// 5xx.
    ///
    /// @param retryAfter what the server asked for, or `null`
    record ServerError(int status, String message, @Nullable Duration retryAfter) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.server-error";
        }

        @Override
        public List<Object> arguments() {
            return List.of(status, message);
        }
    }

    /// Any other refusal.
    record Refusal(int status, String message) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.refusal";
        }

        @Override
        public List<Object> arguments() {
            return List.of(status, message);
        }
    }

    /// What the kubeconfig says cannot be used at all.
    ///
    /// @param what such as `no-such-file`, `no-such-context`, `no-server`; the key's last part
    record NotConfigured(String what, String name) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.not-configured." + what;
        }

        @Override
        public List<Object> arguments() {
            return List.of(name);
        }
    }

    /// The kubeconfig wants a program to be run for a token, and nobody has agreed to exactly this command yet.
    record ConsentNeeded(ExecCommand command) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.consent-needed";
        }

        @Override
        public List<Object> arguments() {
            return List.of(command.toString());
        }
    }

    /// The program gave no token.
    ///
    /// @param why    `cannot-run`, `exit`, `no-token` or `too-slow`
    /// @param status with which it ended; 0 where it did not come to that
    record PluginFailed(String command, String why, int status) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.plugin-failed." + why;
        }

        @Override
        public List<Object> arguments() {
            return List.of(command, status);
        }
    }

    /// The cluster does not serve this type.
    record UnknownType(TypeRef type) implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.unknown-type";
        }

        @Override
        public List<Object> arguments() {
            return List.of(type.apiVersion(), type.kind());
        }
    }

    /// The caller was interrupted, or the client closed, while waiting.
    record Cancelled() implements ClusterFailure {
        @Override
        public String code() {
            return "cluster.cancelled";
        }

        @Override
        public List<Object> arguments() {
            return List.of();
        }
    }

    /// `host:port` of an address, as failures name it.
    static String hostAndPort(URI address) {
        int port = address.getPort();
        return address.getHost() + ":" + (port < 0 ? "https".equals(address.getScheme()) ? 443 : 80 : port);
    }
}
