package io.gradus.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The ledger and its proofs. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        resourceBundle = "io.gradus.app.usage",
        subcommands = {
            LedgerVerifyCommand.class,
            LedgerExportCommand.class,
            LedgerEvidenceCommand.class,
            LedgerCheckpointCommand.class,
            LedgerProveCommand.class,
            LedgerKeysCommand.class,
            LedgerRotateKeyCommand.class
        })
final class LedgerCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), String.join(", ", spec.subcommands().keySet()));
    }
}
