package dev.flotilla.engine.sandbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flotilla.engine.sandbox.errors.ApiError;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Chooses objects by the few fields that a server offers for it: `metadata.name=web,status.phase!=Running`.
public final class FieldSelector {
    private static final Map<String, Set<String>> OFFERED = Map.of("/pods", Set.of("spec.nodeName", "spec.restartPolicy",
            "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
            "status.nominatedNodeName"), "/events",
            Set.of("involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
                    "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason", "reportingComponent", "source", "type"),
            "/secrets", Set.of("type"), "/namespaces", Set.of("status.phase"),
            "/nodes", Set.of("spec.unschedulable"), "apps/replicasets", Set.of("status.replicas"), "/replicationcontrollers",
            Set.of(
                    "status.replicas"),
            "batch/jobs", Set.of("status.successful"));

    private record Requirement(String[] path, String value, boolean equal) {}

    private final List<Requirement> requirements;

    private FieldSelector(List<Requirement> requirements) {
        this.requirements = List.copyOf(requirements);
    }

    public static FieldSelector parse(String text, String storage) {
        var requirements = new ArrayList<Requirement>();
        for (String part : text.split(",")) {
            if (part.isBlank()) continue;
            int not = part.indexOf("!=");
            int equal = not >= 0 ? not : part.indexOf('=');
            if (equal < 0) throw ApiError.badRequest("invalid field selector: " + part);
            String label = part.substring(0, equal);
            int from = not >= 0 || part.startsWith("==", equal) ? equal + 2 : equal + 1;
            if (!label.equals("metadata.name") && !label.equals("metadata.namespace")
                    && !OFFERED.getOrDefault(storage, Set.of()).contains(
                            label))
                throw ApiError.badRequest("field label not supported: " + label);
            String path = storage.equals("/events") && label.equals("source") ? "source.component" : label;
            requirements.add(new Requirement(path.split("\\."), part.substring(from), not < 0));
        }
        return new FieldSelector(requirements);
    }

    public boolean acceptsObject(MapValue object) {
        return requirements.stream()
                .allMatch(requirement -> text(object.at(requirement.path)).equals(requirement.value) == requirement.equal);
    }

    private static String text(@Nullable Value value) {
        if (value == null) return "";
        return value instanceof Value.Text(String text) ? text : value.toString();
    }
}
