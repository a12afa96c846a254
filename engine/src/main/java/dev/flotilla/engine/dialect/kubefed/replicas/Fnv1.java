package dev.flotilla.engine.dialect.kubefed.replicas;

import java.nio.charset.StandardCharsets;

/// The 32-bit Fowler–Noll–Vo hash, variant 1: multiply, then xor.
///
/// Source: http://www.isthe.com/chongo/tech/comp/fnv/; Go `hash/fnv` New32.
final class Fnv1 {
    private static final int OFFSET = 0x811c9dc5;
    private static final int PRIME = 16777619;

    private Fnv1() {}

    /// @return to be compared as an unsigned number
    static int hash(String text) {
        int hash = OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash *= PRIME;
            hash ^= b & 0xff;
        }
        return hash;
    }
}
