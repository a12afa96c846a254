package dev.flotilla.engine.dialect.kubefed.objects;

/// Whose behaviour to compute, where releases differ.
public enum Release {
    V0_8, V0_10;

    /// @param version such as `0.8`, `v0.8.1` or `0.10`; anything else means the newest
    public static Release of(String version) {
        String plain = version.startsWith("v") ? version.substring(1) : version;
        return plain.equals("0.8") || plain.startsWith("0.8.") ? V0_8 : V0_10;
    }
}
