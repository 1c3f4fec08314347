package io.gradus.app.cli;

import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.audit.Reevaluation;
import io.gradus.app.shared.Texts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says stored decisions again, from the archived workbooks and facts, and compares. */
@Command(name = "reevaluate", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class ReevaluateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Option(names = "--policy", paramLabel = "ID", descriptionKey = "of-policy")
    private @Nullable String policy;

    @Option(names = "--run", paramLabel = "ID")
    private @Nullable String run;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = database.open()) {
            Reevaluation.Summary summary = summary(context);
            PrintWriter out = spec.commandLine().getOut();
            Locale locale = Locale.getDefault();
            summary.different()
                    .forEach(each -> out.println(Texts.in(locale)
                            .format(
                                    "cli.different",
                                    each.decision(),
                                    each.outcome(),
                                    each.row(),
                                    Objects.requireNonNullElse(each.nowOutcome(), "-"),
                                    Objects.requireNonNullElse(each.nowRow(), "-"),
                                    Objects.requireNonNullElse(each.problem(), ""))));
            out.println(Texts.in(locale).format("cli.reevaluated", summary.compared(), summary.equal()));
            return summary.equal() == summary.compared() ? 0 : GradusCommand.WRONG_INPUT;
        }
    }

    private Reevaluation.Summary summary(ConfigurableApplicationContext context) {
        EventFilter filter = new EventFilter(null, policy, run, null, null);
        try (ConsoleProgress progress = new ConsoleProgress("cli.deciding", "", 1)) {
            if (policy == null && run == null) {
                progress.size(context.getBean(AssignmentHistory.class).count());
            }
            return context.getBean(Reevaluation.class).all(filter, progress::at);
        }
    }
}
