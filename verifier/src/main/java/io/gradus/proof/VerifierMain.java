package io.gradus.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code java -jar gradus-verifier.jar evidence.zip [--key KEY | --key-file FILE]...}: 0 good, 1 faults, 2 unusable. */
public final class VerifierMain {

    static final int GOOD = 0;
    static final int FAULTY = 1;
    static final int UNUSABLE = 2;

    private final Messages messages;
    private final Locale locale;
    private final PrintStream out;
    private final List<NoteVerifier> keys = new ArrayList<>();
    private @Nullable Path file;

    private VerifierMain(Locale locale, PrintStream out) {
        this.locale = locale;
        this.messages = Messages.in(locale);
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, Locale.getDefault(), System.out));
    }

    static int run(String[] arguments, Locale locale, PrintStream out) {
        VerifierMain main = new VerifierMain(locale, out);
        try {
            Path evidence = main.read(arguments);
            if (evidence == null) {
                main.say("usage");
                return UNUSABLE;
            }
            return main.print(EvidenceVerification.verify(evidence, main.keys));
        } catch (UnusableEvidenceException e) {
            out.println(e.text(locale));
        } catch (InvalidNoteException | InvalidPathException e) {
            main.say("unusable.KEY", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            main.say("unusable.KEY_FILE", String.valueOf(e.getMessage()));
        }
        return UNUSABLE;
    }

    private @Nullable Path read(String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i++) {
            boolean last = i + 1 == arguments.length;
            if (arguments[i].equals("--key") && !last) {
                keys.add(NoteVerifier.parse(arguments[++i]));
            } else if (arguments[i].equals("--key-file") && !last) {
                readKeys(Path.of(arguments[++i]));
            } else if (file == null && !arguments[i].startsWith("--")) {
                file = Path.of(arguments[i]);
            } else {
                return null;
            }
        }
        return file;
    }

    private void readKeys(Path keyFile) throws IOException {
        int before = keys.size();
        for (String line : new String(Files.readAllBytes(keyFile), StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                keys.add(NoteVerifier.parse(line.strip()));
            }
        }
        if (keys.size() == before) {
            throw new InvalidNoteException(keyFile + ": -");
        }
    }

    private int print(EvidenceReport report) {
        say(
                report.decision() ? "checked.decision" : "checked.ledger",
                Long.toString(report.entries()),
                Integer.toString(report.workbooks()),
                Integer.toString(report.runs()));
        for (Checkpoint checkpoint : report.checkpoints()) {
            say("checkpoint", checkpoint.origin(), Long.toString(checkpoint.size()), checkpoint.root());
        }
        String names =
                report.keys().stream().map(key -> key.name() + "+" + key.id()).collect(Collectors.joining(", "));
        say(report.keysFromFile() ? "keys.ofTheFile" : "keys.given", names);
        report.faults().forEach(fault -> out.println(messages.text("fault", fault.text(locale))));
        say(
                report.isGood() ? "good" : "faulty",
                Integer.toString(report.faults().size()));
        return report.isGood() ? GOOD : FAULTY;
    }

    private void say(String key, Object... places) {
        out.println(messages.text(key, places));
    }
}
