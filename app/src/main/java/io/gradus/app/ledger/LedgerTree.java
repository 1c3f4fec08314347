package io.gradus.app.ledger;

import io.gradus.proof.LedgerEntry;
import io.gradus.proof.MerkleTree;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The tree over all entries. */
@Component
public class LedgerTree implements LedgerFold {

    private final MerkleTree tree = new MerkleTree();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        tree.append(MerkleTree.leafHash(entry.canonical()));
    }

    /** A copy that does not grow. */
    public synchronized MerkleTree copy() {
        MerkleTree copy = new MerkleTree();
        for (long index = 0; index < tree.size(); index++) {
            copy.append(tree.leaf(index));
        }
        return copy;
    }

    /** Answers from a tree that does not grow meanwhile. */
    public synchronized <T> T ask(Function<MerkleTree, T> question) {
        return question.apply(tree);
    }
}
