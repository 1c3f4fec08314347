package io.gradus.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifier in Python, which shares no code with this one, comes to the same verdicts. */
class IndependentVerifierTests {

    private static final Path SCRIPTS = Path.of("..", "docs", "verify");
    private static final SampleEvidence SAMPLE = new SampleEvidence();
    private static final NoteVerifier KEY = SampleEvidence.SIGNER.verifier();

    /** Verifies many files in one process: prints the exit code and the first bad entry of each, a line each. */
    private static final String LOOP = """
            import contextlib, io, re, sys
            sys.path.insert(0, sys.argv[1])
            sys.dont_write_bytecode = True
            import verify_ledger
            for name in open(sys.argv[3], encoding="utf-8").read().split("\\n"):
                with contextlib.redirect_stdout(io.StringIO()) as printed:
                    code = verify_ledger.main([name, "--key", sys.argv[2]])
                named = re.search("FAULT: entr(?:y|ies) ([0-9]+)", printed.getvalue())
                print(code, named.group(1) if named else 0)
            """;

    @TempDir
    private Path directory;

    private final Random random = new Random(42);

    @Test
    void bothAgreeOnEveryTampering() throws Exception {
        assumeThat(hasPython()).as("python3").isTrue();
        List<byte[]> zips = new ArrayList<>(List.of(SAMPLE.ledger(1, 40), SAMPLE.ledger(5, 31), SAMPLE.decision()));
        int good = zips.size();
        for (int trial = 0; trial < 180; trial++) {
            zips.add(tampered(SampleEvidence.members(zips.get(trial % good)), trial));
        }
        List<Path> files = new ArrayList<>();
        for (byte[] zip : zips) {
            files.add(SampleEvidence.file(directory, files.size() + ".zip", zip));
        }

        List<String> java = files.stream().map(file -> java(file, KEY)).toList();

        assertThat(java.subList(0, good)).containsOnly("0 0");
        assertThat(java.subList(good, java.size())).doesNotContain("0 0");
        assertThat(python(files, KEY)).isEqualTo(java);
    }

    @Test
    void bothRefuseAnotherKey() throws Exception {
        assumeThat(hasPython()).as("python3").isTrue();
        NoteVerifier another = SampleEvidence.ANOTHER.verifier();
        List<Path> files = List.of(
                SampleEvidence.file(directory, "a.zip", SAMPLE.ledger(1, 40)),
                SampleEvidence.file(directory, "b.zip", SAMPLE.decision()));

        assertThat(python(files, another)).allMatch(verdict -> verdict.startsWith("1"));
        assertThat(files).allMatch(file -> java(file, another).startsWith("1"));
    }

    private static String java(Path file, NoteVerifier key) {
        try {
            List<Fault> faults = EvidenceVerification.verify(file, List.of(key)).faults();
            long named = faults.stream()
                    .mapToLong(Fault::sequence)
                    .filter(sequence -> sequence > 0)
                    .findFirst()
                    .orElse(0);
            return (faults.isEmpty() ? "0 " : "1 ") + named;
        } catch (UnusableEvidenceException e) {
            return "2 0";
        }
    }

    private List<String> python(List<Path> files, NoteVerifier key) throws IOException, InterruptedException {
        Path list = directory.resolve("list.txt");
        Files.writeString(
                list, String.join("\n", files.stream().map(Path::toString).toList()));
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder("python3", "-c", LOOP, SCRIPTS.toString(), key.toString(), list.toString())
                .redirectError(errors.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return printed.lines().toList();
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] tampered(Map<String, byte[]> members, int trial) {
        if (members.containsKey("decision.json")) {
            tamperDecision(members);
        } else if (trial % 4 == 0) {
            tamperCheckpoint(members);
        } else {
            tamperEntries(members);
        }
        return SampleEvidence.zip(members);
    }

    private void tamperDecision(Map<String, byte[]> members) {
        List<String> names = members.keySet().stream()
                .filter(name -> !name.equals("README.txt") && !name.equals("keys.txt"))
                .toList();
        String name = names.get(random.nextInt(names.size()));
        byte[] bytes = Objects.requireNonNull(members.get(name));
        if (random.nextInt(4) == 0) {
            members.put(name, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        } else {
            members.put(name, flipped(bytes));
        }
    }

    private void tamperCheckpoint(Map<String, byte[]> members) {
        String name = "checkpoints/" + 10 * (1 + random.nextInt(4)) + ".txt";
        byte[] bytes = Objects.requireNonNull(members.get(name));
        switch (random.nextInt(3)) {
            case 0 -> members.put(name, flipped(bytes));
            case 1 -> {
                // a root that was signed, but is not that of the tree
                Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(bytes).text());
                Checkpoint other = new Checkpoint(
                        checkpoint.origin(), checkpoint.size(), Sha256.hex(bytes), checkpoint.extensions());
                members.put(name, other.sign(SampleEvidence.SIGNER).bytes());
            }
            default -> {
                Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(bytes).text());
                members.put(name, checkpoint.sign(SampleEvidence.ANOTHER).bytes());
                members.remove("checkpoints/40.txt");
            }
        }
    }

    private void tamperEntries(Map<String, byte[]> members) {
        byte[] jsonl = Objects.requireNonNull(members.get("entries.jsonl"));
        List<String> lines = new ArrayList<>(new String(jsonl, UTF_8).lines().toList());
        int at = random.nextInt(lines.size() - 1);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            case 2 -> Collections.swap(lines, at, at + 1 + random.nextInt(lines.size() - at - 1));
            case 3 -> lines.subList(at, lines.size()).clear();
            case 4 ->
                lines.set(
                        at,
                        lines.get(at).substring(0, random.nextInt(lines.get(at).length())));
            default -> {
                members.put("entries.jsonl", flipped(jsonl));
                return;
            }
        }
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        members.put("entries.jsonl", text.getBytes(UTF_8));
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }
}
