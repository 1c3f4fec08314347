package io.gradus.app.cli;

import io.gradus.app.customer.CustomerFile;
import io.gradus.app.customer.Mapping;
import io.gradus.app.customer.Mappings;
import io.gradus.app.customer.OrderFile;
import io.gradus.app.decision.FileEvaluation;
import io.gradus.app.decision.OutcomeShares;
import io.gradus.app.policy.PolicyFiles;
import io.gradus.app.policy.PolicyFiles.Selection;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import io.gradus.rules.Finding;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.Vocabulary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides the tiers of customers that lie in files, without any database. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class EvaluateCommand implements Callable<Integer> {

    private static final String CUSTOMERS = "--customers";
    private static final String ORDERS = "--orders";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final VocabularyOption vocabularyOption = new VocabularyOption();

    @Option(names = "--policy", arity = "1..*", required = true, paramLabel = "ID|FILE")
    private List<String> policies = List.of();

    @Option(names = CUSTOMERS, paramLabel = "FILE")
    private @Nullable Path customers;

    @Option(names = ORDERS, paramLabel = "FILE")
    private @Nullable Path orders;

    @Option(names = "--mapping", paramLabel = "NAME|FILE")
    private List<String> mappings = List.of();

    @Option(names = "--as-of", required = true, paramLabel = "DATE")
    @SuppressWarnings("NullAway.Init")
    private LocalDate asOf;

    @Option(names = "--out", required = true, paramLabel = "FILE.csv")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--with-profile")
    private boolean withProfile;

    @Option(names = "--explain")
    private boolean explain;

    @Override
    public Integer call() throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out) || folder == null || !Files.isDirectory(folder)) {
            throw new Refusal("refusal.out", out);
        }
        Vocabulary vocabulary = vocabularyOption.read();
        Selection selection = new PolicyFiles(vocabulary, WorkbookSettings.configured()).select(policies);
        printFailedScenarios(selection);
        FileEvaluation evaluation = new FileEvaluation(selection, asOf, orders != null);
        long bad = readFiles(evaluation, vocabulary);
        OutcomeShares shares = new OutcomeShares(
                selection.asked().stream()
                        .flatMap(id -> selection.release().find(id).stream())
                        .toList(),
                SharePrinter.amounts(vocabulary));
        try (EvaluationCsv csv = new EvaluationCsv(out, selection, withProfile, explain, Locale.getDefault());
                ConsoleProgress progress = new ConsoleProgress("cli.deciding", "", 1)) {
            progress.size(evaluation.size());
            evaluation.decide(decided -> {
                csv.write(decided);
                shares.add(decided);
                progress.step();
            });
            csv.finish();
        }
        String done = Texts.in(Locale.getDefault()).format("cli.evaluated", evaluation.size(), bad, out);
        spec.commandLine().getErr().println(done);
        new SharePrinter(Locale.getDefault()).print(spec.commandLine().getErr(), shares);
        return bad > 0 ? GradusCommand.WRONG_INPUT : 0;
    }

    /** A workbook whose scenarios fail decides nevertheless; whoever reads the result should know. */
    private void printFailedScenarios(Selection selection) {
        for (String id : selection.asked()) {
            List<Finding> failed = selection.release().test(id).stream()
                    .filter(result -> !result.passed())
                    .map(ScenarioResult::finding)
                    .toList();
            FindingPrinter.print(spec.commandLine().getErr(), id, failed, Locale.getDefault());
        }
    }

    private long readFiles(FileEvaluation evaluation, Vocabulary vocabulary) {
        List<Mapping> inOrder = mappings.stream().map(Mappings::find).toList();
        List<String> files = filesInOrder();
        if (files.isEmpty() || inOrder.size() != files.size()) {
            throw new Refusal("refusal.mapping-count", files.size(), inOrder.size());
        }
        PrintWriter err = spec.commandLine().getErr();
        long bad = 0;
        if (customers != null) {
            CustomerFile file = new CustomerFile(customers, inOrder.get(files.indexOf(CUSTOMERS)), vocabulary);
            try (ConsoleProgress progress = ConsoleProgress.ofFile("cli.reading-customers")) {
                bad += BadLinePrinter.print(err, customers, evaluation.read(file, progress));
            }
        }
        if (orders != null) {
            OrderFile file = new OrderFile(orders, inOrder.get(files.indexOf(ORDERS)));
            try (ConsoleProgress progress = ConsoleProgress.ofFile("cli.reading-orders")) {
                bad += BadLinePrinter.print(err, orders, evaluation.read(file, progress));
            }
        }
        return bad;
    }

    /** Which of the two files was named first: the mappings follow in the same order. */
    private List<String> filesInOrder() {
        List<String> files = new ArrayList<>();
        for (String argument : spec.commandLine().getParseResult().originalArgs()) {
            String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            if ((name.equals(CUSTOMERS) || name.equals(ORDERS)) && !files.contains(name)) {
                files.add(name);
            }
        }
        return files;
    }
}
