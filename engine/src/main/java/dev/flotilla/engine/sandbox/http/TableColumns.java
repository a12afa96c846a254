package dev.flotilla.engine.sandbox.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.flotilla.engine.sandbox.kind.ServedKind;
import dev.flotilla.engine.sandbox.store.Meta;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Which columns `kubectl get` shows of a kind.
///
/// Source: kubernetes `pkg/printers/internalversion/printers.go`.
final class TableColumns {
    /// @param priority 0 for always, 1 for `-o wide`
    record Column(String name, String type, int priority, BiFunction<MapValue, Instant, Value> cell) {}

    private static final Column NAME = text("Name", Meta::name);
    private static final Column AGE = new Column("Age", "string", 0,
            (object, now) -> Value.text(Tables.age(object.textAt("metadata",
                    "creationTimestamp"), now)));

    /// Events are told by when they were last seen, not by name.
    private static final List<Column> EVENT = List.of(new Column("Last Seen", "string", 0, TableColumns::lastSeen),
            text("Type", o -> string(o, "type")), text("Reason", o -> string(o, "reason")),
            text("Object", o -> lower(either(o, "involvedObject", "regarding").textAt("kind")) + "/"
                    + either(o, "involvedObject", "regarding").textAt("name")),
            text("Message", o -> or(string(o, "message"), string(o, "note"))),
            new Column("Name", "string", 1, (o, _) -> Value.text(Meta.name(o))));

    private TableColumns() {}

    static List<Column> of(ServedKind kind) {
        var columns = new ArrayList<Column>();
        columns.add(NAME);
        if (kind.isCustom()) {
            kind.columns().forEach(column -> columns.add(custom(column)));
            boolean dated = kind.columns().stream().anyMatch(column -> "Age".equalsIgnoreCase(column.textAt("name")));
            if (!dated) columns.add(AGE);
            return columns;
        }
        if (kind.kind().equals("Event")) return EVENT;
        columns.addAll(own(kind.kind()));
        columns.add(AGE);
        if (kind.kind().equals("Node")) columns.add(text("Version", o -> string(o, "status", "nodeInfo", "kubeletVersion")));
        columns.addAll(WideColumns.of(kind.kind()));
        return columns;
    }

    private static List<Column> own(String kind) {
        return switch (kind) {
            case "Pod" -> List.of(text("Ready", TableColumns::podReady), text("Status", TableColumns::podStatus), text("Restarts",
                    TableColumns::restarts));
            case "Deployment" ->
                List.of(text("Ready", o -> number(o, "status", "readyReplicas") + "/" + number(o, "spec", "replicas")),
                        count("Up-to-date", "status", "updatedReplicas"), count("Available", "status", "availableReplicas"));
            case "ReplicaSet", "ReplicationController" -> List.of(count("Desired", "spec", "replicas"), count("Current", "status",
                    "replicas"), count("Ready", "status", "readyReplicas"));
            case "StatefulSet" ->
                List.of(text("Ready", o -> number(o, "status", "readyReplicas") + "/" + number(o, "spec", "replicas")));
            case "DaemonSet" -> List.of(count("Desired", "status", "desiredNumberScheduled"), count("Current", "status",
                    "currentNumberScheduled"), count("Ready", "status", "numberReady"),
                    count("Up-to-date", "status",
                            "updatedNumberScheduled"),
                    count("Available", "status", "numberAvailable"), text("Node Selector",
                            o -> labels(o.mapAt("spec", "template", "spec", "nodeSelector"))));
            case "Job" ->
                List.of(text("Status", TableColumns::jobStatus), text("Completions", o -> number(o, "status", "succeeded") + "/"
                        + number(o, "spec", "completions")));
            case "CronJob" -> List.of(text("Schedule", o -> string(o, "spec", "schedule")),
                    text("Suspend", o -> o.isTrueAt("spec", "suspend")
                            ? "True"
                            : "False"));
            case "Service" -> List.of(text("Type", o -> string(o, "spec", "type")), text("Cluster-IP", o -> or(string(o, "spec",
                    "clusterIP"), "<none>")), text("External-IP", TableColumns::externalAddress),
                    text("Port(s)", TableColumns::ports));
            case "Node" ->
                List.of(text("Status", TableColumns::nodeStatus), text("Roles", o -> "<none>"));
            case "Namespace" -> List.of(text("Status", o -> string(o, "status", "phase")));
            case "ConfigMap" -> List.of(text("Data", o -> String.valueOf(o.mapAt("data").size() + o.mapAt("binaryData").size())));
            case "Secret" ->
                List.of(text("Type", o -> string(o, "type")), text("Data", o -> String.valueOf(o.mapAt("data").size())));
            case "Endpoints" -> List.of(text("Endpoints", TableColumns::addresses));
            case "PodDisruptionBudget" -> List.of(text("Min Available", o -> either(o, "minAvailable")),
                    text("Max Unavailable", o -> either(o, "maxUnavailable")));
            case "PersistentVolumeClaim" ->
                List.of(text("Status", o -> string(o, "status", "phase")), text("Volume", o -> string(o, "spec",
                        "volumeName")), text("Capacity", o -> string(o, "status", "capacity", "storage")));
            case "Ingress" -> List.of(text("Class", o -> or(string(o, "spec", "ingressClassName"), "<none>")), text("Hosts",
                    TableColumns::hosts));
            case "HorizontalPodAutoscaler" -> List.of(
                    text("Reference", o -> string(o, "spec", "scaleTargetRef", "kind") + "/" + string(o,
                            "spec", "scaleTargetRef", "name")),
                    count("MinPods", "spec", "minReplicas"), count("MaxPods", "spec", "maxReplicas"));
            case "CustomResourceDefinition" -> List.of(text("Created At", o -> string(o, "metadata", "creationTimestamp")));
            default -> List.of();
        };
    }

