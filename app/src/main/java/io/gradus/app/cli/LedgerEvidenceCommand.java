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

/** Writes one decision with its proof, and nothing about anybody else. */
@Command(name = "evidence", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerEvidenceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Option(names = "--decision", required = true, paramLabel = "RUN/POLICY/CUSTOMER")
    private String decision = "";

    @Option(names = "--out", required = true, paramLabel = "EVIDENCE.zip", descriptionKey = "evidence-out")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Override
    public Integer call() throws IOException {
        try (ConfigurableApplicationContext context = database.open()) {
            EvidenceFiles evidence = context.getBean(EvidenceFiles.class);
            FinishedFile.write(out, file -> evidence.decision(decision, file));
            FinishedFile.say(spec, out);
            return 0;
        }
    }
}
