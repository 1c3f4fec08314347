package io.gradus.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of RFC 9162, section 2.1, over leaf hashes that are only ever appended. It keeps the hash of every
 * complete subtree, 64 bytes a leaf, so that any root and any proof takes logarithmic time. Not for several threads at once.
 */
public final class MerkleTree {

    private static final int LENGTH = 32;
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final List<Level> levels = new ArrayList<>();

    /** The hash under which a leaf of these bytes stands in the tree. */
    public static byte[] leafHash(byte[] leaf) {
        return Sha256.of(LEAF, leaf);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        return Sha256.of(NODE, left, right);
    }

    public long size() {
        return levels.isEmpty() ? 0 : levels.get(0).count;
    }

    public void append(byte[] leafHash) {
        if (leafHash.length != LENGTH) {
            throw new IllegalArgumentException("a leaf hash has 32 bytes, found " + leafHash.length);
        }
        byte[] hash = leafHash;
        for (int height = 0; ; height++) {
            if (height == levels.size()) {
                levels.add(new Level());
            }
            Level level = levels.get(height);
            level.add(hash);
            if (level.count % 2 == 1) {
                return;
            }
            hash = nodeHash(level.get(level.count - 2), level.get(level.count - 1));
        }
    }

    /** The leaf hash at an index counted from 0. */
    public byte[] leaf(long index) {
        requireRange(index < size() && index >= 0, index, size());
        return levels.get(0).get(Math.toIntExact(index));
    }

    public byte[] root() {
        return root(size());
    }

    /** The root the tree had when it held the first {@code size} leaves. */
    public byte[] root(long size) {
        requireRange(size <= size() && size >= 0, size, size());
        return size == 0 ? Sha256.of() : range(0, size);
    }

    /** Proves the leaf at the index to anyone who knows {@link #root(long)} of the size. */
    public InclusionProof inclusionProof(long index, long size) {
        requireRange(size <= size() && index >= 0 && index < size, index, size);
        List<byte[]> path = new ArrayList<>();
        addPath(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /** Proves that the tree of the first size is the beginning of the tree of the second. */
    public List<byte[]> consistencyProof(long first, long second) {
        requireRange(second <= size() && first >= 0 && first <= second, first, second);
        List<byte[]> path = new ArrayList<>();
        if (first > 0) {
            addConsistency(first, 0, second, true, path);
        }
        return path;
    }

    /** RFC 9162, section 2.1.4.2. */
    public static boolean isConsistent(
            long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> proof) {
        if (first < 0 || first > second || !proof.stream().allMatch(hash -> hash.length == LENGTH)) {
            return false;
        }
        if (first == 0) {
            return proof.isEmpty() && Arrays.equals(firstRoot, Sha256.of());
        }
        if (first == second) {
            return proof.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        return !path.isEmpty() && leadsToBoth(path, first, firstRoot, second, secondRoot);
    }

    private static boolean leadsToBoth(
            List<byte[]> path, long first, byte[] firstRoot, long second, byte[] secondRoot) {
        int complete = Long.numberOfTrailingZeros(first);
        long node = (first - 1) >> complete;
        long last = (second - 1) >> complete;
        byte[] before = path.get(0);
        byte[] after = path.get(0);
        for (byte[] hash : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                before = nodeHash(hash, before);
                after = nodeHash(hash, after);
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                after = nodeHash(after, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(before, firstRoot) && Arrays.equals(after, secondRoot);
    }

    private void addPath(long index, long start, long end, List<byte[]> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (index < middle) {
            addPath(index, start, middle, path);
            path.add(range(middle, end));
        } else {
            addPath(index, middle, end, path);
            path.add(range(start, middle));
        }
    }

    private void addConsistency(long first, long start, long end, boolean known, List<byte[]> path) {
        if (first == end) {
            if (!known) {
                path.add(range(start, end));
            }
            return;
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (first <= middle) {
            addConsistency(first, start, middle, known, path);
            path.add(range(middle, end));
        } else {
            addConsistency(first, middle, end, false, path);
            path.add(range(start, middle));
        }
    }

    /** The hash over [start, end), where start is a multiple of a power of two not below the length. */
    private byte[] range(long start, long end) {
        byte[] hash = {};
        for (long left = end - start; left != 0; left &= left - 1) {
            int height = Long.numberOfTrailingZeros(left);
            byte[] node = levels.get(height).get((int) (end >> height) - 1);
            hash = hash.length == 0 ? node : nodeHash(node, hash);
        }
        return hash;
    }

    private static void requireRange(boolean inside, long asked, long size) {
        if (!inside) {
            throw new IndexOutOfBoundsException("asked for " + asked + " of a tree of " + size);
        }
    }

    /** The hashes of all complete subtrees of one height, from left to right. */
    private static final class Level {
        private byte[] hashes = new byte[4 * LENGTH];
        private int count;

        void add(byte[] hash) {
            if (hashes.length / LENGTH == count) {
                hashes = Arrays.copyOf(hashes, Math.multiplyExact(count * 2, LENGTH));
            }
            System.arraycopy(hash, 0, hashes, count * LENGTH, LENGTH);
            count++;
        }

        byte[] get(int index) {
            return Arrays.copyOfRange(hashes, index * LENGTH, (index + 1) * LENGTH);
        }
    }
}
