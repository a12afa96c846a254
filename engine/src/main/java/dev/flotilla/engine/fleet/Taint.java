package dev.flotilla.engine.fleet;

import org.jspecify.annotations.Nullable;

/// A taint of a member cluster.
///
/// @param value     empty where the taint has none
/// @param effect    `NoSchedule`, `PreferNoSchedule` or `NoExecute`
/// @param timeAdded RFC 3339, or `null`
public record Taint(String key, String value, String effect, @Nullable String timeAdded) {
    /// As kubectl writes it: `key=value:effect`.
    @Override
    public String toString() {
        return key + (value.isEmpty() ? "" : "=" + value) + ":" + effect;
    }
}
