package dev.flotilla.engine.dialect.kubefed.federate;

import java.util.List;
import java.util.Locale;

import dev.flotilla.engine.dialect.kubefed.objects.TargetType;

/// The names that a type goes by on a command line.
///
/// Source: kubefed `pkg/kubefedctl/enable/util.go` NameMatchesResource.
public record TypeName(TargetType type, String singular, List<String> shortNames) {
    public TypeName {
        shortNames = List.copyOf(shortNames);
    }

    /// Plural, singular, kind, `plural.group` or a short name; upper and lower case are the same.
    public boolean isMeantBy(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        return name.equals(type.plural()) || name.equals(singular) || name.equals(type.kind().toLowerCase(Locale.ROOT))
                || !type.group().isEmpty() && name.equals(type.plural() + "." + type.group()) || shortNames.contains(name);
    }

    /// Besides the names, a whole group may be left out.
    public boolean isSkippedBy(String token) {
        return isMeantBy(token) || !type.group().isEmpty() && token.equals(type.group());
    }
}