    private static Column text(String name, Function<MapValue, String> cell) {
        return new Column(name, "string", 0, (object, _) -> Value.text(cell.apply(object)));
    }

    private static Column count(String name, String... path) {
        return new Column(name, "integer", 0, (object, _) -> Value.number(number(object, path)));
    }

    private static Column custom(MapValue column) {
        String path = String.valueOf(column.textAt("jsonPath"));
        String type = String.valueOf(column.textAt("type"));
        Long priority = column.intAt("priority");
        return new Column(String.valueOf(column.textAt("name")), type, priority == null ? 0 : priority.intValue(),
                (object, now) -> {
                    Value found = JsonPath.find(object, path);
                    if (found == null) return Value.NULL;
                    if (type.equals("date") && found instanceof Value.Text(String since))
                        return Value.text(Tables.age(since, now));
                    return found;
                });
    }

    static String string(MapValue object, String... path) {
        String text = object.textAt(path);
        return text == null ? "" : text;
    }

    private static MapValue either(MapValue object, String first, String second) {
        return object.has(first) ? object.mapAt(first) : object.mapAt(second);
    }

    private static String either(MapValue budget, String field) {
        Value value = budget.at("spec", field);
        return value == null ? "N/A" : value instanceof Value.Text(String text) ? text : value.toString();
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static Value lastSeen(MapValue event, Instant now) {
        for (String field : List.of("lastTimestamp", "deprecatedLastTimestamp", "eventTime")) {
            String seen = event.textAt(field);
            if (seen != null && !seen.isEmpty()) return Value.text(Tables.age(seen, now));
        }
        return Value.text(Tables.age(event.textAt("metadata", "creationTimestamp"), now));
    }

    private static String addresses(MapValue endpoints) {
        var all = endpoints.listAt("subsets").maps().stream().flatMap(subset -> subset.listAt("addresses").maps().stream()
                .flatMap(address -> subset.listAt("ports").maps().stream()
                        .map(port -> string(address, "ip") + ":" + number(port, "port"))))
                .toList();
        if (all.isEmpty()) return "<none>";
        return String.join(",", all.subList(0, Math.min(3, all.size())))
                + (all.size() > 3 ? " + " + (all.size() - 3) + " more..." : "");
    }

    static String or(String text, String absent) {
        return text.isEmpty() ? absent : text;
    }

    private static long number(MapValue object, String... path) {
        Long number = object.intAt(path);
        return number == null ? 0 : number;
    }

    static String labels(MapValue labels) {
        var text = new StringBuilder();
        labels.texts().forEach((key, value) -> text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
        return or(text.toString(), "<none>");
    }

    private static String podReady(MapValue pod) {
        var statuses = pod.listAt("status", "containerStatuses").maps();
        return statuses.stream().filter(one -> one.isTrueAt("ready")).count() + "/" + pod.listAt("spec", "containers").size();
    }

    private static String podStatus(MapValue pod) {
        if (Meta.isBeingDeleted(pod)) return "Terminating";
        for (MapValue status : pod.listAt("status", "containerStatuses").maps()) {
            String waiting = status.textAt("state", "waiting", "reason");
            if (waiting != null) return waiting;
            String ended = status.textAt("state", "terminated", "reason");
            if (ended != null) return ended;
        }
        return string(pod, "status", "phase");
    }

    private static String restarts(MapValue pod) {
        return String.valueOf(
                pod.listAt("status", "containerStatuses").maps().stream().mapToLong(one -> number(one, "restartCount")).sum());
    }

    private static String jobStatus(MapValue job) {
        for (MapValue condition : job.listAt("status", "conditions").maps()) {
            if ("True".equals(condition.textAt("status"))) return string(condition, "type");
        }
        return "Running";
    }

    private static String externalAddress(MapValue service) {
        String address = service.listAt("status", "loadBalancer", "ingress").maps().stream().map(one -> string(one, "ip"))
                .findFirst().orElse(
                        "");
        return or(address, "LoadBalancer".equals(service.textAt("spec", "type")) ? "<pending>" : "<none>");
    }

    private static String ports(MapValue service) {
        var text = new StringBuilder();
        for (MapValue port : service.listAt("spec", "ports").maps()) {
            text.append(text.isEmpty() ? "" : ",").append(number(port, "port"));
            if (port.has("nodePort")) text.append(':').append(number(port, "nodePort"));
            text.append('/').append(string(port, "protocol"));
        }
        return or(text.toString(), "<none>");
    }

    private static String nodeStatus(MapValue node) {
        String ready = "Unknown";
        for (MapValue condition : node.listAt("status", "conditions").maps()) {
            if ("Ready".equals(condition.textAt("type")))
                ready = "True".equals(condition.textAt("status")) ? "Ready" : "NotReady";
        }
        return node.isTrueAt("spec", "unschedulable") ? ready + ",SchedulingDisabled" : ready;
    }

    private static String hosts(MapValue ingress) {
        var hosts = ingress.listAt("spec", "rules").maps().stream().map(rule -> string(rule, "host"))
                .filter(host -> !host.isEmpty()).toList();
        return hosts.isEmpty() ? "*" : String.join(",", hosts);
    }
}
