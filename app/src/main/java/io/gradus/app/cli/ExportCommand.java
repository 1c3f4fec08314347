package io.gradus.app.cli;

import io.gradus.app.policy.PolicyFiles;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a policy's table for other tools. */
@Command(name = "export", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final VocabularyOption vocabularyOption = new VocabularyOption();

    @Parameters(paramLabel = "ID|FILE", descriptionKey = "POLICY")
    private String policy = "";

    @Option(names = "--plain", required = true, paramLabel = "OUT.xlsx")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        byte[] table = new PolicyFiles(vocabularyOption.read(), WorkbookSettings.configured()).plainTable(policy);
        try {
            Files.write(out, table);
        } catch (IOException e) {
            throw new Refusal("refusal.out", out);
        }
        spec.commandLine().getOut().println(Texts.in(Locale.getDefault()).format("cli.exported", policy, out));
        return 0;
    }
}
