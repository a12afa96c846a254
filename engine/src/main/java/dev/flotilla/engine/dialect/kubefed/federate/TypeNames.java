package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.TargetType;
import dev.flotilla.engine.value.MapValue;

/// Types by the names people use for them: Kubernetes' own, and those of CRDs at hand.
public final class TypeNames {
    private final List<TypeName> names = new ArrayList<>();

    private TypeNames() {}

    /// @param crds CustomResourceDefinitions, of any apiextensions version
    public TypeNames(List<MapValue> crds) {
        for (MapValue crd : crds) {
            of(crd).ifPresent(names::add);
        }
        KnownTypes.all().forEach(known -> names.add(new TypeName(known.type(), known.singular(), known.shortNames())));
    }

    /// Exactly the types that a cluster serves.
    public static TypeNames served(List<TypeName> types) {
        var names = new TypeNames();
        names.names.addAll(types);
        return names;
    }

    public List<TypeName> all() {
        return List.copyOf(names);
    }

    private static Optional<TypeName> of(MapValue crd) {
        if (!"CustomResourceDefinition".equals(crd.textAt("kind"))) return Optional.empty();
        MapValue spec = crd.mapAt("spec");
        String kind = spec.textAt("names", "kind");
        String plural = spec.textAt("names", "plural");
        String group = spec.textAt("group");
        if (kind == null || plural == null || group == null) return Optional.empty();
        String singular = spec.textAt("names", "singular");
        return Optional.of(new TypeName(
                new TargetType(group, Enabling.servedVersion(spec), kind, plural, !"Cluster".equals(spec.textAt("scope"))),
                singular == null ? kind.toLowerCase(Locale.ROOT) : singular, spec.listAt("names", "shortNames").texts()));
    }

    /// Every type that `written` may mean. One of the core group wins over all others.
    public List<TypeName> meantBy(String written) {
        List<TypeName> meant = names.stream().filter(name -> name.isMeantBy(written)).toList();
        return meant.stream().filter(name -> name.type().group().isEmpty()).findFirst().map(List::of).orElse(meant);
    }

    /// The type of a manifest; guessed from apiVersion and kind where nobody knows it.
    public TypeName of(String apiVersion, String kind, boolean namespaced) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        for (TypeName name : names) {
            if (name.type().kind().equals(kind) && name.type().group().equals(group)) return name;
        }
        var type = new TargetType(group, apiVersion.substring(slash + 1), kind, FederatedType.pluralOf(kind), namespaced);
        return new TypeName(type, kind.toLowerCase(Locale.ROOT), List.of());
    }
}
