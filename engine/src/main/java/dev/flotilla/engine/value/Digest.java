package dev.flotilla.engine.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// SHA-256 of a tree, built from the digests of its parts: a Merkle tree. Maps keep theirs, so that what two trees share is
/// digested once, and a tree that was digested before costs nothing. Equal values have equal digests, whatever the order of keys.
public final class Digest {
    private Digest() {}

    /// @return 32 bytes, the caller's own
    public static byte[] of(Value value) {
        return digest(value).clone();
    }

    private static byte[] digest(Value value) {
        return switch (value) {
            case Value.Text(String s) -> sha256('s', s.getBytes(StandardCharsets.UTF_8));
            case Value.Int(long n) -> sha256('i', ByteBuffer.allocate(Long.BYTES).putLong(n).array());
            case Value.Dec(double d) -> sha256('d', ByteBuffer.allocate(Double.BYTES).putDouble(d).array());
            case Value.Bool(boolean b) -> sha256('b', new byte[]{(byte) (b ? 1 : 0)});
            case Value.Null.NULL -> sha256('n', new byte[0]);
            case ListValue list -> {
                MessageDigest sha = start('l');
                list.forEach(item -> sha.update(digest(item)));
                yield sha.digest();
            }
            case MapValue map -> map.digest(Digest::map);
        };
    }

    private static byte[] map(MapValue map) {
        MessageDigest sha = start('m');
        String[] keys = map.keys().toArray(String[]::new);
        Arrays.sort(keys);
        for (String key : keys) {
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            sha.update(name);
            Value item = map.get(key);
            sha.update(digest(item == null ? Value.NULL : item));
        }
        return sha.digest();
    }

    private static byte[] sha256(char kind, byte[] content) {
        return start(kind).digest(content);
    }

    /// The kind keeps the text `1` and the number 1 apart.
    private static MessageDigest start(char kind) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update((byte) kind);
            return sha;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
