package dev.flotilla.engine.sandbox.rules;

import java.util.List;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The spec of an Ingress.
final class IngressValidation {
    private IngressValidation() {}

    static void check(MapValue spec, List<FieldError> errors) {
        List<MapValue> rules = spec.listAt("rules").maps();
        if (rules.isEmpty() && !spec.has("defaultBackend"))
            errors.add(FieldError.invalid("spec", spec,
                    "either `defaultBackend` or `rules` must be specified"));
        for (int i = 0; i < rules.size(); i++) {
            List<MapValue> paths = rules.get(i).listAt("http", "paths").maps();
            for (int j = 0; j < paths.size(); j++) {
                path(paths.get(j), "spec.rules[" + i + "].http.paths[" + j + "]", errors);
            }
        }
    }

    private static void path(MapValue path, String at, List<FieldError> errors) {
        String type = Fill.text(path.get("pathType"));
        if (type.isEmpty()) {
            errors.add(FieldError.required(at + ".pathType", "pathType must be specified"));
        } else if (!Set.of("Exact", "Prefix", "ImplementationSpecific").contains(type)) {
            errors.add(FieldError.unsupported(at + ".pathType", Value.text(type), "Exact", "ImplementationSpecific", "Prefix"));
        }
        String value = Fill.text(path.get("path"));
        if (!type.equals("ImplementationSpecific") && !value.startsWith("/"))
            errors.add(FieldError.invalid(at + ".path", Value.text(value),
                    "must be an absolute path"));
        MapValue service = path.mapAt("backend", "service");
        if (!path.mapAt("backend").has("resource")) Validation.required(service, "name", at + ".backend.service.name", errors);
    }
}
