package dev.flotilla.engine.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import org.jspecify.annotations.Nullable;

/// Values from and to JSON text, streaming.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

    private Json() {}

    /// @throws IllegalArgumentException when `text` is no JSON value, or has something behind it
    public static Value read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Value value = read(parser);
            if (parser.nextToken() != null) throw new IllegalArgumentException("text behind the JSON value");
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// One value from a UTF-8 stream, which stays open.
    ///
    /// @throws IOException when the stream fails or holds no JSON
    public static Value read(InputStream in) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            parser.nextToken();
            return read(parser);
        }
    }

    /// An object with a long list, whose items are handed on one by one as they are read and never held together.
    ///
    /// @param list the key of that list in the object
    /// @return the object without the list; empty where the text is another value than an object
    /// @throws IOException when the stream fails or holds no JSON; items before that place were handed on
    public static MapValue readItems(InputStream in, String list, Consumer<Value> each) throws IOException {
        try (JsonParser parser = FACTORY.createParser(in)) {
            var rest = MapValue.builder();
            if (parser.nextToken() != JsonToken.START_OBJECT) return MapValue.EMPTY;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY && list.equals(key)) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        each.accept(read(parser));
                    }
                } else {
                    rest.put(key, read(parser));
                }
            }
            return rest.build();
        }
    }

    /// The value at the parser's current token.
    private static Value read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) throw new IOException("the JSON text is empty");
        return switch (token) {
            case START_OBJECT -> {
                var map = MapValue.builder();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, read(parser));
                }
                yield map.build();
            }
            case START_ARRAY -> {
                var list = new ArrayList<Value>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                yield ListValue.of(list);
            }
            case VALUE_STRING -> Value.text(parser.getText());
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    BigInteger big = parser.getBigIntegerValue();
                    yield new Value.Dec(big.doubleValue());
                }
                yield Value.number(parser.getLongValue());
            }
            case VALUE_NUMBER_FLOAT -> Value.number(parser.getDoubleValue());
            case VALUE_TRUE -> Value.TRUE;
            case VALUE_FALSE -> Value.FALSE;
            case VALUE_NULL -> Value.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT -> throw new IOException(
                    "not a JSON value: " + token);
        };
    }

    /// On one line, keys in their order.
    public static String write(@Nullable Value value) {
        return write(value, false);
    }

    /// Over several lines, indented by two.
    public static String pretty(@Nullable Value value) {
        return write(value, true);
    }

    private static String write(@Nullable Value value, boolean pretty) {
        var out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            }
            write(generator, value == null ? Value.NULL : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Text(String s) -> out.writeString(s);
            case Value.Int(long n) -> out.writeNumber(n);
            case Value.Dec(double d) -> out.writeNumber(d);
            case Value.Bool(boolean b) -> out.writeBoolean(b);
            case Value.Null.NULL -> out.writeNull();
            case MapValue map -> {
                out.writeStartObject();
                for (var entry : map) {
                    out.writeFieldName(entry.getKey());
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case ListValue list -> {
                out.writeStartArray();
                for (Value item : list) {
                    write(out, item);
                }
                out.writeEndArray();
            }
        }
    }
}
