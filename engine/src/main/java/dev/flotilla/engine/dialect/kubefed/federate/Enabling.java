package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.flotilla.engine.dialect.kubefed.objects.EnabledTypes;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.ListValue;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;
import org.jspecify.annotations.Nullable;

/// What a type needs to be federated.
///
/// Source: kubefed `pkg/kubefedctl/enable/enable.go`, `pkg/kubefedctl/enable/schema.go`.
public final class Enabling {
    /// @param federatedGroup   usually `types.kubefed.io`
    /// @param federatedVersion usually `v1beta1`
    /// @param namespace        where KubeFed lives
    public record Options(String federatedGroup, String federatedVersion, String namespace) {
        public static final Options USUAL = new Options(KubeFed.TYPES_GROUP, KubeFed.FEDERATED_VERSION,
                KubeFed.DEFAULT_NAMESPACE);

        /// The same with KubeFed in this namespace.
        public Options in(String namespace) {
            return new Options(federatedGroup, federatedVersion, namespace);
        }
    }

    /// @param crd         of the federated type
    /// @param lacksSchema the target declares no fields; kubefedctl would then leave `spec.template` out of the CRD, so that every
    ///                    template is dropped. Here it is kept.
    public record Enabled(MapValue typeConfig, MapValue crd, boolean lacksSchema) {}

    private static final List<Set<String>> EQUIVALENT = List.of(
            Set.of("deployments", "apps/v1", "apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"),
            Set.of("replicasets", "apps/v1", "apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"),
            Set.of("daemonsets", "apps/v1", "apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"),
            Set.of("statefulsets", "apps/v1", "apps/v1beta1", "apps/v1beta2"),
            Set.of("networkpolicies", "networking.k8s.io/v1", "extensions/v1beta1"),
            Set.of("podsecuritypolicies", "policy/v1beta1", "extensions/v1beta1"),
            Set.of("ingresses", "networking.k8s.io/v1beta1", "extensions/v1beta1"));

    private Enabling() {}

    /// @param targetCrd the CustomResourceDefinition of the target; `null` for Kubernetes' own types
    public static Enabled enable(TypeName name, @Nullable MapValue targetCrd, Options options) {
        TargetType target = name.type();
        @Nullable MapValue schema = targetCrd == null ? null : firstSchema(targetCrd);
        boolean replicas = targetCrd == null ? KnownTypes.hasReplicas(target.kind()) : hasReplicas(schema);
        boolean lacksSchema = targetCrd != null && (schema == null || schema.mapAt("properties").isEmpty());
        return new Enabled(config(target, options), crd(name, options, replicas), lacksSchema);
    }

    /// The config that stops propagation; objects in members stay as they are.
    public static MapValue disabled(FederatedType type, Options options) {
        MapValue config = type.config() == null ? config(type.target(), options) : type.config().manifest().root();
        return (MapValue) config.set(FieldPath.of("spec", "propagation"), Value.text("Disabled"));
    }

    /// The config that enables a type.
    public static MapValue config(TargetType target, Options options) {
        return typeConfig(target, options, "Enabled");
    }

    /// Why the type cannot be enabled beside what is enabled already, or empty. The code is that of a sentence.
    public static Optional<String> conflict(TypeName name, Options options, EnabledTypes enabled) {
        for (FederatedType type : enabled.all()) {
            boolean same = type.target().configName().equals(name.type().configName());
            boolean here = type.federated().group().equals(options.federatedGroup());
            if (same && !isFederatedAs(type, options)) return Optional.of("kubefed.enable.other-federated-type");
            boolean kind = type.federated().kind().equals("Federated" + name.type().kind());
            if (!same && here && kind) {
                return Optional.of(isEquivalent(type.target(), name.type())
                        ? "kubefed.enable.equivalent"
                        : "kubefed.enable.federated-type-taken");
            }
        }
        return Optional.empty();
    }

    /// Whether enabling would leave the federated type what it is.
    private static boolean isFederatedAs(FederatedType type, Options options) {
        if (!type.federated().apiVersion().equals(options.federatedGroup() + "/" + options.federatedVersion())) return false;
        var config = type.config();
        String plural = config == null ? null : config.manifest().root().textAt("spec", "federatedType", "pluralName");
        return plural == null || plural.isEmpty() || plural.equals("federated" + type.target().plural());
    }

