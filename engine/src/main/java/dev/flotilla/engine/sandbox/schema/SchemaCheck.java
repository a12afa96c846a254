package dev.flotilla.engine.sandbox.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.schema.CrdSchemas;
import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Checks a custom object against its schema, with the words of the API server (kube-openapi `pkg/validation`).
public final class SchemaCheck {
    private final List<FieldError> errors = new ArrayList<>();

    private SchemaCheck() {}

    public static List<FieldError> check(MapValue object, Schema schema) {
        var check = new SchemaCheck();
        check.value(object, schema, "");
        return check.errors;
    }

    private void value(Value value, Schema schema, String path) {
        if (schema.type() == Schema.Type.ANY && schema.rules().isEmpty()) return;
        if (value == Value.NULL && schema.isNullable()) return;
        if (!fits(value, schema.type())) {
            String expected = schema.type() == Schema.Type.INT_OR_STRING
                    ? "integer,string"
                    : schema.type().name().toLowerCase(
                            java.util.Locale.ROOT);
            Value found = Value.text(typeOf(value));
            errors.add(
                    FieldError.type(path.isEmpty() ? "<nil>" : path, found, path + " in body must be of type " + expected + ": "
                            + found));
            return;
        }
        switch (value) {
            case MapValue map -> map(map, schema, path);
            case ListValue list -> list(list, schema, path);
            case Value.Text(String text) -> text(text, schema.rules(), path);
            case Value.Int(long number) -> number(value, number, schema.rules(), path);
            case Value.Dec(double number) -> number(value, number, schema.rules(), path);
            case Value.Bool _,Value.Null _ -> {
            }
        }
        ListValue allowed = schema.rules().listAt("enum");
        if (!allowed.isEmpty() && !allowed.items().contains(value)) {
            errors.add(FieldError.unsupported(path, value,
                    allowed.stream().map(one -> one instanceof Value.Text(String s)
                            ? s
                            : one
                                    .toString())
                            .toArray(String[]::new)));
        }
        combinations(value, schema.rules(), path);
    }

    private static boolean fits(Value value, Schema.Type type) {
        return switch (type) {
            case ANY -> true;
            case OBJECT -> value instanceof MapValue;
            case ARRAY -> value instanceof ListValue;
            case STRING -> value instanceof Value.Text;
            case INTEGER -> value instanceof Value.Int;
            case NUMBER -> value instanceof Value.Int || value instanceof Value.Dec;
            case BOOLEAN -> value instanceof Value.Bool;
            case INT_OR_STRING, QUANTITY -> value instanceof Value.Int || value instanceof Value.Text;
        };
    }

    private static String typeOf(Value value) {
        return switch (value) {
            case MapValue _ -> "object";
            case ListValue _ -> "array";
            case Value.Text _ -> "string";
            case Value.Int _ -> "integer";
            case Value.Dec _ -> "number";
            case Value.Bool _ -> "boolean";
            case Value.Null _ -> "null";
        };
    }

