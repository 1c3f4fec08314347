package io.gradus.proof;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger from its first entry on, in ascending order of the place each was found at, and names the first bad entry.
 *
 * <p>An entry whose {@code previous} does not fit may itself be the bad one, or the one before it; which of them, the entry and
 * the checkpoint that come after tell; where they cannot, the earlier is named. A tree that is not what a checkpoint signed, although the chain is whole, was rewritten somewhere
 * after the last checkpoint that fits: that is the first entry it can be.
 *
 * <p>Give entries until {@link #entry} and its like answer {@code false} or there are no more, then {@link #finish}.
 */
public final class LedgerVerifier {

    private final Deque<Checkpoint> ahead;
    private final MerkleFrontier tree;
    private @Nullable String lastHash;
    private long signed;
    private boolean differs;
    private @Nullable Suspect suspect;
    private @Nullable Fault fault;

    /** @param checkpoints of this ledger, their signatures already checked by {@link Checkpoint#open} */
    public LedgerVerifier(Collection<Checkpoint> checkpoints) {
        this.ahead = new ArrayDeque<>(checkpoints.stream()
                .sorted(Comparator.comparingLong(Checkpoint::size))
                .toList());
        this.tree = new MerkleFrontier();
        this.lastHash = LedgerEntry.NONE_BEFORE;
        checkRoots();
        if (differs) {
            fault = Fault.at(1, FaultCode.ROOT_DIFFERS, 0, 0);
        }
    }

    private LedgerVerifier(LedgerVerifier other) {
        this.ahead = new ArrayDeque<>(other.ahead);
        this.tree = other.tree.copy();
        this.lastHash = other.lastHash;
        this.signed = other.signed;
        this.differs = other.differs;
        this.suspect = other.suspect == null ? null : other.suspect.copy();
        this.fault = other.fault;
    }

    /** The entry whose {@code previous} does not fit, and the tree there would be if that one field were corrected. */
    private record Suspect(long sequence, String expected, String correctedHash, MerkleFrontier corrected) {

        Suspect copy() {
            return new Suspect(sequence, expected, correctedHash, corrected.copy());
        }
    }

    LedgerVerifier copy() {
        return new LedgerVerifier(this);
    }

    /** An entry as its canonical bytes were found at a place; false when there is no need to give more. */
    public boolean entry(long sequence, byte[] canonical) {
        return entry(sequence, canonical, Sha256.hex(canonical));
    }

    /** An entry beside which its hash is stored too. */
    public boolean entry(long sequence, byte[] canonical, String storedHash) {
        LedgerEntry entry;
        try {
            entry = LedgerEntry.read(canonical);
        } catch (InvalidEntryException e) {
            return unreadable(sequence, e.getMessage());
        }
        if (!isNext(sequence, entry)) {
            return false;
        }
        String hash = Sha256.hex(canonical);
        if (!hash.equals(storedHash)) {
            return stop(earlier(FaultCode.HASH_WRONG, sequence));
        }
        if (entry.sequence() != sequence) {
            return stop(earlier(FaultCode.ENTRY_MISPLACED, sequence, entry.sequence()));
        }
        return chain(entry, canonical, hash);
    }

    /** An entry whose components are stored, with its hash beside them. */
    public boolean entry(long sequence, LedgerEntry found, String storedHash) {
        byte[] canonical;
        try {
            canonical = found.canonical();
        } catch (IllegalArgumentException e) {
            return unreadable(sequence, String.valueOf(e.getMessage()));
        }
        return entry(sequence, canonical, storedHash);
    }

    /** An entry as a line of a file, whose place is the number it gives itself. */
    boolean line(byte[] canonical) {
        try {
            return entry(LedgerEntry.read(canonical).sequence(), canonical);
        } catch (InvalidEntryException e) {
            return unreadable(read() + 1, e.getMessage());
        }
    }

    long read() {
        return tree.size();
    }

    /** Something was found at a place that cannot be read as an entry. */
    public boolean unreadable(long sequence, String reason) {
        return isNext(sequence, null) && stop(earlier(FaultCode.ENTRY_UNREADABLE, sequence, reason));
    }

    /** The leaf hash of an entry that is not shown; the chain cannot be followed through it. */
    public boolean leafHash(long sequence, byte[] leafHash) {
        if (!isNext(sequence, null)) {
            return false;
        }
        Fault pending = differs ? pending() : null;
        if (pending != null) {
            return stop(pending);
        }
        append(leafHash, leafHash);
        lastHash = null;
        return checkRoots();
    }

    /** There are no more entries. */
    public LedgerReport finish() {
        if (fault == null) {
            fault = pending();
        }
        Checkpoint missed = ahead.peekLast();
        if (fault == null && missed != null) {
            fault = Fault.at(tree.size() + 1, FaultCode.LEDGER_SHORTER, tree.size(), missed.size());
        }
        return new LedgerReport(tree.size(), signed, fault);
    }

    private boolean isNext(long sequence, @Nullable LedgerEntry entry) {
        if (fault != null) {
            return false;
        }
        long next = tree.size() + 1;
        if (sequence == next) {
            return true;
        }
        if (suspect != null && sequence == suspect.sequence && entry != null) {
            // The one found at the same place vouches for the entry before both.
            if (entry.previous().equals(suspect.expected)) {
                return stop(previousWrong(suspect.sequence));
            }
        }
        if (sequence > next) {
            return stop(earlier(FaultCode.ENTRY_MISSING, next));
        }
        boolean goesOn = entry != null && entry.previous().equals(lastHash);
        return stop(earlier(FaultCode.ENTRY_TWICE, sequence == next - 1 && !goesOn ? sequence : next, sequence));
    }

    private boolean chain(LedgerEntry entry, byte[] canonical, String hash) {
        long sequence = entry.sequence();
        if (suspect != null) {
            return stop(verdict(suspect, entry));
        }
        boolean fits = lastHash == null || lastHash.equals(entry.previous());
        if (differs) {
            return stop(fits ? rootDiffers() : changed(sequence - 1));
        }
        byte[] leaf = MerkleTree.leafHash(canonical);
        if (fits) {
            append(leaf, leaf);
        } else if (signed == sequence - 1) {
            return stop(previousWrong(sequence));
        } else {
            suspectOf(entry, leaf);
        }
        lastHash = hash;
        return checkRoots();
    }

    private Fault verdict(Suspect suspect, LedgerEntry next) {
        if (next.previous().equals(suspect.correctedHash)) {
            return previousWrong(suspect.sequence);
        }
        return next.previous().equals(lastHash) ? changed(suspect.sequence - 1) : linkBroken(suspect);
    }

    private void suspectOf(LedgerEntry entry, byte[] leaf) {
        String expected = String.valueOf(lastHash);
        LedgerEntry corrected = new LedgerEntry(
                entry.sequence(),
                expected,
                entry.at(),
                entry.actor(),
                entry.type(),
                entry.subject(),
                entry.reason(),
                entry.payload());
        byte[] canonical = corrected.canonical();
        suspect = new Suspect(entry.sequence(), expected, Sha256.hex(canonical), tree.copy());
        append(leaf, MerkleTree.leafHash(canonical));
    }

    private void append(byte[] leaf, byte[] corrected) {
        tree.append(leaf);
        if (suspect != null) {
            suspect.corrected.append(corrected);
        }
    }

    private boolean checkRoots() {
        for (Checkpoint next = ahead.peek(); next != null && next.size() == tree.size(); next = ahead.peek()) {
            ahead.remove();
            boolean same = tree.hasRoot(next.rootBytes());
            if (suspect != null && (same || suspect.corrected.hasRoot(next.rootBytes()))) {
                return stop(previousWrong(suspect.sequence));
            }
            if (same && !differs) {
                signed = tree.size();
            }
            differs |= !same;
        }
        return true;
    }

    /** The fault, unless an entry before it turns out to be bad already. */
    private Fault earlier(FaultCode code, long sequence, Object... details) {
        Fault pending = pending();
        return pending == null ? Fault.at(sequence, code, details) : pending;
    }

    private @Nullable Fault pending() {
        if (suspect != null) {
            return linkBroken(suspect);
        }
        return differs ? rootDiffers() : null;
    }

    private Fault rootDiffers() {
        return Fault.at(signed + 1, FaultCode.ROOT_DIFFERS, tree.size(), tree.size());
    }

    private static Fault changed(long sequence) {
        return Fault.at(sequence, FaultCode.ENTRY_CHANGED);
    }

    private static Fault linkBroken(Suspect suspect) {
        return Fault.at(suspect.sequence - 1, FaultCode.LINK_BROKEN, suspect.sequence);
    }

    private static Fault previousWrong(long sequence) {
        return Fault.at(sequence, FaultCode.PREVIOUS_WRONG);
    }

    private boolean stop(Fault found) {
        fault = found;
        return false;
    }
}
