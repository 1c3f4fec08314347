package io.gradus.app.cli;

import io.gradus.app.ledger.Checkpoints;
import io.gradus.app.ledger.LedgerKeys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the public keys of the ledger, the oldest first, so that they can be noted elsewhere. */
@Command(name = "keys", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerKeysCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = database.open()) {
            LedgerKeys keys = context.getBean(LedgerKeys.class);
            Checkpoints checkpoints = context.getBean(Checkpoints.class);
            if (keys.all().isEmpty()) {
                checkpoints.sign();
            }
            keys.all().forEach(key -> spec.commandLine().getOut().println(key));
            return 0;
        }
    }
}
