package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.api.DeleteOptions;
import dev.flotilla.engine.sandbox.api.Deletion;
import dev.flotilla.engine.sandbox.api.Writes;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.patch.JsonPatch;
import dev.flotilla.engine.sandbox.patch.MergePatch;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Subresources other than status: scale, a pod's log and eviction, a namespace's finalize, a service account's token.
final class Subresources {
    /// What a kubelet does with a running container, in words that end a sentence.
    private static final Map<String, String> INTO_CONTAINERS = Map.of("exec", "run a command in", "attach", "attach to",
            "portforward",
            "forward a port to", "proxy", "pass a request to", "ephemeralcontainers", "debug");

    private final Backend backend;
    private final Writes writes;
    private final Deletion deletion;
    private final Tokens tokens;

    Subresources(Backend backend, Writes writes, Deletion deletion, Tokens tokens) {
        this.backend = backend;
        this.writes = writes;
        this.deletion = deletion;
        this.tokens = tokens;
    }

    void answer(Request request, Target target, String user) throws IOException {
        ServedKind kind = target.kind();
        String what = target.subresource();
        if (what.equals("scale") && kind.scale() != null) {
            scale(request, target, kind.scale());
        } else if (what.equals("log") && kind.is("", "Pod")) {
            Supplier<MapValue> pod = () -> backend.require(kind, target.namespace(), target.name());
            if (request.isTrue("follow")) {
                PodLogs.follow(pod, request, backend.clock());
            } else {
                Answers.text(request, PodLogs.of(pod.get(), request, backend.clock()));
            }
        } else if (what.equals("eviction") && kind.is("", "Pod") && request.method().equals("POST")) {
            deletion.delete(kind, target.namespace(), target.name(), DeleteOptions.BACKGROUND);
            Answers.json(request, 201,
                    MapValue.builder().put("kind", "Status").put("apiVersion", "v1").put("metadata", MapValue.EMPTY).put(
                            "status", "Success").put("code", 201).build());
        } else if (what.equals("finalize") && kind.is("", "Namespace") && request.method().equals("PUT")) {
            Answers.json(request, 200, writes.update(kind, "", target.name(), "", request.body(), request.writeOptions()));
        } else if (what.equals("token") && kind.is("", "ServiceAccount") && request.method().equals("POST")) {
            backend.require(kind, target.namespace(), target.name());
            Answers.json(request, 201, token(target, request.body()));
        } else if (INTO_CONTAINERS.containsKey(what) && (kind.is("", "Pod") || kind.is("", "Service") || kind.is("", "Node"))) {
            throw ApiError.badRequest("this is a Flotilla sandbox: no container runs in it, so there is nothing to "
                    + INTO_CONTAINERS.get(what));
        } else {
            throw ApiError.noSuchPath();
        }
    }

    private MapValue token(Target target, MapValue body) {
        String token = tokens.issue("system:serviceaccount:" + target.namespace() + ":" + target.name());
        Long seconds = body.intAt("spec", "expirationSeconds");
        String end = backend.instant().plus(Duration.ofSeconds(seconds == null ? 3600 : seconds)).toString();
        var metadata = MapValue.builder().put("name", target.name()).put("namespace", target.namespace())
                .put("creationTimestamp", backend
                        .now())
                .build();
        return MapValue.builder().put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1")
                .put("metadata", metadata).put(
                        "spec", body.mapAt("spec"))
                .put("status", MapValue.builder().put("token", token).put("expirationTimestamp", end).build())
                .build();
    }

    private void scale(Request request, Target target, ServedKind.Scale scale) throws IOException {
        MapValue object = backend.require(target.kind(), target.namespace(), target.name());
        MapValue shown = shown(object, scale);
        Value wanted = switch (request.method()) {
            case "GET" -> null;
            case "PUT" -> request.body();
            case "PATCH" -> switch (ResourceHandler.patchType(request.contentType())) {
                case JSON -> JsonPatch.apply(shown, request.value());
                case MERGE, STRATEGIC -> MergePatch.apply(shown, request.value());
            };
            default -> throw ApiError.methodNotAllowed();
        };
        if (wanted != null) {
            String version = wanted.textAt("metadata", "resourceVersion");
            if (version != null && !version.isEmpty() && !version.equals(Meta.version(object)))
                throw ApiError.modified(target.kind()
                        .resource(), target.name());
            Long replicas = wanted.intAt("spec", "replicas");
            if (wanted.at("spec", "replicas") != null && replicas == null)
                throw ApiError.invalid("Scale.autoscaling", target.name(),
                        java.util.List
                                .of(FieldError.invalid("spec.replicas", wanted.at("spec", "replicas"), "must be a number")));
            object = writes.scale(target.kind(), target.namespace(), target.name(), replicas == null ? 0 : replicas,
                    request.writeOptions());
            shown = shown(object, scale);
        }
        Answers.json(request, 200, shown);
    }

    private static MapValue shown(MapValue object, ServedKind.Scale scale) {
        var metadata = MapValue.builder();
        for (String key : new String[]{"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            Value value = object.at("metadata", key);
            if (value != null) metadata.put(key, value);
        }
        MapValue spec = MapValue.EMPTY;
        if (at(object, scale.replicas()) instanceof Value.Int replicas) spec = spec.with("replicas", replicas);
        Value observed = at(object, scale.statusReplicas());
        MapValue status = MapValue.of("replicas", observed == null ? Value.number(0) : observed);
        Value selector = scale.selector().isEmpty() ? null : at(object, scale.selector());
        if (selector instanceof Value.Text) status = status.with("selector", selector);
        if (selector instanceof MapValue map) status = status.with("selector", Value.text(selectorText(map)));
        return MapValue.builder().put("kind", "Scale").put("apiVersion", "autoscaling/v1").put("metadata", metadata.build())
                .put("spec", spec)
                .put("status", status).build();
    }

    private static String selectorText(MapValue selector) {
        var labels = selector.has("matchLabels") ? selector.mapAt("matchLabels") : selector;
        var text = new StringBuilder();
        labels.texts().forEach((key, value) -> text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
        return text.toString();
    }

    private static @Nullable Value at(MapValue object, String path) {
        return object.at(path.substring(1).split("\\."));
    }
}
