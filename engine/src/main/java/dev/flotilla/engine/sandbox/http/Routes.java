package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.MapValue;

/// Finds who answers a path.
public final class Routes {
    private static final String PROTO_V2 = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final Backend backend;
    private final Discovery discovery;
    private final OpenApiDocuments documents;
    private final ResourceHandler resources;

    /// @param version what `/version` says: `v1.33.0`
    public Routes(Backend backend, String version, Tokens tokens) {
        this.backend = backend;
        this.discovery = new Discovery(backend.catalog(), version);
        this.documents = new OpenApiDocuments(backend.catalog(), version);
        this.resources = new ResourceHandler(backend, tokens);
    }

    void serve(Request request, String user) throws IOException {
        List<String> path = request.path();
        String first = path.isEmpty() ? "" : path.getFirst();
        switch (first) {
            case "" -> Answers.json(request, 200, discovery.root());
            case "version" -> Answers.json(request, 200, discovery.version());
            case "healthz", "livez",
                    "readyz" ->
                Answers.text(request, request.query().containsKey("verbose")
                        ? "[+]ping ok\n" + first
                                + " check passed\n"
                        : "ok");
            case "openapi" -> openApi(request);
            case "api" -> api(request, user);
            case "apis" -> apis(request, user);
            default -> throw ApiError.noSuchPath();
        }
    }

    private void openApi(Request request) throws IOException {
        List<String> path = request.path();
        if (path.size() == 2 && path.get(1).equals("v2")) {
            if (request.header("Accept").contains("proto-openapi.spec.v2")) {
                Answers.send(request.exchange(), 200, PROTO_V2, documents.v2Protobuf());
            } else {
                Answers.send(request.exchange(), 200, "application/json", documents.v2Json().getBytes(StandardCharsets.UTF_8));
            }
        } else if (path.size() == 2 && path.get(1).equals("v3")) {
            Answers.json(request, 200, documents.v3Index());
        } else if (path.size() > 2 && path.get(1).equals("v3")) {
            String group = path.get(2).equals("api") ? "" : path.size() > 3 ? path.get(3) : "";
            MapValue document = documents.v3(group, path.getLast());
            Answers.send(request.exchange(), 200, "application/json", Json.write(document).getBytes(StandardCharsets.UTF_8));
        } else {
            throw ApiError.noSuchPath();
        }
    }

    private void api(Request request, String user) throws IOException {
        List<String> path = request.path();
        if (path.size() == 1) {
            Answers.json(request, 200, discovery.api());
        } else if (path.size() == 2) {
            Answers.json(request, 200, discovery.resources("", path.get(1)));
        } else {
            resource(request, "", path.get(1), path.subList(2, path.size()), user);
        }
    }

    private void apis(Request request, String user) throws IOException {
        List<String> path = request.path();
        switch (path.size()) {
            case 1 -> Answers.json(request, 200, discovery.groups());
            case 2 -> Answers.json(request, 200, discovery.group(path.get(1)));
            case 3 -> Answers.json(request, 200, discovery.resources(path.get(1), path.get(2)));
            default -> resource(request, path.get(1), path.get(2), path.subList(3, path.size()), user);
        }
    }

    /// @param rest `[namespaces, NS,] PLURAL [, NAME [, SUBRESOURCE]]`
    private void resource(Request request, String group, String version, List<String> rest, String user) throws IOException {
        boolean inNamespace = rest.size() > 2 && rest.getFirst().equals("namespaces")
                && !List.of("status", "finalize").contains(rest.get(
                        2));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> tail = inNamespace ? rest.subList(2, rest.size()) : rest;
        ServedKind kind = backend.catalog().find(group, version, tail.getFirst());
        if (kind == null || inNamespace && !kind.namespaced()) throw ApiError.noSuchPath();
        if (kind.namespaced() && !inNamespace && tail.size() > 1) throw ApiError.noSuchPath();
        String name = tail.size() > 1 ? tail.get(1) : "";
        String subresource = tail.size() > 2 ? tail.get(2) : "";
        var target = new Target(kind, namespace, name, subresource);
        if (name.isEmpty()) {
            resources.collection(request, target, user);
        } else {
            resources.object(request, target, user);
        }
    }

    void endWatches() {
        resources.endWatches();
    }
}
