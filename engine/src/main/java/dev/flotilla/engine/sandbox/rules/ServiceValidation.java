package dev.flotilla.engine.sandbox.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// The spec of a Service.
final class ServiceValidation {
    private ServiceValidation() {}

    static void check(MapValue spec, List<FieldError> errors) {
        String type = Fill.text(spec.get("type"));
        if (!Set.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName").contains(type))
            errors.add(FieldError.unsupported("spec.type",
                    Value.text(type), "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"));
        List<MapValue> ports = spec.listAt("ports").maps();
        boolean headless = "None".equals(spec.textAt("clusterIP"));
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) errors.add(FieldError.required("spec.ports", ""));
        if (type.equals("ExternalName")) Validation.required(spec, "externalName", "spec.externalName", errors);
        Set<String> names = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i), "spec.ports[" + i + "]", ports.size() > 1, names, taken, errors);
        }
    }

    private static void port(MapValue port, String path, boolean oneOfSeveral, Set<String> names, Set<String> taken,
            List<FieldError> errors) {
        String name = Fill.text(port.get("name"));
        if (name.isEmpty() && oneOfSeveral) errors.add(FieldError.required(path + ".name", ""));
        if (!name.isEmpty()) {
            Names.dnsLabel(name, path + ".name", errors);
            if (!names.add(name)) errors.add(FieldError.duplicate(path + ".name", Value.text(name)));
        }
        Long number = port.intAt("port");
        if (number == null || number < 1 || number > 65535)
            errors.add(FieldError.invalid(path + ".port", Value.number(number == null
                    ? 0
                    : number), "must be between 1 and 65535, inclusive"));
        String protocol = Fill.text(port.get("protocol"));
        if (!Set.of("TCP", "UDP", "SCTP").contains(protocol))
            errors.add(FieldError.unsupported(path + ".protocol", Value.text(protocol),
                    "SCTP", "TCP", "UDP"));
        if (!taken.add(protocol + number)) errors.add(FieldError.duplicate(path, port));
    }
}
