package io.gradus.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a leaf stands in a {@link MerkleTree} to anyone who knows the root.
 *
 * @param index the leaf's place, counted from 0
 * @param size how many leaves the tree has
 * @param hashes the neighbours on the way from the leaf up to the root
 */
public record InclusionProof(long index, long size, List<byte[]> hashes) {

    private static final Set<String> NAMES = Set.of("index", "size", "proof");

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** RFC 9162, section 2.1.3.2. */
    public boolean proves(byte[] leafHash, byte[] root) {
        if (index < 0 || index >= size || leafHash.length != 32) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] neighbour : hashes) {
            if (last == 0 || neighbour.length != 32) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                hash = MerkleTree.nodeHash(neighbour, hash);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = MerkleTree.nodeHash(hash, neighbour);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** {@code {"index":…,"proof":[hex…],"size":…}}. */
    public byte[] canonical() {
        List<String> hex = hashes.stream().map(HexFormat.of()::formatHex).toList();
        return CanonicalJson.bytes(Map.of("index", index, "size", size, "proof", hex));
    }

    /** @throws InvalidEntryException when the bytes are not the canonical JSON of a proof */
    public static InclusionProof read(byte[] canonical) {
        Map<String, Object> object = CanonicalJson.readCanonical(canonical);
        if (!object.keySet().equals(NAMES) || !(object.get("proof") instanceof List<?> texts)) {
            throw new InvalidEntryException("a proof has " + NAMES);
        }
        List<byte[]> hashes = new ArrayList<>();
        for (Object text : texts) {
            hashes.add(hash(text));
        }
        return new InclusionProof(number(object.get("index")), number(object.get("size")), hashes);
    }

    private static byte[] hash(@Nullable Object value) {
        if (value instanceof String text && Sha256.isHex(text)) {
            return HexFormat.of().parseHex(text);
        }
        throw new InvalidEntryException("not a hash: " + value);
    }

    private static long number(@Nullable Object value) {
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw new InvalidEntryException("not a number: " + value);
    }
}
