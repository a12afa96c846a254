package dev.flotilla.engine.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.value.Digest;
import org.jspecify.annotations.Nullable;

/// The hash of all rendered manifests by member: a Merkle tree of objects, whose digests the next plan takes over where it took over
/// the object. So it costs little after a small edit.
public final class PlanHash {
    static final PlanHash NONE = new PlanHash("", Map.of());

    private final String hex;
    private final Map<ObjectPlan, byte[]> digests;

    private PlanHash(String hex, Map<ObjectPlan, byte[]> digests) {
        this.hex = hex;
        this.digests = digests;
    }

    /// @param last of the plan before, or `null`
    public static PlanHash of(List<ObjectPlan> objects, @Nullable PlanHash last) {
        var digests = new IdentityHashMap<ObjectPlan, byte[]>(objects.size());
        MessageDigest all = Digest.start();
        for (ObjectPlan object : objects) {
            byte[] known = last == null ? null : last.digests.get(object);
            byte[] digest = known == null ? digest(object) : known;
            digests.put(object, digest);
            all.update(digest);
        }
        return new PlanHash(HexFormat.of().formatHex(all.digest()), digests);
    }

    private static byte[] digest(ObjectPlan object) {
        MessageDigest sha = Digest.start();
        for (ClusterPlan placed : object.placements()) {
            sha.update((placed.cluster() + "\n").getBytes(StandardCharsets.UTF_8));
            sha.update(Digest.of(placed.manifest().root()));
        }
        return sha.digest();
    }

    /// 64 hexadecimal digits.
    public String hex() {
        return hex;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlanHash hash && hash.hex.equals(hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public String toString() {
        return hex;
    }
}
