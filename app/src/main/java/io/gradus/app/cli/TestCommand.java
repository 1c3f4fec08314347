package io.gradus.app.cli;

import io.gradus.app.policy.PolicyFiles;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.shared.Texts;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.ShownText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the Tests sheets of workbooks. */
@Command(name = "test", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class TestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final VocabularyOption vocabularyOption = new VocabularyOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "FILES")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        PolicyFiles policies = new PolicyFiles(vocabularyOption.read(), WorkbookSettings.configured());
        return EachFile.of(files, spec.commandLine(), file -> test(policies, file));
    }

    private int test(PolicyFiles policies, String file) {
        PrintWriter out = spec.commandLine().getOut();
        Locale locale = Locale.getDefault();
        List<ScenarioResult> results = policies.test(file);
        List<ScenarioResult> wrong =
                results.stream().filter(result -> !result.passed()).toList();
        FindingPrinter.print(
                out, file, wrong.stream().map(ScenarioResult::finding).toList(), locale);
        out.println(ShownText.of(file) + ": "
                + Texts.in(locale).format("cli.tested", results.size() - wrong.size(), results.size()));
        return wrong.isEmpty() ? 0 : GradusCommand.WRONG_INPUT;
    }
}
