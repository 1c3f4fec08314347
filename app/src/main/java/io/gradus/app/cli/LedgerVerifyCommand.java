package io.gradus.app.cli;

import io.gradus.app.audit.Verification;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import io.gradus.proof.EvidenceReport;
import io.gradus.proof.EvidenceVerification;
import io.gradus.proof.Fault;
import io.gradus.proof.InvalidNoteException;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import io.gradus.proof.UnusableEvidenceException;
import io.gradus.rules.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies the ledger as it lies in the database, or a file of evidence. */
@Command(name = "verify", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerVerifyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Parameters(arity = "0..1", paramLabel = "EVIDENCE.zip", descriptionKey = "EVIDENCE")
    private @Nullable Path evidence;

    @Option(names = "--key", paramLabel = "KEY")
    private List<String> keys = List.of();

    @Option(names = "--checkpoint", paramLabel = "FILE")
    private List<Path> checkpoints = List.of();

    @Override
    public Integer call() {
        List<NoteVerifier> trusted = keys.stream().map(LedgerVerifyCommand::key).toList();
        return evidence == null ? live(trusted) : file(evidence, trusted);
    }

    private static NoteVerifier key(String text) {
        try {
            return NoteVerifier.parse(text);
        } catch (InvalidNoteException e) {
            throw new Refusal("refusal.key", text);
        }
    }

    private static SignedNote checkpoint(Path file) {
        try {
            return SignedNote.parse(Files.readAllBytes(file));
        } catch (IOException | InvalidNoteException e) {
            throw new Refusal("refusal.checkpoint-file", file);
        }
    }

    private int file(Path file, List<NoteVerifier> trusted) {
        Locale locale = Locale.getDefault();
        PrintWriter out = spec.commandLine().getOut();
        try {
            EvidenceReport report = EvidenceVerification.verify(file, trusted);
            out.println(Texts.in(locale)
                    .format(report.keysFromFile() ? "ledger.own-keys" : "ledger.trusted-keys", names(report.keys())));
            print(report.faults());
            out.println(Texts.in(locale)
                    .format(
                            report.isGood() ? "ledger.evidence-good" : "ledger.evidence-bad",
                            report.entries(),
                            report.checkpoints().size(),
                            report.workbooks(),
                            report.faults().size()));
            return report.isGood() ? 0 : GradusCommand.WRONG_INPUT;
        } catch (UnusableEvidenceException e) {
            spec.commandLine().getErr().println("gradus: " + e.text(locale));
            return GradusCommand.REFUSED;
        }
    }

    private int live(List<NoteVerifier> trusted) {
        List<SignedNote> kept =
                checkpoints.stream().map(LedgerVerifyCommand::checkpoint).toList();
        try (ConfigurableApplicationContext context = database.open();
                ConsoleProgress progress = new ConsoleProgress("cli.verifying", "", 1)) {
            Verification.Result result = context.getBean(Verification.class).verify(trusted, kept, (step, done) -> {
                progress.doing("ledger.step." + step);
                progress.at(done);
            });
            print(result);
            return result.isGood() ? 0 : GradusCommand.WRONG_INPUT;
        } catch (InvalidNoteException e) {
            throw new Refusal("refusal.checkpoint-untrusted", String.valueOf(e.getMessage()));
        }
    }

    private void print(Verification.Result result) {
        Messages texts = Texts.in(Locale.getDefault());
        PrintWriter out = spec.commandLine().getOut();
        out.println(texts.format(
                keys.isEmpty() ? "ledger.own-keys" : "ledger.trusted-keys",
                names(result.ledger().keys())));
        List<Fault> faults = new ArrayList<>();
        Fault first = result.ledger().ledger().fault();
        if (first != null) {
            faults.add(first);
        }
        print(faults);
        result.ledger().faultyCheckpoints().forEach(size -> out.println(texts.format("ledger.checkpoint-bad", size)));
        result.runFaults()
                .forEach(run -> out.println(
                        texts.format("ledger.run-bad", run.run(), run.sequence(), run.expectedEvents(), run.events())));
        result.workbookFaults().forEach(hash -> out.println(texts.format("ledger.workbook-bad", hash)));
        result.decisionFaults().forEach(id -> out.println(texts.format("ledger.decision-bad", id)));
        result.tierFaults()
                .forEach(tier -> out.println(texts.format("ledger.tier-bad", tier.customer(), tier.policy())));
        out.println(texts.format(
                result.isGood() ? "ledger.good" : "ledger.bad",
                result.ledger().ledger().read(),
                result.ledger().ledger().signed(),
                result.ledger().checkpoints(),
                result.runs()));
    }

    private void print(List<Fault> faults) {
        faults.forEach(fault -> spec.commandLine().getOut().println(fault.text(Locale.getDefault())));
    }

    private static String names(List<NoteVerifier> keys) {
        return String.join(
                ", ", keys.stream().map(key -> key.name() + "+" + key.id()).toList());
    }
}
