package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.documents.LabelSyntax;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// Makes federated objects of plain ones, placed on every member.
///
/// Where kubefedctl would carry along what cannot be created again elsewhere (a Job's generated selector, a claim's volume), it is
/// left out here and noted.
///
/// Source: kubefed `pkg/kubefedctl/federate/federate.go` FederatedResourceFromTargetResource, `pkg/kubefedctl/federate/util.go`.
public final class Federation {
    /// @param manifests ready to apply, in the order of their sources
    /// @param notes     what was left out or needs attention
    /// @param missing   types that have to be enabled before the manifests can be applied
    public record Result(List<MapValue> manifests, List<Note> notes, Set<TargetType> missing) {
        public Result {
            manifests = List.copyOf(manifests);
            notes = List.copyOf(notes);
            missing = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(missing));
        }
    }

    /// @param code   such as `kubefed.federate.annotations`
    /// @param object `Kind namespace/name`
    public record Note(String code, String object, List<Object> arguments) {
        public Note {
            arguments = List.copyOf(arguments);
        }
    }

    private static final Set<String> NEVER = Set.of("Endpoints", "Event", "EndpointSlice", "Lease");

    private final TypeNames names;
    private final EnabledTypes enabled;
    private final List<MapValue> manifests = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Set<TargetType> missing = new LinkedHashSet<>();

    private Federation(TypeNames names, EnabledTypes enabled) {
        this.names = names;
        this.enabled = enabled;
    }

    /// Objects as they come, such as from a file. A `List` is taken apart; what has no kind or name is skipped with a note.
    public static Result objects(List<MapValue> objects, TypeNames names, EnabledTypes enabled) {
        var federation = new Federation(names, enabled);
        objects.forEach(federation::take);
        return federation.result();
    }

    /// A namespace with all that is worth federating in it: not what a controller made from something else, and not what every
    /// namespace has by itself.
    ///
    /// @param skip names of types or of whole groups
    public static Result namespace(MapValue namespace, List<MapValue> contents, Set<String> skip, TypeNames names,
            EnabledTypes enabled) {
        var federation = new Federation(names, enabled);
        federation.take(namespace);
        for (MapValue object : contents) {
            String why = federation.skipped(object, skip);
            if (why == null) federation.take(object);
            else
                federation.note(why, object);
        }
        return federation.result();
    }

    private Result result() {
        return new Result(manifests, notes, missing);
    }

    private void note(String code, MapValue object, Object... arguments) {
        String namespace = object.textAt("metadata", "namespace");
        String name = object.textAt("metadata", "name");
        notes.add(new Note(code, object.textAt("kind") + " " + (namespace == null ? "" : namespace + "/") + name,
                List.of(arguments)));
    }

    private void take(MapValue object) {
        String kind = object.textAt("kind");
        String name = object.textAt("metadata", "name");
        if (kind != null && kind.endsWith("List") && object.get("items") != null) {
            object.listAt("items").maps().forEach(this::take);
        } else if (kind == null || name == null || name.isEmpty()) {
            note("kubefed.federate.nameless", object);
        } else if (KubeFed.owns(new TypeRef(text(object.textAt("apiVersion")), kind))) {
            note("kubefed.federate.federated-already", object);
        } else {
            federate(object, kind);
        }
    }

    private void federate(MapValue object, String kind) {
        String namespace = object.textAt("metadata", "namespace");
        TargetType target = names.of(text(object.textAt("apiVersion")), kind, namespace != null).type();
        Optional<FederatedType> type = enabled.all().stream()
                .filter(known -> known.target().kind().equals(kind) && known.target().group().equals(target.group())).findFirst();
        if (type.isEmpty()) missing.add(target);
        TypeRef federated = type.map(FederatedType::federated)
                .orElse(new TypeRef(KubeFed.TYPES_GROUP + "/" + KubeFed.FEDERATED_VERSION, "Federated" + kind));
        if (target.namespaced() && namespace == null) note("kubefed.federate.no-namespace", object);
        if (!object.mapAt("metadata", "annotations").isEmpty()) note("kubefed.federate.annotations", object);
        MapValue cleaned = Cleaning.of(object, left -> note("kubefed.federate.generated", object, left));
        manifests.add(manifest(federated, object, cleaned));
    }

    private static MapValue manifest(TypeRef type, MapValue object, MapValue template) {
        String name = text(object.textAt("metadata", "name"));
        String namespace = "Namespace".equals(object.textAt("kind")) ? name : object.textAt("metadata", "namespace");
        var metadata = MapValue.builder().put("name", name);
        if (namespace != null) metadata.put("namespace", namespace);
        Value everywhere = MapValue.of("clusterSelector", MapValue.of("matchLabels", MapValue.EMPTY));
        return MapValue.builder().put("apiVersion", type.apiVersion()).put("kind", type.kind()).put("metadata", metadata.build())
                .put("spec", MapValue.builder().put("template", template).put("placement", everywhere).build()).build();
    }

    private @Nullable String skipped(MapValue object, Set<String> skip) {
        String kind = text(object.textAt("kind"));
        String apiVersion = text(object.textAt("apiVersion"));
        String name = text(object.textAt("metadata", "name"));
        TypeName type = names.of(apiVersion, kind, true);
        if (skip.stream().anyMatch(type::isSkippedBy)) return "kubefed.federate.skipped";
        if (isNeverFederated(type)) return "kubefed.federate.never";
        if (!LabelSyntax.isSubdomain(name)) return "kubefed.federate.name";
        if (!object.listAt("metadata", "ownerReferences").isEmpty()) return "kubefed.federate.owned";
        boolean byItself = kind.equals("ServiceAccount") && name.equals("default")
                || kind.equals("ConfigMap") && (name.equals("kube-root-ca.crt") || name.equals("openshift-service-ca.crt"))
                || kind.equals("Secret") && "kubernetes.io/service-account-token".equals(object.textAt("type"));
        return byItself ? "kubefed.federate.by-itself" : null;
    }

    /// KubeFed's own records, what only describes the moment, and types that others serve under a better name.
    public static boolean isNeverFederated(TypeName type) {
        TargetType target = type.type();
        return KubeFed.owns(new TypeRef(target.apiVersion(), target.kind())) || NEVER.contains(target.kind())
                || target.group().equals("extensions");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
