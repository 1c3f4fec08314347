package io.gradus.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Imports;
import io.gradus.app.customer.Order;
import io.gradus.app.ledger.Checkpoints;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerKeys;
import io.gradus.app.run.FinishedRuns;
import io.gradus.app.run.Run;
import io.gradus.app.run.RunProof;
import io.gradus.app.run.RunState;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.fixtures.TestService;
import io.gradus.proof.Checkpoint;
import io.gradus.proof.EvidenceReport;
import io.gradus.proof.EvidenceVerification;
import io.gradus.proof.KeyFile;
import io.gradus.proof.NoteSigner;
import io.gradus.proof.SignedNote;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Proof and questions on a real database with one finished run over sixty customers. */
class AuditTests {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final EventFilter ALL = new EventFilter(null, null, null, null, null);

    @TempDir
    private static Path folder = Path.of(".");

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();
    private static String run = "";

    @BeforeAll
    static void start() {
        context = TestService.quiet(folder, "audit");
        List<CustomerRecord> customers = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            // Names beyond the basic plane are ordered by their bytes, not by their UTF-16 units.
            String id = i % 20 == 0 ? "\uD83D\uDE00" + i : i % 15 == 0 ? "\uFF21" + i : "person-" + i;
            customers.add(new CustomerRecord(
                    id,
                    Map.of("shortTermAssets", new BigDecimal(i * 5000), "birthDate", LocalDate.of(1950 + i, 2, 1))));
            orders.add(new Order(
                    id, "o1", DAY.minusDays(i * 7L), new BigDecimal(i * 1700), new BigDecimal(i * 90), Map.of()));
        }
        context.getBean(Imports.class).save(customers, orders);
        Runs runs = context.getBean(Runs.class);
        run = runs.start(List.of(), DAY, Actor.SHIPPED).id();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> runs.find(run).map(Run::state).orElseThrow() != RunState.RUNNING);
        assertThat(runs.find(run).map(Run::state)).contains(RunState.FINISHED);
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    private static MongoCollection<Document> collection(String name) {
        return context.getBean(MongoDatabase.class).getCollection(name);
    }

    private static Verification.Result verify() {
        return context.getBean(Verification.class).verify(List.of(), List.of(), VerificationProgress.NONE);
    }

    private static AssignmentEvent some(String policy) {
        return context.getBean(AssignmentHistory.class)
                .find(new EventFilter(null, policy, null, null, null), "", 1)
                .get(0);
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static Path zip(String name, Writing writing) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            writing.to(out);
        }
        return file;
    }

    private static void changing(String collection, Object id, String field, Object value, Runnable look) {
        Document before = Objects.requireNonNull(
                collection(collection).find(Filters.eq("_id", id)).first());
        collection(collection).updateOne(Filters.eq("_id", id), Updates.set(field, value));
        try {
            look.run();
        } finally {
            collection(collection).replaceOne(Filters.eq("_id", id), before);
        }
    }

    @Test
    void theLedgerKnowsTheRunAndAllItsEvents() {
        context.getBean(Checkpoints.class).sign();

        Verification.Result result = verify();

        assertThat(result.isGood()).isTrue();
        assertThat(result.runs()).isEqualTo(1);
        assertThat(result.ledger().checkpoints()).isPositive();
        RunProof proof = context.getBean(FinishedRuns.class).find(run).orElseThrow();
        assertThat(proof.events())
                .isEqualTo(context.getBean(AssignmentHistory.class).count());
    }

    @Test
    void aChangedEventIsFoundByItsRun() {
        AssignmentEvent event = some("customer-value");

        changing("assignmentEvents", event.id(), "to", "HIGHEST", () -> {
            Verification.Result result = verify();
            assertThat(result.ledger().isGood()).isTrue();
            assertThat(result.runFaults())
                    .extracting(Verification.RunFault::run)
                    .containsExactly(run);
        });
        changing(
                "assignmentEvents",
                event.id(),
                "facts.orders",
                77,
                () -> assertThat(verify().runFaults()).hasSize(1));
        assertThat(verify().isGood()).isTrue();
    }

    @Test
    void whatNoRunDecidedIsFound() {
        AssignmentEvent event = some("customer-value");
        Document forged = Objects.requireNonNull(collection("assignmentEvents")
                .find(Filters.eq("_id", event.id()))
                .first());
        for (Document strange : List.of(
                new Document(forged).append("_id", "!x/customer-value/" + event.customerId()),
                new Document(forged).append("_id", "zz/customer-value/x").append("run", "zz"))) {
            collection("assignmentEvents").insertOne(strange);
            try {
                assertThat(verify().decisionFaults()).containsExactly(strange.getString("_id"));
            } finally {
                collection("assignmentEvents").deleteOne(Filters.eq("_id", strange.get("_id")));
            }
        }
        changing(
                "assignments",
                event.customerId(),
                "tiers.customer-value.outcome",
                "FORGED",
                () -> assertThat(verify().tierFaults())
                        .containsExactly(new Assignments.UnprovedTier(event.customerId(), "customer-value")));
        changing(
                "workbooks",
                event.policyHash(),
                "bytes",
                new Binary(new byte[] {1}),
                () -> assertThat(verify().workbookFaults()).containsExactly(event.policyHash()));
        assertThat(verify().isGood()).isTrue();
    }

    @Test
    void aRewrittenLedgerIsNotSignedFor() {
        Checkpoints checkpoints = context.getBean(Checkpoints.class);
        checkpoints.sign();
        Path remembered = folder.resolve("ledger.key.checkpoint");
        assertThat(remembered).exists();
        try {
            String note = Files.readString(remembered);
            int root = note.indexOf('\n', note.indexOf('\n') + 1) + 1;
            char other = note.charAt(root) == 'A' ? 'B' : 'A';
            Files.writeString(remembered, note.substring(0, root) + other + note.substring(root + 1));
            assertThatThrownBy(checkpoints::sign)
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("refusal.ledger-rewritten"));
            Files.writeString(remembered, note);
            checkpoints.sign();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aChangedEntryIsNamed() {
        changing("ledger", 5L, "reason", "another", () -> {
            Verification.Result result = verify();
            assertThat(result.isGood()).isFalse();
            assertThat(Objects.requireNonNull(result.ledger().ledger().fault()).sequence())
                    .isEqualTo(5);
        });
        changing(
                "ledger",
                5L,
                "payload.number",
                2L,
                () -> assertThat(Objects.requireNonNull(
                                        verify().ledger().ledger().fault())
                                .sequence())
                        .isEqualTo(5));
        assertThat(verify().isGood()).isTrue();
    }

    @Test
    void aLedgerThatWasCutShortIsNotWhatWasSigned() {
        context.getBean(Checkpoints.class).sign();
        long last = context.getBean(Ledger.class).size();
        Document cut = Objects.requireNonNull(collection("ledger").findOneAndDelete(Filters.eq("_id", last)));
        try {
            // The entry that is gone may be the one that names the key; whoever noted the key elsewhere is not misled.
            Verification.Result result = context.getBean(Verification.class)
                    .verify(context.getBean(LedgerKeys.class).all(), List.of(), VerificationProgress.NONE);
            assertThat(Objects.requireNonNull(result.ledger().ledger().fault()).sequence())
                    .isEqualTo(last);
            assertThat(verify().isGood()).isFalse();
        } finally {
            collection("ledger").insertOne(cut);
        }
    }

    @Test
    void anExportIsVerifiedWithoutDatabase() throws Exception {
        EvidenceFiles evidence = context.getBean(EvidenceFiles.class);
        Path whole = zip("whole.zip", out -> evidence.ledger(1, 0, out));
        Path part = zip("part.zip", out -> evidence.ledger(10, 20, out));

        EvidenceReport report = EvidenceVerification.verify(whole, List.of());
        assertThat(report.faults()).isEmpty();
        assertThat(report.entries()).isEqualTo(context.getBean(Ledger.class).size());
        assertThat(report.workbooks()).isEqualTo(33);
        assertThat(EvidenceVerification.verify(part, List.of()).faults()).isEmpty();
        assertThat(EvidenceVerification.verify(part, List.of()).entries()).isEqualTo(11);
    }

    @Test
    void theEvidenceOfADecisionSaysNothingOfAnybodyElse() throws Exception {
        AssignmentEvent event = some("bank-star");
        Path file =
                zip("decision.zip", out -> context.getBean(EvidenceFiles.class).decision(event.id(), out));

        EvidenceReport report = EvidenceVerification.verify(file, List.of());

        assertThat(report.faults()).isEmpty();
        assertThat(report.decision()).isTrue();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String text =
                        new String(zip.getInputStream(entry).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(text.replace(event.customerId(), "")).doesNotContain("person-");
            }
        }
        assertThatThrownBy(() -> context.getBean(EvidenceFiles.class).decision("none", OutputStream.nullOutputStream()))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void everyStoredDecisionComesOutTheSameAgain() {
        Reevaluation.Summary summary = context.getBean(Reevaluation.class).all(ALL, done -> {});

        assertThat(summary.compared())
                .isEqualTo(context.getBean(AssignmentHistory.class).count());
        assertThat(summary.different()).isEmpty();
        assertThat(summary.equal()).isEqualTo(summary.compared());
    }

    @Test
    void aDecisionOnOtherFactsComesOutDifferently() {
        AssignmentEvent event = context.getBean(AssignmentHistory.class)
                .find(new EventFilter("person-59", "customer-value", null, null, null), "", 1)
                .get(0);
        Reevaluation reevaluation = context.getBean(Reevaluation.class);

        changing("assignmentEvents", event.id(), "facts", new Document(), () -> {
            Reevaluation.Comparison again = reevaluation.again(event.id());
            assertThat(again.isEqual()).isFalse();
            assertThat(again.problem()).isNull();
        });
        changing(
                "assignmentEvents",
                event.id(),
                "policyHash",
                "0".repeat(64),
                () -> assertThat(reevaluation.again(event.id()).problem()).isEqualTo("refusal.no-workbook"));
    }

    @Test
    void aSampleIsTheSameForTheSameSeed() {
        Samples samples = context.getBean(Samples.class);

        List<AssignmentEvent> sample = samples.draw("2026", 25, ALL);

        assertThat(sample).hasSize(25).isEqualTo(samples.draw("2026", 25, ALL));
        assertThat(sample).isNotEqualTo(samples.draw("2027", 25, ALL));
        assertThat(Set.copyOf(sample)).hasSize(25);
    }

    @Test
    void theHistoryOfAPolicyIsToldInOrder() {
        List<PolicyHistory.Event> history =
                context.getBean(PolicyHistory.class).of("lifecycle", 0, 100, Locale.ENGLISH);

        assertThat(history)
                .extracting(PolicyHistory.Event::type)
                .containsExactly("policy.shipped", "release.published");
        assertThat(history).extracting(PolicyHistory.Event::version).containsExactly(1, 1);
    }

    @Test
    void aRotatedKeyIsInTheLedgerAndSignsFromThenOn() {
        Checkpoints checkpoints = context.getBean(Checkpoints.class);
        checkpoints.sign();
        String before = checkpoints.latest().orElseThrow().signatures().get(0).id();

        checkpoints.rotateKey("a year has passed", Actor.SHIPPED);

        assertThat(checkpoints.latest().orElseThrow().signatures().get(0).id()).isNotEqualTo(before);
        assertThat(verify().isGood()).isTrue();
        assertThat(folder.resolve("ledger.key." + before)).exists();
    }

    @Test
    void aRotationThatWasInterruptedIsFinished() throws IOException {
        Checkpoints checkpoints = context.getBean(Checkpoints.class);
        checkpoints.sign();
        Path key = folder.resolve("ledger.key");
        byte[] old = Files.readAllBytes(key);
        String made = checkpoints.rotateKey("lost a disk", Actor.SHIPPED).id();
        byte[] now = Files.readAllBytes(key);

        // As a kill between the entry and the move leaves it.
        Files.move(key, folder.resolve("ledger.key.next"));
        writeKey(key, old);
        assertThat(checkpoints.sign().signatures().get(0).id()).isEqualTo(made);
        assertThat(Files.readAllBytes(key)).isEqualTo(now);

        // Somebody brought the old file back.
        writeKey(key, old);
        assertThatThrownBy(checkpoints::sign)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("refusal.key-replaced"));
        writeKey(key, now);
        assertThat(verify().isGood()).isTrue();
    }

    private static void writeKey(Path key, byte[] bytes) throws IOException {
        Files.deleteIfExists(key);
        Files.createFile(
                key,
                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                        java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        Files.write(key, bytes);
    }

    @Test
    void aReplacedKeySignsForNoLaterEntries() throws IOException {
        Checkpoints checkpoints = context.getBean(Checkpoints.class);
        checkpoints.sign();
        NoteSigner old = KeyFile.read(folder.resolve("ledger.key"));
        checkpoints.rotateKey("it was stolen", Actor.SHIPPED);
        SignedNote good = checkpoints.latest().orElseThrow();
        long size = Checkpoint.parse(good.text()).size();
        String forged =
                new String(Checkpoint.parse(good.text()).sign(old).bytes(), java.nio.charset.StandardCharsets.UTF_8);

        SignedNote kept = SignedNote.parse(forged.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(context.getBean(Verification.class)
                        .verify(List.of(), List.of(kept), VerificationProgress.NONE)
                        .isGood())
                .isFalse();
        changing("checkpoints", size, "note", forged, () -> {
            assertThat(verify().ledger().faultyCheckpoints()).containsExactly(String.valueOf(size));
            assertThat(verify().isGood()).isFalse();
        });
        assertThat(verify().isGood()).isTrue();
    }
}
