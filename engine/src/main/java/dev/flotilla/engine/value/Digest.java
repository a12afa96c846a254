package dev.flotilla.engine.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// SHA-256 of a tree, built from the digests of its maps: a Merkle tree. Maps keep theirs, so that what two trees share is
/// digested once, and a tree that was digested before costs nothing. Scalars and lists go into the digest of the map around them
/// as they are, for most are shorter than a digest. Equal values have equal digests, whatever the order of keys.
public final class Digest {
    /// Copied for each digest: looking the algorithm up takes longer than digesting a small map.
    private static final MessageDigest SHA_256 = sha256();

    private Digest() {}

    /// @return 32 bytes, the caller's own
    public static byte[] of(Value value) {
        return value instanceof MapValue map ? digest(map).clone() : sha256(new Bytes().add(value));
    }

    /// A SHA-256 to be fed piece by piece.
    public static MessageDigest start() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException _) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] sha256(Bytes bytes) {
        MessageDigest sha = start();
        sha.update(bytes.content, 0, bytes.length);
        return sha.digest();
    }

    private static byte[] digest(MapValue map) {
        return map.digest(Digest::compute);
    }

    private static byte[] compute(MapValue map) {
        String[] keys = map.keys().toArray(String[]::new);
        Arrays.sort(keys);
        var bytes = new Bytes();
        for (String key : keys) {
            Value item = map.get(key);
            bytes.text('k', key).add(item == null ? Value.NULL : item);
        }
        return sha256(bytes);
    }

    /// What is digested. Each piece begins with its kind, which keeps the text `1` and the number 1 apart, and has its length, so
    /// that no two sequences of pieces look alike.
    private static final class Bytes {
        private byte[] content = new byte[256];
        private int length;

        Bytes add(Value value) {
            switch (value) {
                case Value.Text(String s) -> text('s', s);
                case Value.Int(long n) -> kind('i').number(n);
                case Value.Dec(double d) -> kind('d').number(Double.doubleToLongBits(d));
                case Value.Bool(boolean b) -> kind(b ? 't' : 'f');
                case Value.Null.NULL -> kind('n');
                case ListValue list -> {
                    kind('l').number(list.size());
                    for (Value item : list.items()) {
                        add(item);
                    }
                }
                case MapValue map -> kind('m').bytes(digest(map));
            }
            return this;
        }

        Bytes text(char kind, String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return kind(kind).number(utf8.length).bytes(utf8);
        }

        private Bytes kind(char kind) {
            room(1);
            content[length++] = (byte) kind;
            return this;
        }

        private Bytes number(long number) {
            room(Long.BYTES);
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                content[length++] = (byte) (number >> shift);
            }
            return this;
        }

        private Bytes bytes(byte[] bytes) {
            room(bytes.length);
            System.arraycopy(bytes, 0, content, length, bytes.length);
            length += bytes.length;
            return this;
        }

        private void room(int more) {
            if (length + more > content.length) content = Arrays.copyOf(content, Math.max(2 * content.length, length + more));
        }
    }
}
