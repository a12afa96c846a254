package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.util.List;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.api.DeleteOptions;
import dev.flotilla.engine.sandbox.api.Deletion;
import dev.flotilla.engine.sandbox.api.WriteOptions;
import dev.flotilla.engine.sandbox.api.Writes;
import dev.flotilla.engine.sandbox.api.Writes.PatchType;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The verbs on the objects of one kind.
final class ResourceHandler {
    private static final String PATCHES = "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, "
            + "application/apply-patch+yaml";

    private final Backend backend;
    private final Writes writes;
    private final Deletion deletion;
    private final Lists lists;
    private final Reviews reviews;
    private final Subresources subresources;

    ResourceHandler(Backend backend, Tokens tokens) {
        this.backend = backend;
        this.writes = new Writes(backend);
        this.deletion = new Deletion(backend);
        this.lists = new Lists(backend);
        this.reviews = new Reviews();
        this.subresources = new Subresources(backend, writes, deletion, tokens);
    }

    void endWatches() {
        lists.endWatches();
    }

    void collection(Request request, Target target, String user) throws IOException {
        ServedKind kind = target.kind();
        if (kind.group().equals("authorization.k8s.io")) {
            if (!request.method().equals("POST")) throw ApiError.methodNotAllowed();
            Answers.json(request, 201, reviews.answer(kind, request.body(), user));
            return;
        }
        switch (request.method()) {
            case "GET", "HEAD" -> lists.answer(request, target);
            case "POST" -> {
                if (kind.namespaced() && target.namespace().isEmpty()) throw ApiError.methodNotAllowed();
                requireReadable(request);
                answer(request, kind, 201, writes.create(kind, target.namespace(), request.body(), request.writeOptions()));
            }
            case "DELETE" -> deleteAll(request, target);
            default -> throw ApiError.methodNotAllowed();
        }
    }

    void object(Request request, Target target, String user) throws IOException {
        if (!target.subresource().isEmpty() && !target.subresource().equals("status")) {
            subresources.answer(request, target, user);
            return;
        }
        ServedKind kind = target.kind();
        if (target.subresource().equals("status") && !kind.hasStatus()) throw ApiError.noSuchPath();
        switch (request.method()) {
            case "GET", "HEAD" -> {
                if (request.isTrue("watch")) {
                    lists.answer(request, target);
                } else {
                    answer(request, kind, 200, backend.require(kind, target.namespace(), target.name()));
                }
            }
            case "PUT" -> {
                requireReadable(request);
                answer(request, kind, 200,
                        writes.update(kind, target.namespace(), target.name(), target.subresource(), request.body(), request
                                .writeOptions()));
            }
            case "PATCH" -> patch(request, target);
            case "DELETE" -> {
                if (!target.subresource().isEmpty()) throw ApiError.methodNotAllowed();
                delete(request, target);
            }
            default -> throw ApiError.methodNotAllowed();
        }
    }

    private static void requireReadable(Request request) {
        String type = request.contentType();
        if (type.contains("cbor"))
            throw ApiError.unsupportedMediaType("application/json, application/yaml");
    }

    /// An object, or the row of a table that shows it.
    static void answer(Request request, ServedKind kind, int code, MapValue object) throws IOException {
        Answers.json(request, code, Tables.asked(request) ? Tables.of(kind, List.of(object), "", request) : object);
    }

    private void patch(Request request, Target target) throws IOException {
        ServedKind kind = target.kind();
        WriteOptions options = request.writeOptions();
        String type = request.contentType();
        if (type.equals("application/apply-patch+yaml") || type.equals("application/apply-patch+json")) {
            if (request.query("fieldManager").isEmpty())
                throw ApiError.invalid("PatchOptions.meta.k8s.io", "", List.of(
                        dev.flotilla.engine.sandbox.errors.FieldError.required("fieldManager", "is required for apply patch")));
            var applied = writes.apply(kind, target.namespace(), target.name(), target.subresource(), request.body(), options);
            answer(request, kind, applied.created() ? 201 : 200, applied.object());
            return;
        }
        if (options.force())
            throw ApiError.invalid("PatchOptions.meta.k8s.io", "", List.of(
                    dev.flotilla.engine.sandbox.errors.FieldError.forbidden("force",
                            "may not be specified for non-apply patch")));
        answer(request, kind, 200,
                writes.patch(kind, target.namespace(), target.name(), target.subresource(), patchType(type), request
                        .value(), options));
    }

    static PatchType patchType(String contentType) {
        return switch (contentType) {
            case "application/json-patch+json" -> PatchType.JSON;
            case "application/merge-patch+json" -> PatchType.MERGE;
            case "application/strategic-merge-patch+json" -> PatchType.STRATEGIC;
            default -> throw ApiError.unsupportedMediaType(PATCHES);
        };
    }

    private static DeleteOptions deleteOptions(Request request) {
        MapValue body = request.body();
        String policy = body.textAt("propagationPolicy");
        if (policy == null && body.get("orphanDependents") instanceof Value.Bool(boolean orphan))
            policy = orphan ? "Orphan" : "Background";
        if (policy == null && !request.query("propagationPolicy").isEmpty()) policy = request.query("propagationPolicy");
        Long grace = body.intAt("gracePeriodSeconds");
        if (grace == null && !request.query("gracePeriodSeconds").isEmpty()) grace = request.number("gracePeriodSeconds", 0);
        boolean dry = request.query("dryRun").equals("All") || body.listAt("dryRun").texts().contains("All");
        return new DeleteOptions(policy, grace, body.textAt("preconditions", "uid"),
                body.textAt("preconditions", "resourceVersion"), dry);
    }

    private void delete(Request request, Target target) throws IOException {
        var deleted = deletion.delete(target.kind(), target.namespace(), target.name(), deleteOptions(request));
        Answers.json(request, 200, deleted.gone() && !target.kind().is("", "Pod")
                ? success(target.kind(), deleted.object())
                : deleted.object());
    }

    private static MapValue success(ServedKind kind, MapValue object) {
        var details = MapValue.builder().put("name", Meta.name(object));
        if (!kind.group().isEmpty()) details.put("group", kind.group());
        details.put("kind", kind.plural()).put("uid", Meta.uid(object));
        return MapValue.builder().put("kind", "Status").put("apiVersion", "v1").put("metadata", MapValue.EMPTY)
                .put("status", "Success").put(
                        "details", details.build())
                .build();
    }

    private void deleteAll(Request request, Target target) throws IOException {
        DeleteOptions options = deleteOptions(request);
        List<MapValue> objects = lists.matching(request, target);
        for (MapValue object : objects) {
            try {
                deletion.delete(target.kind(), Meta.namespace(object), Meta.name(object), options);
            } catch (ApiError e) {
                if (e.code() != 404) throw e; // somebody else was faster
            }
        }
        Answers.json(request, 200, lists.list(target.kind(), objects, Long.toString(backend.store().revision())));
    }
}
