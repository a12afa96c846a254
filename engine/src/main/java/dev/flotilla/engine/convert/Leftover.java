package dev.flotilla.engine.convert;

import java.util.List;

import dev.flotilla.engine.documents.ObjectRef;

/// Something that the other dialect cannot say, or that is better decided by a person.
///
/// @param code such as `convert.minimum`
public record Leftover(String code, ObjectRef object, List<Object> arguments) {
    public Leftover {
        arguments = List.copyOf(arguments);
    }

    static Leftover of(String code, ObjectRef object, Object... arguments) {
        return new Leftover(code, object, List.of(arguments));
    }
}
