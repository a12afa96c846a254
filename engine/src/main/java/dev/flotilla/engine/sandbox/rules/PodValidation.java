package dev.flotilla.engine.sandbox.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.FieldError;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Quantity;
import dev.flotilla.engine.value.Value;

/// The spec of a pod or of a template.
final class PodValidation {
    private PodValidation() {}

    static void spec(MapValue spec, String path, List<FieldError> errors) {
        Set<String> volumes = new HashSet<>();
        List<MapValue> declared = spec.listAt("volumes").maps();
        for (int i = 0; i < declared.size(); i++) {
            String name = Fill.text(declared.get(i).get("name"));
            String at = path + ".volumes[" + i + "].name";
            if (name.isEmpty()) {
                errors.add(FieldError.required(at, ""));
            } else if (!volumes.add(name)) {
                errors.add(FieldError.duplicate(at, Value.text(name)));
            } else {
                Names.dnsLabel(name, at, errors);
            }
        }
        Set<String> names = new HashSet<>();
        List<MapValue> containers = spec.listAt("containers").maps();
        if (containers.isEmpty()) errors.add(FieldError.required(path + ".containers", ""));
        for (int i = 0; i < containers.size(); i++) {
            container(containers.get(i), path + ".containers[" + i + "]", names, volumes, errors);
        }
        List<MapValue> first = spec.listAt("initContainers").maps();
        for (int i = 0; i < first.size(); i++) {
            container(first.get(i), path + ".initContainers[" + i + "]", names, volumes, errors);
        }
        String restart = Fill.text(spec.get("restartPolicy"));
        if (!Set.of("Always", "OnFailure", "Never").contains(restart))
            errors.add(FieldError.unsupported(path + ".restartPolicy", Value.text(
                    restart), "Always", "OnFailure", "Never"));
        Validation.notNegative(spec, "terminationGracePeriodSeconds", path, errors);
    }

    private static void container(MapValue container, String path, Set<String> names, Set<String> volumes,
            List<FieldError> errors) {
        String name = Fill.text(container.get("name"));
        if (name.isEmpty()) {
            errors.add(FieldError.required(path + ".name", ""));
        } else {
            Names.dnsLabel(name, path + ".name", errors);
            if (!names.add(name)) errors.add(FieldError.duplicate(path + ".name", Value.text(name)));
        }
        String image = Fill.text(container.get("image"));
        if (image.isEmpty()) errors.add(FieldError.required(path + ".image", ""));
        if (!image.equals(image.strip()))
            errors.add(FieldError.invalid(path + ".image", Value.text(image),
                    "must not have leading or trailing whitespace"));
        String pull = Fill.text(container.get("imagePullPolicy"));
        if (!Set.of("Always", "IfNotPresent", "Never").contains(pull))
            errors.add(FieldError.unsupported(path + ".imagePullPolicy", Value
                    .text(pull), "Always", "IfNotPresent", "Never"));
        ports(container, path, errors);
        List<MapValue> env = container.listAt("env").maps();
        for (int i = 0; i < env.size(); i++) {
            Validation.required(env.get(i), "name", path + ".env[" + i + "].name", errors);
            if (env.get(i).has("valueFrom") && !Fill.text(env.get(i).get("value")).isEmpty())
                errors.add(FieldError.invalid(path + ".env["
                        + i + "].valueFrom", Value.text(""), "may not be specified when `value` is not empty"));
        }
        List<MapValue> mounts = container.listAt("volumeMounts").maps();
        for (int i = 0; i < mounts.size(); i++) {
            String volume = Fill.text(mounts.get(i).get("name"));
            if (!volumes.contains(volume))
                errors.add(FieldError.notFound(path + ".volumeMounts[" + i + "].name", Value.text(volume)));
            Validation.required(mounts.get(i), "mountPath", path + ".volumeMounts[" + i + "].mountPath", errors);
        }
        resources(container, path, errors);
    }

    private static void ports(MapValue container, String path, List<FieldError> errors) {
        List<MapValue> ports = container.listAt("ports").maps();
        for (int i = 0; i < ports.size(); i++) {
            Long port = ports.get(i).intAt("containerPort");
            String at = path + ".ports[" + i + "].containerPort";
            if (port == null) {
                errors.add(FieldError.required(at, ""));
            } else if (port < 1 || port > 65535) {
                errors.add(FieldError.invalid(at, Value.number(port), "must be between 1 and 65535, inclusive"));
            }
        }
    }

    private static void resources(MapValue container, String path, List<FieldError> errors) {
        MapValue limits = container.mapAt("resources", "limits");
        container.mapAt("resources", "requests").texts().forEach((resource, request) -> {
            String limit = limits.textAt(resource);
            if (limit != null && Quantity.orZero(request).milliValue() > Quantity.orZero(limit).milliValue())
                errors.add(FieldError.invalid(path
                        + ".resources.requests", Value.text(request),
                        "must be less than or equal to " + resource + " limit of " + limit));
        });
    }
}
