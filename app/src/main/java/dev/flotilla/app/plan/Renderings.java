package dev.flotilla.app.plan;

import java.util.List;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.plan.ClusterPlan;
import dev.flotilla.engine.plan.ObjectPlan;
import dev.flotilla.engine.plan.Origin;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Trees that a rendered manifest is compared with, and what is left out of each because it would drown the rest.
final class Renderings {
    private Renderings() {}

    /// What control planes add to every object would drown what the policies did.
    static Value withoutDialectAdditions(ClusterPlan placed) {
        Value value = placed.manifest().root();
        for (Origin origin : placed.origins()) {
            boolean entry = origin.path().segments().size() == 3 && origin.path().startsWith(FieldPath.of("metadata"));
            if (origin.kind() == Origin.Kind.DIALECT && entry) value = value.remove(origin.path());
        }
        return value;
    }

    /// A federated object carries its template inside.
    static Value template(ObjectPlan object) {
        Document document = object.template();
        if (document == null) return MapValue.EMPTY;
        MapValue root = document.manifest().root();
        if (!root.mapAt("spec", "template").isEmpty() && document.manifest().kind().startsWith("Federated")) {
            MapValue inner = root.mapAt("spec", "template");
            MapValue metadata = root.mapAt("metadata");
            return MapValue.builder().put("apiVersion", object.ref().apiVersion()).put("kind", object.ref().kind())
                    .put("metadata", merged(metadata, inner.mapAt("metadata"))).build().with("spec", inner.mapAt("spec"));
        }
        return root;
    }

    private static Value merged(MapValue outer, MapValue inner) {
        Value result = MapValue.EMPTY;
        for (String key : List.of("name", "namespace")) {
            Value value = outer.get(key);
            if (value != null) result = result.set(FieldPath.of(key), value);
        }
        for (var entry : inner) {
            result = result.set(FieldPath.of(entry.getKey()), entry.getValue());
        }
        return result;
    }

    /// A live object without what API servers note in it.
    static Value tidy(MapValue live) {
        Value value = live.without("status");
        for (String noise : List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink")) {
            value = value.remove(FieldPath.of("metadata", noise));
        }
        return value;
    }
}
