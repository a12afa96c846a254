package dev.flotilla.engine.cluster.kube;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.flotilla.engine.fleet.ApiResource;
import org.jspecify.annotations.Nullable;

/// Paths of the API, as "Kubernetes API concepts" has them.
final class Paths {
    private Paths() {}

    /// @param namespace `null` for all namespaces
    static String collection(ApiResource type, @Nullable String namespace) {
        String root = (type.apiVersion().contains("/") ? "/apis/" : "/api/") + type.apiVersion();
        String scope = namespace == null || !type.namespaced() ? "" : "/namespaces/" + encode(namespace);
        return root + scope + "/" + type.plural();
    }

    /// A namespaced object without a namespace lives in `default`, as with kubectl.
    static String object(ApiResource type, @Nullable String namespace, String name) {
        return collection(type, namespace == null && type.namespaced() ? "default" : namespace) + "/" + encode(name);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// A path that grows parameters; empty ones are left out.
    static final class Query {
        private final StringBuilder text;
        private char next = '?';

        Query(String path) {
            text = new StringBuilder(path);
        }

        Query add(String name, String value) {
            if (!value.isEmpty()) {
                text.append(next).append(name).append('=').append(encode(value));
                next = '&';
            }
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