    /// Whether two types reach the same objects of an API server.
    ///
    /// Source: kubefed `pkg/kubefedctl/enable/deprecatedapis.go`.
    private static boolean isEquivalent(TargetType one, TargetType other) {
        return one.plural().equals(other.plural()) && EQUIVALENT.stream()
                .anyMatch(set -> set.containsAll(Set.of(one.plural(), one.apiVersion())) && set.contains(other.apiVersion()));
    }

    /// The version that is stored, else the first that is served.
    static String servedVersion(MapValue crdSpec) {
        List<MapValue> versions = crdSpec.listAt("versions").maps();
        for (MapValue version : versions) {
            String name = version.textAt("name");
            if (name != null && version.isTrueAt("storage")) return name;
        }
        for (MapValue version : versions) {
            String name = version.textAt("name");
            if (name != null && version.isTrueAt("served")) return name;
        }
        String only = crdSpec.textAt("version");
        return only == null ? "v1" : only;
    }

    private static @Nullable MapValue firstSchema(MapValue crd) {
        List<MapValue> versions = crd.listAt("spec", "versions").maps();
        if (!versions.isEmpty() && versions.getFirst().at("schema", "openAPIV3Schema") instanceof MapValue schema) return schema;
        return crd.at("spec", "validation", "openAPIV3Schema") instanceof MapValue schema ? schema : null;
    }

    private static boolean hasReplicas(@Nullable MapValue schema) {
        if (schema == null) return false;
        MapValue replicas = schema.mapAt("properties", "spec", "properties", "replicas");
        return "integer".equals(replicas.textAt("type")) && "int32".equals(replicas.textAt("format"));
    }

    private static MapValue typeConfig(TargetType target, Options options, String propagation) {
        var own = MapValue.builder();
        if (!target.group().isEmpty()) own.put("group", target.group());
        own.put("version", target.version()).put("kind", target.kind()).put("pluralName", target.plural()).put("scope",
                target.namespaced() ? "Namespaced" : "Cluster");
        MapValue federated = MapValue.builder().put("group", options.federatedGroup()).put("version", options.federatedVersion())
                .put("kind", "Federated" + target.kind()).put("pluralName", "federated" + target.plural())
                .put("scope", federatedScope(target)).build();
        return MapValue.builder().put("apiVersion", KubeFed.CORE_API).put("kind", "FederatedTypeConfig")
                .put("metadata",
                        MapValue.builder().put("name", target.configName()).put("namespace", options.namespace()).build())
                .put("spec", MapValue.builder().put("federatedType", federated).put("propagation", propagation)
                        .put("targetType", own.build()).build())
                .build();
    }

    private static String federatedScope(TargetType target) {
        return target.namespaced() || target.isNamespace() ? "Namespaced" : "Cluster";
    }

    private static MapValue crd(TypeName name, Options options, boolean replicas) {
        TargetType target = name.type();
        String plural = "federated" + target.plural();
        var names = MapValue.builder().put("kind", "Federated" + target.kind()).put("plural", plural);
        if (!name.shortNames().isEmpty()) {
            names.put("shortNames", ListValue.ofTexts(name.shortNames().stream().map(shortName -> "f" + shortName).toList()));
        }
        MapValue version = MapValue.builder().put("name", options.federatedVersion()).put("served", Value.TRUE)
                .put("storage", Value.TRUE)
                .put("subresources", MapValue.of("status", MapValue.EMPTY))
                .put("schema", MapValue.of("openAPIV3Schema", FederatedSchema.of(replicas))).build();
        return MapValue.builder().put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition")
                .put("metadata", MapValue.of("name", Value.text(plural + "." + options.federatedGroup())))
                .put("spec", MapValue.builder().put("group", options.federatedGroup()).put("names", names.build())
                        .put("scope", federatedScope(target)).put("versions", ListValue.of(version)).build())
                .build();
    }

    /// The CustomResourceDefinitions among these manifests.
    public static List<MapValue> crds(List<MapValue> manifests) {
        var crds = new ArrayList<MapValue>();
        for (MapValue manifest : manifests) {
            if ("CustomResourceDefinition".equals(manifest.textAt("kind"))) crds.add(manifest);
        }
        return crds;
    }
}
