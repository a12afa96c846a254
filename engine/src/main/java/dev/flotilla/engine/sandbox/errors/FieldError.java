package dev.flotilla.engine.sandbox.errors;

import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// One thing wrong with one field of an object, worded as `field.Error` does it.
///
/// @param reason the machine-readable cause: `FieldValueRequired`, `FieldValueInvalid`, …
/// @param text   the words behind the field: `Required value: must be set`
public record FieldError(String reason, String field, String text) {
    public static FieldError required(String field, String detail) {
        return new FieldError("FieldValueRequired", field, "Required value" + (detail.isEmpty() ? "" : ": " + detail));
    }

    public static FieldError invalid(String field, @Nullable Value value, String detail) {
        return new FieldError("FieldValueInvalid", field,
                "Invalid value: " + shown(value) + (detail.isEmpty() ? "" : ": " + detail));
    }

    public static FieldError type(String field, @Nullable Value value, String detail) {
        return new FieldError("FieldValueTypeInvalid", field, "Invalid value: " + shown(value) + ": " + detail);
    }

    public static FieldError unsupported(String field, @Nullable Value value, String... supported) {
        var list = new StringBuilder();
        for (String one : supported) {
            list.append(list.isEmpty() ? "" : ", ").append('"').append(one).append('"');
        }
        return new FieldError("FieldValueNotSupported", field,
                "Unsupported value: " + shown(value) + ": supported values: " + list);
    }

    public static FieldError duplicate(String field, Value value) {
        return new FieldError("FieldValueDuplicate", field, "Duplicate value: " + shown(value));
    }

    public static FieldError forbidden(String field, String detail) {
        return new FieldError("FieldValueForbidden", field, "Forbidden: " + detail);
    }

    public static FieldError notFound(String field, Value value) {
        return new FieldError("FieldValueNotFound", field, "Not found: " + shown(value));
    }

    private static String shown(@Nullable Value value) {
        return switch (value) {
            case null -> "null";
            case Value.Text text -> text.toString();
            case MapValue map -> map.toString();
            case ListValue list -> list.toString();
            case Value.Int number -> number.toString();
            case Value.Dec number -> number.toString();
            case Value.Bool bool -> bool.toString();
            case Value.Null.NULL -> "null";
        };
    }

    @Override
    public String toString() {
        return field + ": " + text;
    }
}
