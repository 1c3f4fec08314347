package io.gradus.app.assignment;

import io.gradus.proof.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;

/** The tree over the history events of a run. Databases order texts beyond the basic plane in two ways; the bytes decide. */
final class EventTree {

    /** By the id's bytes. */
    private final TreeMap<byte[], byte[]> leafHashes = new TreeMap<>(Arrays::compareUnsigned);

    void add(AssignmentEvent event) {
        leafHashes.put(event.id().getBytes(StandardCharsets.UTF_8), MerkleTree.leafHash(EventLeaf.canonical(event)));
    }

    MerkleTree tree() {
        MerkleTree tree = new MerkleTree();
        leafHashes.values().forEach(tree::append);
        return tree;
    }

    /** Where the event stands among all, from 0. */
    long index(AssignmentEvent event) {
        return leafHashes
                .headMap(event.id().getBytes(StandardCharsets.UTF_8), false)
                .size();
    }

    RunDigest digest() {
        MerkleTree tree = tree();
        return new RunDigest(tree.size(), HexFormat.of().formatHex(tree.root()));
    }
}
