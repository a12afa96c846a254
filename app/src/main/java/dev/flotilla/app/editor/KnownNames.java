package dev.flotilla.app.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.flotilla.engine.Engine;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.fleet.MemberCluster;
import dev.flotilla.engine.plan.FieldCatalog.Field;
import dev.flotilla.engine.plan.FleetPlan;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/// Names of things that exist in the workspace and the fleet.
///
/// @param workspace `null` before one is open
/// @param plan      for the fleet; `null` for none
record KnownNames(Engine engine, @Nullable Workspace workspace, @Nullable FleetPlan plan) {
    /// Where kinds hold the pods that they make: those of Kubernetes, and those in a federated object's template.
    private static final List<FieldPath> PODS = List.of(FieldPath.ROOT, FieldPath.of("spec", "template"),
            FieldPath.of("spec", "jobTemplate", "spec", "template"), FieldPath.of("spec", "template", "spec", "template"),
            FieldPath.of("spec", "template", "spec", "jobTemplate", "spec", "template"));

    /// Names that complete the field's value, in order.
    List<String> offered(Field field) {
        List<MemberCluster> members = plan == null ? List.of() : plan.fleet().members();
        Stream<String> names = switch (field.offers()) {
            case NOTHING -> Stream.empty();
            case CLUSTER -> members.stream().map(MemberCluster::name);
            case CLUSTER_LABEL -> members.stream().flatMap(member -> member.labels().keySet().stream());
            case REGION -> members.stream().map(member -> member.location().region());
            case PROVIDER -> members.stream().map(member -> member.location().provider());
            case ZONE -> members.stream().flatMap(member -> member.location().zones().stream());
            case API_VERSION -> documents().map(document -> document.manifest().apiVersion());
            case KIND -> documents().map(document -> document.manifest().kind());
            case NAMESPACE -> documents().map(document -> document.manifest().namespace()).mapMulti((namespace, sink) -> {
                if (namespace != null) sink.accept(namespace);
            });
            case OBJECT -> templates().map(document -> document.manifest().name());
            case TEMPLATE_LABEL -> templates().flatMap(document -> document.manifest().labels().keySet().stream());
            case CONTAINER -> pods().flatMap(pod -> names(pod, "containers"));
            case JSON_POINTER -> templates().flatMap(document -> pointers("", document.manifest().root()));
            case POLICY -> documents().filter(document -> document.manifest().kind().endsWith("Policy"))
                    .map(document -> document.manifest().name());
            case POD_LABEL -> pods().flatMap(pod -> pod.mapAt("metadata", "labels").keys().stream());
            case VOLUME -> pods().flatMap(pod -> names(pod, "volumes"));
            case CONFIG_MAP -> named("ConfigMap");
            case CONFIG_MAP_KEY -> keys("ConfigMap", "data");
            case SECRET -> named("Secret");
            case SECRET_KEY -> Stream.concat(keys("Secret", "data"), keys("Secret", "stringData"));
            case SERVICE -> named("Service");
            case SERVICE_ACCOUNT -> named("ServiceAccount");
            case CLAIM -> named("PersistentVolumeClaim");
        };
        return List.copyOf(new TreeSet<>(names.filter(name -> !name.isBlank()).toList()));
    }

    private Stream<Document> documents() {
        return workspace == null ? Stream.empty() : workspace.documents().stream();
    }

    private Stream<Document> templates() {
        return documents()
                .filter(document -> engine.dialects().stream().noneMatch(dialect -> dialect.owns(document.manifest().type())));
    }

    /// Objects of a kind, written plainly or federated.
    private Stream<Document> ofKind(String kind) {
        return documents().filter(document -> document.manifest().kind().equals(kind)
                || document.manifest().kind().equals("Federated" + kind));
    }

    private Stream<String> named(String kind) {
        return ofKind(kind).map(document -> document.manifest().name());
    }

    private Stream<String> keys(String kind, String field) {
        return ofKind(kind).map(document -> document.manifest().root())
                .flatMap(root -> Stream.of(root.mapAt(field), root.mapAt("spec", "template", field)))
                .flatMap(data -> data.keys().stream());
    }

    private Stream<MapValue> pods() {
        return documents().map(document -> document.manifest().root())
                .flatMap(root -> PODS.stream().<MapValue>mapMulti((path, sink) -> {
                    if (root.at(path) instanceof MapValue pod && pod.mapAt("spec").has("containers")) sink.accept(pod);
                }));
    }

    private static Stream<String> names(MapValue pod, String list) {
        return pod.listAt("spec", list).maps().stream().mapMulti((item, sink) -> {
            String name = item.textAt("name");
            if (name != null) sink.accept(name);
        });
    }

    private static Stream<String> pointers(String head, MapValue map) {
        var all = new ArrayList<String>();
        map.forEach((key, value) -> {
            String pointer = head + "/" + key.replace("~", "~0").replace("/", "~1");
            all.add(pointer);
            if (value instanceof MapValue inner) pointers(pointer, inner).forEach(all::add);
        });
        return all.stream();
    }
}
