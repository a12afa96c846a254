package dev.flotilla.engine.diff;

import java.util.HexFormat;

import dev.flotilla.engine.cluster.LiveObject;
import dev.flotilla.engine.value.Digest;
import dev.flotilla.engine.value.MapValue;
import org.jspecify.annotations.Nullable;

/// That one version of a live object was as one plan wants it.
///
/// Whether it still is can be told from metadata: the same resource version is the same object in every byte. Controllers write
/// their status all the time, though, and that leaves alone what a plan can set: where a server counts generations, the same
/// generation is the same spec (Kubernetes API conventions, "metadata.generation"), and the metadata is compared.
///
/// @param plan     hash of what was wanted
/// @param metadata as in [Glimpse]
public record Stamp(String plan, String uid, String resourceVersion, long generation, String metadata) {
    private static final int BYTES = 12;

    public static Stamp of(Desired desired, LiveObject live) {
        Glimpse seen = Glimpse.of(live);
        return new Stamp(plan(desired), seen.uid(), seen.resourceVersion(), seen.generation(), seen.metadata());
    }

    boolean isOf(Desired desired) {
        return plan.equals(plan(desired));
    }

    boolean covers(Desired desired, Glimpse live) {
        if (uid.isEmpty() || !uid.equals(live.uid()) || live.terminating() || !isOf(desired)) return false;
        return resourceVersion.equals(live.resourceVersion())
                || generation > 0 && generation == live.generation() && metadata.equals(live.metadata());
    }

    private static String plan(Desired desired) {
        return hash(MapValue.builder().put("manifest", desired.manifest().root()).put("dialect", desired.dialect())
                .put("delivery", desired.delivery().toString()).build());
    }

    private static String hash(MapValue value) {
        return HexFormat.of().formatHex(Digest.of(value), 0, BYTES);
    }

    /// On one line, for [#parse].
    public String text() {
        return String.join(" ", plan, uid, resourceVersion, Long.toString(generation), metadata);
    }

    /// @return `null` for what [#text] did not write
    public static @Nullable Stamp parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 5) return null;
        try {
            return new Stamp(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), parts[4]);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
