package dev.flotilla.engine.dialect.kubefed.placement;

import java.util.regex.Pattern;

/// What may be a label's key and value.
///
/// Source: apimachinery `pkg/util/validation/validation.go` IsQualifiedName, IsValidLabelValue.
public final class Labels {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private Labels() {}

    public static boolean isKey(String key) {
        int slash = key.indexOf('/');
        if (slash >= 0 && !isSubdomain(key.substring(0, slash))) return false;
        String name = key.substring(slash + 1);
        return name.length() <= 63 && NAME.matcher(name).matches();
    }

    public static boolean isValue(String value) {
        return value.isEmpty() || value.length() <= 63 && NAME.matcher(value).matches();
    }

    /// DNS-1123 subdomain.
    public static boolean isSubdomain(String name) {
        return name.length() <= 253 && SUBDOMAIN.matcher(name).matches();
    }
}
