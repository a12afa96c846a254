package dev.flotilla.engine.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import dev.flotilla.engine.value.Json;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// OpenAPI version 2 in protobuf: the only form in which kubectl asks for it. Written here are the fields that [OpenApi] fills.
///
/// Field numbers: `github.com/google/gnostic-models/openapiv2/OpenAPIv2.proto`.
final class OpenApiProtobuf {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OpenApiProtobuf() {}

    static byte[] encode(MapValue document) {
        var message = new OpenApiProtobuf();
        message.text(1, document.textAt("swagger"));
        var info = new OpenApiProtobuf();
        info.text(1, document.textAt("info", "title"));
        info.text(2, document.textAt("info", "version"));
        message.message(2, info);
        var paths = new OpenApiProtobuf();
        for (var path : document.mapAt("paths")) {
            var item = new OpenApiProtobuf();
            if (path.getValue() instanceof MapValue operations) item.pathItem(operations);
            paths.named(2, path.getKey(), item);
        }
        message.message(8, paths);
        var definitions = new OpenApiProtobuf();
        for (var definition : document.mapAt("definitions")) {
            definitions.named(1, definition.getKey(), schema(definition.getValue()));
        }
        message.message(9, definitions);
        return message.out.toByteArray();
    }

    /// PathItem: get 2, put 3, post 4, delete 5, patch 8.
    private void pathItem(MapValue operations) {
        for (var operation : operations) {
            int number = switch (operation.getKey()) {
                case "get" -> 2;
                case "put" -> 3;
                case "post" -> 4;
                case "delete" -> 5;
                case "patch" -> 8;
                default -> 0;
            };
            if (number > 0) message(number, operation(operation.getValue()));
        }
    }

    /// Operation: parameters 8, responses 9, vendor_extension 13.
    private static OpenApiProtobuf operation(Value operation) {
        var message = new OpenApiProtobuf();
        for (MapValue parameter : operation.listAt("parameters").maps()) {
            message.message(8, parameter(parameter));
        }
        var response = new OpenApiProtobuf();
        response.text(1, "OK");
        var value = new OpenApiProtobuf();
        value.message(1, response);
        var responses = new OpenApiProtobuf();
        responses.named(1, "200", value);
        message.message(9, responses);
        message.extensions(13, operation);
        return message;
    }

    /// ParametersItem.parameter 1 → Parameter.non_body_parameter 2 → query_parameter_sub_schema 3.
    private static OpenApiProtobuf parameter(MapValue parameter) {
        var query = new OpenApiProtobuf();
        query.text(2, "query");
        query.text(4, parameter.textAt("name"));
        query.text(6, "string");
        var nonBody = new OpenApiProtobuf();
        nonBody.message(3, query);
        var either = new OpenApiProtobuf();
        either.message(2, nonBody);
        var item = new OpenApiProtobuf();
        item.message(1, either);
        return item;
    }

    private static OpenApiProtobuf schema(Value schema) {
        var message = new OpenApiProtobuf();
        message.text(1, schema.textAt("$ref"));
        message.text(2, schema.textAt("format"));
        message.text(4, schema.textAt("description"));
        for (String required : schema.listAt("required").texts()) {
            message.text(19, required);
        }
        if (schema.get("additionalProperties") instanceof MapValue values) {
            var additional = new OpenApiProtobuf();
            additional.message(1, schema(values));
            message.message(21, additional);
        }
        if (schema.textAt("type") != null) {
            var type = new OpenApiProtobuf();
            type.text(1, schema.textAt("type"));
            message.message(22, type);
        }
        if (schema.get("items") instanceof MapValue each) {
            var items = new OpenApiProtobuf();
            items.message(1, schema(each));
            message.message(23, items);
        }
        if (schema.get("properties") instanceof MapValue fields) {
            var properties = new OpenApiProtobuf();
            fields.forEach((name, field) -> properties.named(1, name, schema(field)));
            message.message(25, properties);
        }
        message.extensions(31, schema);
        return message;
    }

    /// NamedAny: name 1, value 2 (Any: yaml 2).
    private void extensions(int number, Value holder) {
        if (!(holder instanceof MapValue map)) return;
        map.forEach((key, value) -> {
            if (!key.startsWith("x-")) return;
            var any = new OpenApiProtobuf();
            any.text(2, value instanceof Value.Text(String text) ? text + "\n" : yaml(value));
            named(number, key, any);
        });
    }

    /// JSON is YAML, but the reader of extensions wants block lists of strings to be just that.
    private static String yaml(Value value) {
        if (value instanceof ListValue list && list.texts().size() == list.size()) {
            var lines = new StringBuilder();
            list.texts().forEach(text -> lines.append("- ").append(text).append('\n'));
            return lines.toString();
        }
        return Json.write(value) + "\n";
    }

    /// A message with a name 1 and a value 2.
    private void named(int number, String name, OpenApiProtobuf value) {
        var named = new OpenApiProtobuf();
        named.text(1, name);
        named.message(2, value);
        message(number, named);
    }

    private void text(int number, @org.jspecify.annotations.Nullable String text) {
        if (text == null || text.isEmpty()) return;
        bytes(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private void message(int number, OpenApiProtobuf message) {
        bytes(number, message.out.toByteArray());
    }

    private void bytes(int number, byte[] bytes) {
        varint(number << 3 | 2);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
