package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.Locale;
import java.util.Optional;

import dev.flotilla.engine.diagnostics.TextEdit;
import dev.flotilla.engine.dialect.kubefed.objects.FederatedType;
import dev.flotilla.engine.dialect.kubefed.objects.KnownTypes;
import dev.flotilla.engine.dialect.kubefed.objects.KubeFed;
import dev.flotilla.engine.documents.Document;
import dev.flotilla.engine.text.YamlEdits;
import dev.flotilla.engine.value.FieldPath;
import dev.flotilla.engine.value.MapValue;
import dev.flotilla.engine.value.Value;

/// Whether the members' copies stay when a federated object is deleted.
///
/// Source: kubefed `pkg/kubefedctl/orphaning`, `pkg/controller/util/orphaning.go`.
public final class Orphaning {
    private static final FieldPath PLACE = FieldPath.of("metadata", "annotations", KubeFed.ORPHAN_ANNOTATION);

    private Orphaning() {}

    /// Only the exact word `true` counts.
    public static boolean isEnabled(MapValue federated) {
        return "true".equals(federated.at(PLACE) instanceof Value.Text(String text) ? text : "");
    }

    /// What has to be typed to switch it; empty where it is so already, or where the text is laid out in a way that a change could
    /// spoil.
    public static Optional<TextEdit> edit(Document federated, boolean on) {
        MapValue root = federated.manifest().root();
        var edits = new YamlEdits(federated.source());
        if (!on) return root.at(PLACE) == null ? Optional.empty() : edits.prune(PLACE);
        return isEnabled(root) ? Optional.empty() : edits.set(PLACE, Value.text("true"));
    }

    /// Whether `written` names this federated type: its kind, its plural, `plural.group`, or a short name.
    public static boolean isNamedBy(FederatedType type, String written) {
        String name = written.toLowerCase(Locale.ROOT);
        String plural = "federated" + type.target().plural();
        return name.equals(type.federated().kind().toLowerCase(Locale.ROOT)) || name.equals(plural)
                || name.equals(plural + "." + type.federated().group())
                || KnownTypes.ofKind(type.target().kind()).stream().flatMap(known -> known.shortNames().stream())
                        .anyMatch(shortName -> name.equals("f" + shortName));
    }
}
