package io.gradus.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTests {

    private static final SampleEvidence SAMPLE = new SampleEvidence();
    private static final List<NoteVerifier> KEY = List.of(SampleEvidence.SIGNER.verifier());

    @TempDir
    private Path directory;

    private EvidenceReport report(byte[] zip, List<NoteVerifier> keys) throws UnusableEvidenceException {
        return EvidenceVerification.verify(SampleEvidence.file(directory, "evidence.zip", zip), keys);
    }

    private List<FaultCode> faults(Map<String, byte[]> members) throws UnusableEvidenceException {
        return report(SampleEvidence.zip(members), KEY).faults().stream()
                .map(Fault::code)
                .toList();
    }

    @Test
    void aWholeLedgerHolds() throws Exception {
        EvidenceReport report = report(SAMPLE.ledger(1, 40), KEY);

        assertThat(report.faults()).isEmpty();
        assertThat(report.entries()).isEqualTo(40);
        assertThat(report.checkpoints()).hasSize(4);
        assertThat(report.workbooks()).isEqualTo(1);
        assertThat(report.runs()).isEqualTo(1);
        assertThat(report.keysFromFile()).isFalse();
    }

    @Test
    void aStretchHoldsAndShowsNothingElse() throws Exception {
        byte[] zip = SAMPLE.ledger(3, 8);

        assertThat(report(zip, KEY).faults()).isEmpty();
        assertThat(report(zip, KEY).entries()).isEqualTo(6);
        Map<String, byte[]> members = SampleEvidence.members(zip);
        assertThat(new String(members.get("entries.jsonl"), UTF_8)).doesNotContain("customer-value/9");
        assertThat(new String(members.get("leaf-hashes.txt"), UTF_8).lines()).hasSize(34);
    }

    @Test
    void theSameEvidenceHasTheSameBytes() {
        assertThat(SAMPLE.ledger(1, 40)).isEqualTo(SAMPLE.ledger(1, 40));
        assertThat(SAMPLE.decision()).isEqualTo(SAMPLE.decision());
    }

    @Test
    void oneDecisionHoldsAndShowsNobodyElse() throws Exception {
        byte[] zip = SAMPLE.decision();

        EvidenceReport report = report(zip, KEY);

        assertThat(report.faults()).isEmpty();
        assertThat(report.decision()).isTrue();
        SampleEvidence.members(zip)
                .values()
                .forEach(bytes -> assertThat(new String(bytes, UTF_8)).doesNotContain("C13", "C15"));
    }

    @Test
    void theFilesOwnKeysAreSaidToBeSo() throws Exception {
        assertThat(report(SAMPLE.decision(), List.of()).keysFromFile()).isTrue();
        assertThat(print(Locale.ENGLISH, SAMPLE.decision())).contains("THESE KEYS ARE THOSE OF THE FILE ITSELF");
    }

    @Test
    void aGivenKeyOutranksTheFilesOwn() throws Exception {
        List<NoteVerifier> another = List.of(SampleEvidence.ANOTHER.verifier());

        assertThat(report(SAMPLE.ledger(1, 40), another).faults())
                .extracting(Fault::code)
                .contains(FaultCode.CHECKPOINT_INVALID, FaultCode.NO_CHECKPOINT);
        assertThat(report(SAMPLE.decision(), another).faults())
                .extracting(Fault::code)
                .containsExactly(FaultCode.CHECKPOINT_INVALID);
    }

    @Test
    void everyChangeOfALedgerHasItsFault() throws Exception {
        byte[] zip = SAMPLE.ledger(1, 40);

        Map<String, byte[]> members = SampleEvidence.members(zip);
        members.remove("workbooks/" + SampleEvidence.WORKBOOK_HASH + ".xlsx");
        assertThat(faults(members)).containsExactly(FaultCode.WORKBOOK_MISSING);

        members = SampleEvidence.members(zip);
        members.put("workbooks/" + SampleEvidence.WORKBOOK_HASH + ".xlsx", new byte[3]);
        assertThat(faults(members)).containsExactly(FaultCode.WORKBOOK_CHANGED, FaultCode.WORKBOOK_MISSING);

        members = SampleEvidence.members(zip);
        members.remove("checkpoints/40.txt");
        assertThat(faults(members)).containsExactly(FaultCode.NOT_SIGNED);

        members = SampleEvidence.members(zip);
        members.put("checkpoints/41.txt", members.remove("checkpoints/40.txt"));
        assertThat(faults(members)).containsExactly(FaultCode.CHECKPOINT_MISNAMED);

        members = SampleEvidence.members(zip);
        members.put("trees/another.txt", members.remove("trees/" + SampleEvidence.RUN + ".txt"));
        assertThat(faults(members)).containsExactly(FaultCode.TREE_WITHOUT_RUN);

        members = SampleEvidence.members(zip);
        members.put("trees/" + SampleEvidence.RUN + ".txt", "0".repeat(64).getBytes(UTF_8));
        assertThat(faults(members)).containsExactly(FaultCode.RUN_DIFFERS);

        members = SampleEvidence.members(zip);
        members.put("leaf-hashes.txt", "x".getBytes(UTF_8));
        assertThat(faults(members)).contains(FaultCode.LEAF_HASHES_INVALID);

        members = SampleEvidence.members(zip);
        members.put("entries.jsonl", new byte[0]);
        assertThat(faults(members)).contains(FaultCode.NO_ENTRIES);
    }

    @Test
    void everyChangeOfADecisionHasItsFault() throws Exception {
        byte[] zip = SAMPLE.decision();
        for (String name : SampleEvidence.members(zip).keySet()) {
            Map<String, byte[]> members = SampleEvidence.members(zip);
            members.remove(name);
            if (name.equals("decision.json")) {
                assertThatThrownBy(() -> faults(members)).isInstanceOf(UnusableEvidenceException.class);
            } else if (!name.equals("README.txt") && !name.equals("keys.txt")) {
                assertThat(faults(members)).as(name).hasSize(1);
            }
        }

        Map<String, byte[]> members = SampleEvidence.members(zip);
        String decision = new String(members.get("decision.json"), UTF_8);
        members.put("decision.json", decision.replace("HIGH", "BEST").getBytes(UTF_8));
        assertThat(faults(members)).containsExactly(FaultCode.PROOF_WRONG);

        members.put(
                "decision.json", decision.replace("\"policy\"", "\"pplicy\"").getBytes(UTF_8));
        assertThat(faults(members)).contains(FaultCode.FIELD_MISSING, FaultCode.RELEASE_DIFFERS);
        members.put("decision.json", decision.replace("23-1\"", "23-2\"").getBytes(UTF_8));
        assertThat(faults(members)).contains(FaultCode.RUN_DIFFERS);
        members.put("decision.json", decision.replace(":", ": ").getBytes(UTF_8));
        assertThat(faults(members)).containsExactly(FaultCode.MEMBER_INVALID);

        Map<String, byte[]> swapped = SampleEvidence.members(zip);
        swapped.put("upload-entry.json", swapped.get("run-entry.json"));
        swapped.put("upload-entry-proof.json", swapped.get("run-entry-proof.json"));
        assertThat(faults(swapped)).containsExactly(FaultCode.UPLOAD_DIFFERS, FaultCode.ORDER_WRONG);
    }

    @Test
    void whatIsNoEvidenceIsRefusedWithAReason() throws Exception {
        assertThatThrownBy(() -> EvidenceVerification.verify(directory.resolve("none.zip"), KEY))
                .isInstanceOf(UnusableEvidenceException.class);
        assertThat(unusable("not a zip".getBytes(UTF_8))).contains("not a zip");
        assertThat(unusable(SampleEvidence.zip(Map.of("README.txt", new byte[1]))))
                .contains("neither");
        assertThat(unusable(SampleEvidence.zip(Map.of("../../etc/passwd", new byte[1]))))
                .contains("no file of this name");
        assertThat(unusable(SampleEvidence.zip(Map.of("entries.jsonl", new byte[1], "decision.json", new byte[1]))))
                .contains("neither");
    }

    @Test
    void aBombIsRefusedBeforeItFillsTheMemory() {
        String workbook = "workbooks/" + SampleEvidence.WORKBOOK_HASH + ".xlsx";

        assertThat(unusable(
                        SampleEvidence.zip(Map.of("decision.json", new byte[1], workbook, new byte[(64 << 20) + 1]))))
                .contains("larger than evidence may be");
        assertThat(unusable(SampleEvidence.zip(Map.of("entries.jsonl", new byte[(4 << 20) + 1]))))
                .contains("larger than evidence may be");
    }

    private String unusable(byte[] zip) {
        Path file = SampleEvidence.file(directory, "unusable.zip", zip);
        try {
            return EvidenceVerification.verify(file, KEY).toString();
        } catch (UnusableEvidenceException e) {
            return e.text(Locale.ENGLISH);
        }
    }

    @Test
    void noDamageOfTheFileEndsInAnythingButAVerdict() {
        Random random = new Random(7);
        for (byte[] zip : List.of(SAMPLE.ledger(5, 30), SAMPLE.decision())) {
            for (int trial = 0; trial < 500; trial++) {
                byte[] damaged = zip.clone();
                for (int i = 0; i <= trial % 3; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertThat(print(Locale.ENGLISH, damaged))
                        .doesNotContain("Exception")
                        .isNotBlank();
            }
        }
    }

    @Test
    void theCommandLineSaysWhatWasCheckedInThreeLanguages() {
        String key = KEY.get(0).toString();

        assertThat(print(Locale.ENGLISH, SAMPLE.ledger(1, 40), "--key", key))
                .contains("ledger: 40 entries, 1 workbooks, 1 runs", SampleEvidence.ORIGIN, "GOOD")
                .doesNotContain("THESE KEYS");
        assertThat(print(Locale.SIMPLIFIED_CHINESE, SAMPLE.decision())).contains("通过", "密钥");
        assertThat(print(Locale.TRADITIONAL_CHINESE, SAMPLE.decision())).contains("通過", "金鑰");
        assertThat(print(Locale.GERMAN, SAMPLE.decision())).contains("GOOD");
    }

    @Test
    void theCommandLineReadsKeysFromAFile() throws Exception {
        Path evidence = SampleEvidence.file(directory, "evidence.zip", SAMPLE.decision());
        Path key = Files.writeString(directory.resolve("key.txt"), KEY.get(0) + "\n\n");
        Path another = Files.writeString(
                directory.resolve("other.txt"),
                SampleEvidence.ANOTHER.verifier().toString());
        Path none = Files.writeString(directory.resolve("none.txt"), "\n");

        assertThat(run(evidence.toString(), "--key-file", key.toString())).isEqualTo(0);
        assertThat(run(evidence.toString(), "--key-file", another.toString())).isEqualTo(1);
        assertThat(run(evidence.toString(), "--key-file", none.toString())).isEqualTo(2);
        assertThat(run(evidence.toString(), "--key-file", "missing")).isEqualTo(2);
        assertThat(run(evidence.toString(), "--key", "nonsense")).isEqualTo(2);
        assertThat(run(evidence.toString(), "--key")).isEqualTo(2);
        assertThat(run(evidence.toString(), evidence.toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void everyTextStandsInEveryLanguage() {
        ResourceBundle english = ResourceBundle.getBundle("io.gradus.proof.messages", Locale.ROOT);
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE)) {
            ResourceBundle bundle = ResourceBundle.getBundle("io.gradus.proof.messages", locale);
            assertThat(bundle.getLocale()).isEqualTo(locale);
            english.keySet().forEach(key -> assertThat(bundle.keySet()).contains(key));
        }
        for (FaultCode code : FaultCode.values()) {
            assertThat(Fault.at(7, code, "first", "second").text(Locale.ENGLISH))
                    .doesNotContain("{");
        }
        for (UnusableEvidenceException.Reason reason : UnusableEvidenceException.Reason.values()) {
            assertThat(new UnusableEvidenceException(reason, "x").text(Locale.SIMPLIFIED_CHINESE))
                    .startsWith("x");
        }
    }

    private String print(Locale locale, byte[] zip, String... arguments) {
        Path file = SampleEvidence.file(directory, "printed.zip", zip);
        String[] all = new String[arguments.length + 1];
        all[0] = file.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VerifierMain.run(all, locale, new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    private static int run(String... arguments) {
        return VerifierMain.run(arguments, Locale.ENGLISH, new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
    }
}
