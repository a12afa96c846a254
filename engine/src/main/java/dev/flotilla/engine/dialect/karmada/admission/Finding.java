package dev.flotilla.engine.dialect.karmada.admission;

import java.util.List;

import dev.flotilla.engine.value.FieldPath;

/// Something that Karmada refuses to store.
///
/// @param field     where, as Karmada names it; not always a field that exists
/// @param type      Kubernetes' word for the kind of error
/// @param detail    in Karmada's own words
/// @param code      of the diagnostic
/// @param arguments of the diagnostic
public record Finding(FieldPath field, String type, String detail, String code, List<Object> arguments) {
    public Finding {
        arguments = List.copyOf(arguments);
    }

    static Finding invalid(FieldPath field, String detail, String code, Object... arguments) {
        return new Finding(field, "Invalid value", detail, code, List.of(arguments));
    }
}
