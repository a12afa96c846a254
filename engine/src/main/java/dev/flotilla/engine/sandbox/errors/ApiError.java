package dev.flotilla.engine.sandbox.errors;

import java.util.List;
import java.util.stream.Collectors;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// A request that is refused. Thrown where the reason is found, answered as a `Status` object by the HTTP front.
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final transient MapValue details;

    public ApiError(int code, String reason, String message, MapValue details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public int code() {
        return code;
    }

    /// The `Status` object.
    public MapValue status() {
        var status = MapValue.builder().put("kind", "Status").put("apiVersion", "v1").put("metadata", MapValue.EMPTY)
                .put("status",
                        "Failure")
                .put("message", String.valueOf(getMessage())).put("reason", reason);
        if (!details.isEmpty()) status.put("details", details);
        return status.put("code", code).build();
    }

    /// @param resource plural, qualified by the group: `deployments.apps`
    public static ApiError notFound(String resource, String name) {
        return new ApiError(404, "NotFound", resource + " \"" + name + "\" not found", details(resource, name));
    }

    public static ApiError noSuchPath() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", MapValue.EMPTY);
    }

    public static ApiError alreadyExists(String resource, String name) {
        return new ApiError(409, "AlreadyExists", resource + " \"" + name + "\" already exists", details(resource, name));
    }

    public static ApiError conflict(String resource, String name, String why) {
        return new ApiError(409, "Conflict", "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + why,
                details(resource,
                        name));
    }

    public static ApiError modified(String resource, String name) {
        return conflict(resource, name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message, MapValue.EMPTY);
    }

    public static ApiError unauthorized() {
        return new ApiError(401, "Unauthorized", "Unauthorized", MapValue.EMPTY);
    }

    public static ApiError methodNotAllowed() {
        return new ApiError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource",
                MapValue.EMPTY);
    }

    public static ApiError unsupportedMediaType(String supported) {
        return new ApiError(415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + supported,
                MapValue.EMPTY);
    }

    public static ApiError gone(String message) {
        return new ApiError(410, "Expired", message, MapValue.EMPTY);
    }

    public static ApiError forbidden(String resource, String name, String why, List<MapValue> causes) {
        MapValue details = details(resource, name);
        if (!causes.isEmpty()) details = details.with("causes", ListValue.of(causes));
        return new ApiError(403, "Forbidden", resource + " \"" + name + "\" is forbidden: " + why, details);
    }

    /// A namespace that is going away takes nothing new.
    public static ApiError namespaceTerminating(String resource, String name, String namespace) {
        String why = "unable to create new content in namespace " + namespace + " because it is being terminated";
        var cause = MapValue.builder().put("reason", "NamespaceTerminating").put("message", "namespace " + namespace
                + " is being terminated").put("field", "metadata.namespace").build();
        return forbidden(resource, name, why, List.of(cause));
    }

    /// @param kind qualified by the group: `Deployment.apps`
    public static ApiError invalid(String kind, String name, List<FieldError> errors) {
        String words = errors.size() == 1
                ? errors.getFirst().toString()
                : errors.stream().map(FieldError::toString).collect(Collectors.joining(", ", "[", "]"));
        var causes = errors.stream()
                .map(error -> MapValue.builder().put("reason", error.reason()).put("message", error.text()).put("field",
                        error.field()).build())
                .toList();
        int dot = kind.indexOf('.');
        var details = MapValue.builder().put("name", name);
        if (dot > 0) details.put("group", kind.substring(dot + 1));
        details.put("kind", dot > 0 ? kind.substring(0, dot) : kind).put("causes", ListValue.of(causes));
        return new ApiError(422, "Invalid", kind + " \"" + name + "\" is invalid: " + words, details.build());
    }

    /// @param resource qualified by the group
    private static MapValue details(String resource, String name) {
        int dot = resource.indexOf('.');
        var details = MapValue.builder().put("name", name);
        if (dot > 0) details.put("group", resource.substring(dot + 1));
        return details.put("kind", dot > 0 ? resource.substring(0, dot) : resource).build();
    }

    /// A cause of a `Status`, for those who build their own details.
    public static MapValue cause(String type, String message, String field) {
        return MapValue.builder().put("reason", type).put("message", message).put("field", Value.text(field)).build();
    }
}
