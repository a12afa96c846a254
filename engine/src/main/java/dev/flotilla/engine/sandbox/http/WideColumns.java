package dev.flotilla.engine.sandbox.http;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.flotilla.engine.sandbox.http.TableColumns.Column;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// What `kubectl get -o wide` adds.
///
/// Source: kubernetes `pkg/printers/internalversion/printers.go`.
final class WideColumns {
    private WideColumns() {}

    static List<Column> of(String kind) {
        return switch (kind) {
            case "Pod" -> List.of(wide("IP", o -> none(o, "status", "podIP")), wide("Node", o -> none(o, "spec", "nodeName")),
                    wide("Nominated Node", o -> none(o, "status", "nominatedNodeName")), wide("Readiness Gates", _ -> "<none>"));
            case "Deployment", "ReplicaSet", "DaemonSet" -> List.of(wide("Containers", o -> containers(o, "name")),
                    wide("Images", o -> containers(o, "image")), wide("Selector", WideColumns::selector));
            case "StatefulSet" ->
                List.of(wide("Containers", o -> containers(o, "name")), wide("Images", o -> containers(o, "image")));
            case "Job" -> List.of(wide("Containers", o -> containers(o, "name")), wide("Images", o -> containers(o, "image")),
                    wide("Selector", WideColumns::selector));
            case "Service" -> List.of(wide("Selector", o -> TableColumns.labels(o.mapAt("spec", "selector"))));
            case "Node" ->
                List.of(wide("Internal-IP", o -> address(o, "InternalIP")), wide("External-IP", o -> address(o, "ExternalIP")),
                        wide("OS-Image", o -> unknown(o, "osImage")), wide("Kernel-Version", o -> unknown(o, "kernelVersion")),
                        wide("Container-Runtime", o -> unknown(o, "containerRuntimeVersion")));
            default -> List.of();
        };
    }

    private static Column wide(String name, Function<MapValue, String> cell) {
        return new Column(name, "string", 1, (object, _) -> Value.text(cell.apply(object)));
    }

    private static String none(MapValue object, String... path) {
        return TableColumns.or(TableColumns.string(object, path), "<none>");
    }

    private static String unknown(MapValue node, String field) {
        return TableColumns.or(TableColumns.string(node, "status", "nodeInfo", field), "<unknown>");
    }

    private static String containers(MapValue object, String field) {
        return object.listAt("spec", "template", "spec", "containers").maps().stream()
                .map(container -> TableColumns.string(container, field)).collect(Collectors.joining(","));
    }

    private static String selector(MapValue object) {
        return TableColumns.labels(object.mapAt("spec", "selector", "matchLabels"));
    }

    private static String address(MapValue node, String type) {
        return node.listAt("status", "addresses").maps().stream().filter(one -> type.equals(one.textAt("type")))
                .map(one -> TableColumns.string(one, "address")).findFirst().orElse("<none>");
    }
}