    private void map(MapValue map, Schema schema, String path) {
        for (String required : schema.required()) {
            if (!map.has(required)) errors.add(FieldError.required(join(path, required), ""));
        }
        Long least = schema.rules().intAt("minProperties");
        if (least != null && map.size() < least)
            errors.add(FieldError.invalid(path, Value.number(map.size()), path
                    + " in body should have at least " + least + " properties"));
        Long most = schema.rules().intAt("maxProperties");
        if (most != null && map.size() > most)
            errors.add(FieldError.invalid(path, Value.number(map.size()), path
                    + " in body should have at most " + most + " properties"));
        for (var entry : map) {
            if (path.isEmpty() && entry.getKey().equals("metadata")) continue;
            Schema member = schema.member(entry.getKey());
            if (member != null) value(entry.getValue(), member, join(path, entry.getKey()));
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void list(ListValue list, Schema schema, String path) {
        Long least = schema.rules().intAt("minItems");
        if (least != null && list.size() < least)
            errors.add(FieldError.invalid(path, Value.number(list.size()), path
                    + " in body should have at least " + least + " items"));
        Long most = schema.rules().intAt("maxItems");
        if (most != null && list.size() > most)
            errors.add(new FieldError("FieldValueTooMany", path, "Too many: " + list.size()
                    + ": must have at most " + most + " items"));
        Set<Value> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Value item = list.items().get(i);
            String at = path + "[" + i + "]";
            value(item, schema.items(), at);
            if (schema.listType() == Schema.ListType.ATOMIC) continue;
            Value key = schema.listType() == Schema.ListType.SET ? item : keyOf(item, schema.listKeys());
            if (!seen.add(key)) errors.add(FieldError.duplicate(at, key));
        }
    }

    private static MapValue keyOf(Value item, List<String> keys) {
        var key = MapValue.builder();
        for (String name : keys) {
            Value part = item.get(name);
            if (part != null) key.put(name, part);
        }
        return key.build();
    }

    private void text(String text, MapValue rules, String path) {
        int length = text.codePointCount(0, text.length());
        Long least = rules.intAt("minLength");
        if (least != null && length < least)
            errors.add(FieldError.invalid(path, Value.text(text), path + " in body should be at least "
                    + least + " chars long"));
        Long most = rules.intAt("maxLength");
        if (most != null && length > most)
            errors.add(new FieldError("FieldValueTooLong", path,
                    "Too long: may not be more than " + most + " bytes"));
        String pattern = rules.textAt("pattern");
        if (pattern != null && !matches(pattern, text))
            errors.add(FieldError.invalid(path, Value.text(text), path
                    + " in body should match '" + pattern + "'"));
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return true; // Go's syntax has forms that Java's lacks: what cannot be judged is not refused
        }
    }

    private void number(Value value, double number, MapValue rules, String path) {
        @Nullable Value least = rules.get("minimum");
        if (least != null) {
            boolean exclusive = rules.isTrueAt("exclusiveMinimum");
            if (number < asDouble(least) || exclusive && number == asDouble(least))
                errors.add(FieldError.invalid(path, value, path
                        + " in body should be greater than " + (exclusive ? "" : "or equal to ") + least));
        }
        @Nullable Value most = rules.get("maximum");
        if (most != null) {
            boolean exclusive = rules.isTrueAt("exclusiveMaximum");
            if (number > asDouble(most) || exclusive && number == asDouble(most))
                errors.add(FieldError.invalid(path, value, path
                        + " in body should be less than " + (exclusive ? "" : "or equal to ") + most));
        }
        @Nullable Value step = rules.get("multipleOf");
        if (step != null && number % asDouble(step) != 0)
            errors.add(FieldError.invalid(path, value, path
                    + " in body should be a multiple of " + step));
    }

    private static double asDouble(Value value) {
        return switch (value) {
            case Value.Int(long n) -> n;
            case Value.Dec(double d) -> d;
            case MapValue _,ListValue _,Value.Text _,Value.Bool _,Value.Null _ -> 0;
        };
    }

    private void combinations(Value value, MapValue rules, String path) {
        for (MapValue one : rules.listAt("allOf").maps()) {
            if (!holds(value, one))
                errors.add(FieldError.invalid(path, Value.text(""), "\"" + path
                        + "\" must validate all the schemas (allOf)"));
        }
        ListValue any = rules.listAt("anyOf");
        if (!any.isEmpty() && any.maps().stream().noneMatch(one -> holds(value, one)))
            errors.add(FieldError.invalid(path, Value.text(""),
                    "\"" + path + "\" must validate at least one schema (anyOf)"));
        ListValue one = rules.listAt("oneOf");
        if (!one.isEmpty() && one.maps().stream().filter(each -> holds(value, each)).count() != 1)
            errors.add(FieldError.invalid(path, Value
                    .text(""), "\"" + path + "\" must validate one and only one schema (oneOf)"));
        if (rules.get("not") instanceof MapValue not && holds(value, not))
            errors.add(FieldError.invalid(path, Value.text(""), "\"" + path
                    + "\" must not validate the schema (not)"));
    }

    private static boolean holds(Value value, MapValue rules) {
        var check = new SchemaCheck();
        check.value(value, CrdSchemas.ofRule(rules), "");
        return check.errors.isEmpty();
    }
}
