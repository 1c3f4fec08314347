package io.gradus.app.cli;

import io.gradus.app.ledger.Checkpoints;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Signs for the ledger as it is now, and prints the statement so that it can be kept elsewhere. */
@Command(name = "checkpoint", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerCheckpointCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = database.open()) {
            byte[] note = context.getBean(Checkpoints.class).sign().bytes();
            spec.commandLine().getOut().print(new String(note, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
