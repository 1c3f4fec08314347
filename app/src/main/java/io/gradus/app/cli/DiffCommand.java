package io.gradus.app.cli;

import io.gradus.app.policy.DiffView;
import io.gradus.app.policy.PolicyFiles;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.shared.Texts;
import io.gradus.rules.Messages;
import io.gradus.rules.analysis.Change;
import io.gradus.rules.analysis.Difference;
import io.gradus.rules.analysis.PolicyDiff;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Says what a newer workbook says otherwise than an older one, and which customers it would decide differently. */
@Command(name = "diff", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class DiffCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final VocabularyOption vocabularyOption = new VocabularyOption();

    @Parameters(index = "0", paramLabel = "OLDER", descriptionKey = "OLDER")
    private String older = "";

    @Parameters(index = "1", paramLabel = "NEWER", descriptionKey = "NEWER")
    private String newer = "";

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        PolicyFiles policies = new PolicyFiles(vocabularyOption.read(), WorkbookSettings.configured());
        PolicyDiff diff = policies.diff(PolicyFiles.source(older), PolicyFiles.source(newer));
        Locale locale = Locale.getDefault();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(DiffView.of(diff, locale)));
        } else {
            print(out, diff, locale);
        }
        return 0;
    }

    private static void print(PrintWriter out, PolicyDiff diff, Locale locale) {
        Messages texts = Texts.in(locale);
        for (Change change : diff.changes()) {
            out.println(change.message(locale));
        }
        if (diff.changes().isEmpty()) {
            out.println(texts.format("cli.diff-none"));
            return;
        }
        out.println();
        if (diff.decidesTheSame()) {
            out.println(texts.format("cli.diff-same"));
            return;
        }
        for (Difference difference : diff.differences()) {
            out.println(texts.format(
                    "cli.diff-customer",
                    what(difference),
                    difference.customers().in(locale),
                    difference.sample().in(locale)));
        }
        if (!diff.complete()) {
            out.println(texts.format("cli.diff-incomplete", diff.differences().size()));
        }
    }

    /** The outcomes, and what is given otherwise besides: HIGH -> LOW, or HIGH, channel: telephone -> letter. */
    private static String what(Difference difference) {
        String before = shown(difference.before());
        String after = shown(difference.after());
        String outcome = before.equals(after) ? before : before + " -> " + after;
        return Stream.concat(
                        Stream.of(outcome),
                        difference.actions().stream()
                                .map(action -> action.action() + ": " + given(action.before()) + " -> "
                                        + given(action.after())))
                .collect(Collectors.joining(", "));
    }

    private static String given(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String shown(@Nullable String outcome) {
        return outcome == null ? "-" : outcome;
    }
}
