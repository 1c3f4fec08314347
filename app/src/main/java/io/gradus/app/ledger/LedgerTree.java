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

    /** Answers from a tree that does not grow meanwhile. */
    public synchronized <T> T ask(Function<MerkleTree, T> question) {
        return question.apply(tree);
    }
}
