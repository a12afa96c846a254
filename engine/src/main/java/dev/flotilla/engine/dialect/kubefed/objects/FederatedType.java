package dev.flotilla.engine.dialect.kubefed.objects;

import java.util.Locale;

import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.documents.TypeRef;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// What a FederatedTypeConfig says, with what its controller fills in.
///
/// @param federated        the federated type as its objects name it
/// @param propagated       whether `spec.propagation` is `Enabled`
/// @param statusCollection whether `spec.statusCollection` is `Enabled`
/// @param config           the document; `null` for a type that is assumed from the chart
///
/// Source: kubefed `pkg/apis/core/v1beta1/federatedtypeconfig_types.go` SetFederatedTypeConfigDefaults.
public record FederatedType(String name, TargetType target, TypeRef federated, boolean propagated, boolean statusCollection,
        @Nullable Document config) {

    static FederatedType assumed(TargetType target) {
        return new FederatedType(target.configName(), target,
                new TypeRef(KubeFed.TYPES_GROUP + "/" + KubeFed.FEDERATED_VERSION, "Federated" + target.kind()), true, false,
                null);
    }

    static FederatedType of(Document document) {
        MapValue spec = document.manifest().root().mapAt("spec");
        String name = document.manifest().name();
        int dot = name.indexOf('.');
        String kind = text(spec.textAt("targetType", "kind"), "");
        var target = new TargetType(text(spec.textAt("targetType", "group"), dot < 0 ? "" : name.substring(dot + 1)),
                text(spec.textAt("targetType", "version"), ""), kind,
                text(spec.textAt("targetType", "pluralName"), dot < 0 ? name : name.substring(0, dot)),
                !"Cluster".equals(spec.textAt("targetType", "scope")));
        var federated = new TypeRef(
                text(spec.textAt("federatedType", "group"), "") + "/" + text(spec.textAt("federatedType", "version"), ""),
                text(spec.textAt("federatedType", "kind"), ""));
        return new FederatedType(name, target, federated, "Enabled".equals(spec.textAt("propagation")),
                "Enabled".equals(spec.textAt("statusCollection")), document);
    }

    private static String text(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /// Whether `type` names this federated type; any version of it reaches the same objects.
    public boolean federates(TypeRef type) {
        return federated.group().equals(type.group()) && federated.kind().equals(type.kind());
    }

    /// The plural that KubeFed guesses from a kind.
    ///
    /// Source: kubefed `pkg/apis/core/v1beta1/federatedtypeconfig_types.go` PluralName.
    public static String pluralOf(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        if (name.endsWith("s") || name.endsWith("x") || name.endsWith("ch") || name.endsWith("sh") || name.endsWith("z")
                || name.endsWith("o"))
            return name + "es";
        if (name.endsWith("y")) return name.substring(0, name.length() - 1) + "ies";
        return name + "s";
    }
}
