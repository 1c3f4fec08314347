package io.gradus.app.cli;

import io.gradus.app.policy.PolicyFiles;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import io.gradus.rules.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with workbooks and DRL files, each at its cell. */
@Command(name = "check", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class CheckCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final VocabularyOption vocabularyOption = new VocabularyOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "FILES")
    private List<String> files = List.of();

    @Option(names = "--annotate", paramLabel = "OUT.xlsx")
    private @Nullable Path annotated;

    @Override
    public Integer call() {
        if (annotated != null && files.size() != 1) {
            throw new Refusal("refusal.annotate-one", files.size());
        }
        PolicyFiles policies = new PolicyFiles(vocabularyOption.read(), WorkbookSettings.configured());
        List<Finding> all = new ArrayList<>();
        int worst = EachFile.of(files, spec.commandLine(), file -> check(policies, file, all));
        long errors = all.stream().filter(Finding::isError).count();
        spec.commandLine()
                .getOut()
                .println(
                        Texts.in(Locale.getDefault()).format("cli.checked", files.size(), errors, all.size() - errors));
        return worst;
    }

    private int check(PolicyFiles policies, String file, List<Finding> all) {
        List<Finding> findings = policies.check(PolicyFiles.source(file));
        FindingPrinter.print(spec.commandLine().getOut(), file, findings, Locale.getDefault());
        if (annotated != null) {
            write(annotated, policies.annotate(PolicyFiles.source(file), findings, Locale.getDefault()));
        }
        all.addAll(findings);
        return findings.stream().anyMatch(Finding::isError) ? GradusCommand.WRONG_INPUT : 0;
    }

    private static void write(Path out, byte[] workbook) {
        try {
            Files.write(out, workbook);
        } catch (IOException e) {
            throw new Refusal("refusal.out", out);
        }
    }
}
