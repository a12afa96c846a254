package dev.flotilla.engine.dialect.karmada.work;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// What Karmada calls the objects it stores.
///
/// Source: karmada: pkg/util/names/names.go.
public final class Names {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private Names() {}

    /// The name of the ResourceBinding or ClusterResourceBinding of an object.
    public static String binding(String kind, String name) {
        return lower(name.replace(':', '.') + "-" + kind);
    }

    /// The name of an object's Work; the same for every member. The API group plays no part, so two kinds of one name share it.
    ///
    /// @param namespace `null` for cluster-scoped objects
    public static String work(String kind, String name, @Nullable String namespace) {
        String plain = lower(name.replace(':', '.'));
        String identity = namespace == null ? plain + "-" + kind : namespace + "-" + plain + "-" + kind;
        return plain + "-" + hashed(lower(identity));
    }

    /// The namespace that holds a member cluster's Works.
    public static String executionNamespace(String cluster) {
        return "karmada-es-" + cluster;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// FNV-1a in decimal, its digits replaced so that no word can come of it (apimachinery's SafeEncodeString).
    private static String hashed(String text) {
        int hash = 0x811c9dc5;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x01000193;
        }
        var out = new StringBuilder();
        for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
            out.append(ALPHABET.charAt(digit % ALPHABET.length()));
        }
        return out.toString();
    }
}
