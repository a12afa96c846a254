package dev.flotilla.engine.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.flotilla.engine.value.Digest;
import org.jspecify.annotations.Nullable;

/// A digest for each object of a plan, of what all its members get. The next plan takes over those of the objects that did not
/// change, so that its hash costs one step an object, not one a member.
///
/// They follow from the objects, so two of them never make two plans differ.
public final class ObjectDigests {
    public static final ObjectDigests NONE = new ObjectDigests(Map.of(), "");

    private final Map<ObjectPlan, byte[]> known;
    private final String all;

    private ObjectDigests(Map<ObjectPlan, byte[]> known, String all) {
        this.known = known;
        this.all = all;
    }

    /// @param last those of the plan before, or `null`
    public static ObjectDigests of(List<ObjectPlan> objects, @Nullable ObjectDigests last) {
        Map<ObjectPlan, byte[]> known = new IdentityHashMap<>();
        MessageDigest sha = sha256();
        for (ObjectPlan object : objects) {
            byte[] digest = last == null ? null : last.known.get(object);
            if (digest == null) digest = digest(object);
            known.put(object, digest);
            sha.update(digest);
        }
        return new ObjectDigests(known, HexFormat.of().formatHex(sha.digest()));
    }

    /// Of everything that every member gets; 64 hexadecimal digits.
    public String all() {
        return all;
    }

    /// Manifests keep the digests of their parts, so that what members share is digested once.
    private static byte[] digest(ObjectPlan object) {
        MessageDigest sha = sha256();
        for (ClusterPlan placed : object.placements()) {
            sha.update((placed.cluster() + "\n").getBytes(StandardCharsets.UTF_8));
            sha.update(Digest.of(placed.manifest().root()));
        }
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectDigests;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
