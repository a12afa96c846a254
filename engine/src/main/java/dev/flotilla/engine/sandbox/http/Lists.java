package dev.flotilla.engine.sandbox.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.flotilla.engine.sandbox.api.Backend;
import dev.flotilla.engine.sandbox.api.Versions;
import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.FieldSelector;
import dev.flotilla.engine.sandbox.store.LabelSelector;
import dev.flotilla.engine.sandbox.store.Pages;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Lists and watches.
final class Lists {
    private final Backend backend;
    private final Pages pages = new Pages();
    private final WatchStream watches;

    Lists(Backend backend) {
        this.backend = backend;
        this.watches = new WatchStream(backend);
    }

    void endWatches() {
        watches.endAll();
    }

    /// Which objects a request is about.
    record Filter(LabelSelector labels, FieldSelector fields) {
        static Filter of(Request request, Target target) {
            String storage = target.kind().storage();
            FieldSelector fields = FieldSelector.parse(target.name().isEmpty()
                    ? request.query("fieldSelector")
                    : "metadata.name=" + target
                            .name(),
                    storage);
            return new Filter(LabelSelector.parse(request.query("labelSelector")), fields);
        }

        boolean accepts(MapValue object) {
            return labels.acceptsObject(object) && fields.acceptsObject(object);
        }
    }

    List<MapValue> matching(Request request, Target target) {
        Filter filter = Filter.of(request, target);
        var matching = new ArrayList<MapValue>();
        for (MapValue object : backend.store().list(target.kind().storage(), target.namespace())) {
            if (filter.accepts(object)) matching.add(Versions.to(target.kind(), object));
        }
        return matching;
    }

    void answer(Request request, Target target) throws IOException {
        if (request.isTrue("watch")) {
            watches.serve(request, target, Filter.of(request, target));
            return;
        }
        checkVersion(request);
        int limit = (int) request.number("limit", 0);
        String token = request.query("continue");
        Pages.Page page;
        if (token.isEmpty()) {
            page = backend.store().locked(() -> pages.first(matching(request, target), backend.store().revision(), limit));
        } else {
            if (!request.query("resourceVersion").isEmpty() && !request.query("resourceVersion").equals("0"))
                throw ApiError.badRequest(
                        "specifying resource version is not allowed when using continue");
            page = pages.next(token, limit);
        }
        String revision = Long.toString(page.revision());
        MapValue list = Tables.asked(request)
                ? Tables.of(target.kind(), page.objects(), revision, request)
                : Tables.asksMetadata(request)
                        ? Tables.metadataList(page.objects(), revision)
                        : list(target.kind(), page.objects(), revision);
        String next = page.next();
        if (next != null) {
            MapValue metadata = list.mapAt("metadata").with("continue", Value.text(next));
            boolean selective = !request.query("labelSelector").isEmpty() || !request.query("fieldSelector").isEmpty();
            if (!selective) metadata = metadata.with("remainingItemCount", Value.number(page.remaining()));
            list = list.with("metadata", metadata);
        }
        Answers.json(request, 200, list);
    }

    private void checkVersion(Request request) {
        String wanted = request.query("resourceVersion");
        String match = request.query("resourceVersionMatch");
        if (!match.isEmpty() && wanted.isEmpty())
            throw ApiError.invalid("ListOptions.meta.k8s.io", "", List.of(FieldError.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided")));
        if (!match.isEmpty() && !match.equals("Exact") && !match.equals("NotOlderThan"))
            throw ApiError.invalid("ListOptions.meta.k8s.io",
                    "", List.of(FieldError.unsupported("resourceVersionMatch", Value.text(match), "Exact", "NotOlderThan")));
        long revision = request.number("resourceVersion", 0);
        long current = backend.store().revision();
        if (revision > current)
            throw new ApiError(504, "Timeout", "Too large resource version: " + revision + ", current: " + current,
                    MapValue.builder()
                            .put("causes",
                                    ListValue.of(ApiError.cause("ResourceVersionTooLarge", "Too large resource version", "")))
                            .put("retryAfterSeconds", 1).build());
        if (match.equals("Exact") && revision > 0 && revision < current)
            throw ApiError.gone("The resourceVersion for the provided list is "
                    + "too old.");
    }

    MapValue list(ServedKind kind, List<MapValue> objects, String revision) {
        // Built-in kinds leave out what the list's own kind says already.
        List<MapValue> items = kind.isCustom()
                ? objects
                : objects.stream().map(object -> object.without("kind").without("apiVersion"))
                        .toList();
        return MapValue.builder().put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion())
                .put("metadata", MapValue.of(
                        "resourceVersion", Value.text(revision)))
                .put("items", ListValue.of(items)).build();
    }
}
