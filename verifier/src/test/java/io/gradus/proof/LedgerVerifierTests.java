package io.gradus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerVerifierTests {

    private static final int SIZE = 100_000;
    private static final int STEP = 128;

    /** As a database holds them: a place, the bytes, the hash beside them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(long place, byte[] canonical, String hash) {
        static Stored of(long place, byte[] canonical) {
            return new Stored(place, canonical, Sha256.hex(canonical));
        }
    }

    private static final List<Stored> LEDGER = new ArrayList<>();
    private static final List<Checkpoint> CHECKPOINTS = new ArrayList<>();
    /** The state before entry 1, 129, 257 and so on, so that a trial need not read from the beginning. */
    private static final List<LedgerVerifier> STATES = new ArrayList<>();

    @BeforeAll
    static void writeTheLedger() {
        MerkleTree tree = new MerkleTree();
        String previous = LedgerEntry.NONE_BEFORE;
        for (long sequence = 1; sequence <= SIZE; sequence++) {
            byte[] canonical = entry(sequence, previous, "as agreed").canonical();
            Stored stored = Stored.of(sequence, canonical);
            LEDGER.add(stored);
            previous = stored.hash();
            tree.append(MerkleTree.leafHash(canonical));
            if (sequence % 1000 == 0) {
                CHECKPOINTS.add(Checkpoint.of("tiers.example/ledger", tree));
            }
        }
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS);
        for (int i = 0; i < SIZE; i++) {
            if (i % STEP == 0) {
                STATES.add(verifier.copy());
            }
            give(verifier, LEDGER.get(i));
        }
        assertThat(verifier.finish()).isEqualTo(new LedgerReport(SIZE, SIZE, null));
    }

    private static LedgerEntry entry(long sequence, String previous, String reason) {
        return new LedgerEntry(
                sequence,
                previous,
                Instant.parse("2026-11-23T07:00:00Z").plusSeconds(sequence),
                "ada",
                "policy.approved",
                "customer-value/" + sequence,
                reason,
                Map.of("number", sequence, "sha256", Long.toHexString(sequence)));
    }

    private static boolean give(LedgerVerifier verifier, Stored stored) {
        return verifier.entry(stored.place(), stored.canonical(), stored.hash());
    }

    private static long firstBad(long from, List<Stored> rest) {
        int state = (int) ((from - 1) / STEP);
        LedgerVerifier verifier = STATES.get(state).copy();
        for (int i = state * STEP; i < from - 1; i++) {
            give(verifier, LEDGER.get(i));
        }
        for (Stored stored : rest) {
            if (!give(verifier, stored)) {
                break;
            }
        }
        Fault fault = verifier.finish().fault();
        return fault == null ? 0 : fault.sequence();
    }

    /** The entries from a sequence number on, as many as could ever be needed to find a fault among the first. */
    private static List<Stored> from(long sequence) {
        return new ArrayList<>(LEDGER.subList((int) sequence - 1, (int) Math.min(SIZE, sequence + 40L)));
    }

    @Test
    void everyTamperingIsFoundAtTheFirstBadEntry() {
        Random random = new Random(20261123);
        for (int trial = 0; trial < 1000; trial++) {
            long sequence = 1L + random.nextInt(SIZE - 50);
            List<Stored> rest = from(sequence);
            long expected = sequence;
            switch (trial % 8) {
                case 0 -> rest.set(0, flipped(rest.get(0), random));
                case 1 -> rest.set(0, rehashed(flipped(rest.get(0), random)));
                case 2 -> rest.set(0, rehashed(changedButReadable(rest.get(0), random)));
                case 3 -> rest.remove(0);
                case 4 -> {
                    Stored first = rest.get(0);
                    int other = 1 + random.nextInt(30);
                    rest.set(
                            0,
                            new Stored(
                                    first.place(),
                                    rest.get(other).canonical(),
                                    rest.get(other).hash()));
                    rest.set(other, new Stored(rest.get(other).place(), first.canonical(), first.hash()));
                }
                case 5 -> {
                    String previous = random.nextBoolean() ? "0".repeat(64) : previousOf(sequence);
                    rest.add(
                            0,
                            Stored.of(
                                    sequence,
                                    entry(sequence, previous, "slipped in").canonical()));
                }
                case 6 -> {
                    Stored first = rest.get(0);
                    int length = random.nextInt(first.canonical().length);
                    rest.set(0, Stored.of(sequence, java.util.Arrays.copyOf(first.canonical(), length)));
                }
                default -> rest.clear();
            }
            assertThat(firstBad(sequence, rest))
                    .as("trial %s at %s", trial, sequence)
                    .isEqualTo(expected);
        }
    }

    private static String previousOf(long sequence) {
        return sequence == 1
                ? LedgerEntry.NONE_BEFORE
                : LEDGER.get((int) sequence - 2).hash();
    }

    private static Stored flipped(Stored stored, Random random) {
        byte[] bytes = stored.canonical().clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return new Stored(stored.place(), bytes, stored.hash());
    }

    private static Stored rehashed(Stored stored) {
        return Stored.of(stored.place(), stored.canonical());
    }

    private static Stored changedButReadable(Stored stored, Random random) {
        LedgerEntry entry = LedgerEntry.read(stored.canonical());
        boolean inPrevious = random.nextBoolean();
        return Stored.of(
                stored.place(),
                entry(
                                entry.sequence(),
                                inPrevious ? "a".repeat(64) : entry.previous(),
                                inPrevious ? entry.reason() : "other")
                        .canonical());
    }

    @Test
    void aRewrittenTailIsNamedFromTheLastCheckpointThatFits() {
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS);
        LEDGER.subList(0, 2500).forEach(stored -> give(verifier, stored));
        String previous = LEDGER.get(2499).hash();
        boolean more = true;
        for (long sequence = 2501; more; sequence++) {
            byte[] canonical = entry(sequence, previous, "rewritten").canonical();
            previous = Sha256.hex(canonical);
            more = verifier.entry(sequence, canonical);
        }

        LedgerReport report = verifier.finish();

        assertThat(report.signed()).isEqualTo(2000);
        assertThat(report.fault()).isEqualTo(Fault.at(2001, FaultCode.ROOT_DIFFERS, 3000, 3000));
    }

    @Test
    void whereNothingTellsWhichOfTwoEntriesWasChangedTheEarlierIsNamed() {
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS);
        List<Stored> ledger = new ArrayList<>(LEDGER.subList(0, 60));
        ledger.set(50, Stored.of(51, entry(51, "a".repeat(64), "other").canonical()));
        ledger.forEach(stored -> give(verifier, stored));

        assertThat(verifier.finish().fault()).isEqualTo(Fault.at(50, FaultCode.LINK_BROKEN, 51));
    }

    @Test
    void aCheckpointTellsWhichOfTwoEntriesWasChanged() {
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS);
        List<Stored> ledger = new ArrayList<>(LEDGER.subList(0, 1010));
        ledger.set(1000, Stored.of(1001, entry(1001, "a".repeat(64), "other").canonical()));
        ledger.forEach(stored -> give(verifier, stored));

        assertThat(verifier.finish().fault()).isEqualTo(Fault.at(1001, FaultCode.PREVIOUS_WRONG));
    }

    @Test
    void aLedgerShorterThanWhatWasSignedMissesItsNextEntry() {
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS.subList(0, 1));
        LEDGER.subList(0, 998).forEach(stored -> give(verifier, stored));

        Fault fault = Objects.requireNonNull(verifier.finish().fault());

        assertThat(fault).isEqualTo(Fault.at(999, FaultCode.LEDGER_SHORTER, 998, 1000));
        assertThat(fault.text(Locale.ENGLISH))
                .isEqualTo("entry 999: missing: the ledger ends at 998, a checkpoint was signed for 1000");
    }

    @Test
    void entriesAfterTheLastCheckpointAreChainedButNotSigned() {
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS.subList(0, 1));
        LEDGER.subList(0, 1200).forEach(stored -> give(verifier, stored));

        assertThat(verifier.finish()).isEqualTo(new LedgerReport(1200, 1000, null));
    }

    @Test
    void aLedgerOfWhichOnlySomeEntriesAreShownHasTheSameRoot() {
        LedgerVerifier verifier = new LedgerVerifier(CHECKPOINTS.subList(0, 2));
        for (Stored stored : LEDGER.subList(0, 2000)) {
            if (stored.place() >= 500 && stored.place() < 600) {
                verifier.entry(stored.place(), stored.canonical());
            } else {
                verifier.leafHash(stored.place(), MerkleTree.leafHash(stored.canonical()));
            }
        }

        assertThat(verifier.finish()).isEqualTo(new LedgerReport(2000, 2000, null));
    }

    @Test
    void whatADatabaseHoldsInAnotherKindIsUnreadable() {
        LedgerVerifier verifier = new LedgerVerifier(List.of());
        LedgerEntry good = LedgerEntry.read(LEDGER.get(0).canonical());
        LedgerEntry bad =
                new LedgerEntry(2, good.hash(), good.at(), "ada", "policy.approved", "x", "", Map.of("number", 1.5));

        assertThat(verifier.entry(1, good, good.hash())).isTrue();
        assertThat(verifier.entry(2, bad, good.hash())).isFalse();

        assertThat(Objects.requireNonNull(verifier.finish().fault()).code()).isEqualTo(FaultCode.ENTRY_UNREADABLE);
    }

    @Test
    void anEmptyLedgerMayBeSignedToo() {
        Checkpoint empty = Checkpoint.of("tiers.example/ledger", new MerkleTree());
        Checkpoint wrong =
                new Checkpoint("tiers.example/ledger", 0, HexFormat.of().formatHex(new byte[32]), List.of());

        assertThat(new LedgerVerifier(List.of(empty)).finish()).isEqualTo(new LedgerReport(0, 0, null));
        assertThat(new LedgerVerifier(List.of(wrong)).finish().fault()).isNotNull();
    }
}
