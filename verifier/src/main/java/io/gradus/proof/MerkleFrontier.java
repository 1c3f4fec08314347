package io.gradus.proof;

import java.util.Arrays;

/** The root of a growing tree, from the few subtrees at its right edge: no proofs, hardly any memory, and cheap to copy. */
final class MerkleFrontier {

    private final byte[][] subtrees;
    private long size;

    MerkleFrontier() {
        this(new byte[Long.SIZE][], 0);
    }

    private MerkleFrontier(byte[][] subtrees, long size) {
        this.subtrees = subtrees;
        this.size = size;
    }

    /** Subtrees are replaced, never written to, so that copies may share them. */
    MerkleFrontier copy() {
        return new MerkleFrontier(subtrees.clone(), size);
    }

    long size() {
        return size;
    }

    void append(byte[] leafHash) {
        byte[] hash = leafHash;
        int height = 0;
        for (; (size >> height) % 2 == 1; height++) {
            hash = MerkleTree.nodeHash(subtrees[height], hash);
        }
        subtrees[height] = hash;
        size++;
    }

    boolean hasRoot(byte[] root) {
        byte[] hash = {};
        for (long left = size; left != 0; left &= left - 1) {
            byte[] subtree = subtrees[Long.numberOfTrailingZeros(left)];
            hash = hash.length == 0 ? subtree : MerkleTree.nodeHash(subtree, hash);
        }
        return Arrays.equals(size == 0 ? Sha256.of() : hash, root);
    }
}
