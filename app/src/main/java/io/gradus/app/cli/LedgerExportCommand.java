package io.gradus.app.cli;

import io.gradus.app.audit.EvidenceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a stretch of the ledger with everything that is needed to verify it elsewhere. */
@Command(name = "export", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Option(names = "--from", defaultValue = "1", paramLabel = "SEQUENCE")
    private long from = 1;

    @Option(names = "--to", defaultValue = "0", paramLabel = "SEQUENCE")
    private long to;

    @Option(names = "--out", required = true, paramLabel = "EVIDENCE.zip", descriptionKey = "evidence-out")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Override
    public Integer call() throws IOException {
        try (ConfigurableApplicationContext context = database.open()) {
            EvidenceFiles evidence = context.getBean(EvidenceFiles.class);
            FinishedFile.write(out, file -> evidence.ledger(from, to, file));
            FinishedFile.say(spec, out);
            return 0;
        }
    }
}
