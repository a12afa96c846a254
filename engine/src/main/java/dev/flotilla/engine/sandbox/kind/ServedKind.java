package dev.flotilla.engine.sandbox.kind;

import java.util.List;

import dev.flotilla.engine.schema.Schema;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// One kind in one version.
///
/// @param storage    the resource under which its objects are kept, the same for all versions: `apps/deployments`
/// @param namespaced whether objects live in namespaces
/// @param hasStatus  whether there is a `/status` subresource
/// @param scale      where the scale subresource reads and writes, or `null`
/// @param definition the CustomResourceDefinition's name, or `null` for a built-in kind
public record ServedKind(String group, String version, Names names, String storage, boolean namespaced, Schema schema,
        boolean hasStatus,
        @Nullable Scale scale, @Nullable String definition, List<MapValue> columns) {

    public record Names(String kind, String plural, String singular, List<String> shortNames, List<String> categories) {
        public Names {
            shortNames = List.copyOf(shortNames);
            categories = List.copyOf(categories);
        }
    }

    /// @param replicas       path of the wanted count: `.spec.replicas`
    /// @param statusReplicas path of the observed count
    /// @param selector       path of the selector, or empty
    public record Scale(String replicas, String statusReplicas, String selector) {
        static final Scale USUAL = new Scale(".spec.replicas", ".status.replicas", ".spec.selector");
    }

    public ServedKind {
        columns = List.copyOf(columns);
    }

    public String kind() {
        return names.kind();
    }

    public String plural() {
        return names.plural();
    }

    public boolean isCustom() {
        return definition != null;
    }

    /// `apps/v1`, or `v1` for the core group.
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// As errors name it: `deployments.apps`.
    public String resource() {
        return group.isEmpty() ? plural() : plural() + "." + group;
    }

    /// As validation errors name it: `Deployment.apps`.
    public String qualifiedKind() {
        return group.isEmpty() ? kind() : kind() + "." + group;
    }

    public boolean is(String otherGroup, String otherKind) {
        return group.equals(otherGroup) && kind().equals(otherKind);
    }
}
