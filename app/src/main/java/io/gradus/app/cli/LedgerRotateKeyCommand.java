package io.gradus.app.cli;

import io.gradus.app.ledger.Checkpoints;
import io.gradus.app.shared.Actor;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exchanges the key that signs for the ledger. */
@Command(name = "rotate-key", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerRotateKeyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Option(names = "--reason", required = true, paramLabel = "TEXT")
    private String reason = "";

    @Override
    public Integer call() {
        // Whoever may use the key file is known to the system only.
        Actor actor = new Actor("command-line:" + System.getProperty("user.name"), Set.of(), Set.of());
        try (ConfigurableApplicationContext context = database.open()) {
            spec.commandLine()
                    .getOut()
                    .println(context.getBean(Checkpoints.class).rotateKey(reason, actor));
            return 0;
        }
    }
}
