package io.gradus.app.cli;

import io.gradus.app.customer.GeneratedCustomers;
import io.gradus.app.policy.PolicyFiles;
import io.gradus.app.policy.PolicyFiles.Selection;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.profile.Population;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Profile;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import io.gradus.tables.ShippedPolicies;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures customers per second of the plain and the batch mode, side by side, and compares every outcome. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        resourceBundle = "io.gradus.app.usage",
        subcommands = BenchRunCommand.class)
final class BenchCommand implements Callable<Integer> {

    private static final int ROUNDS = 5;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--number", defaultValue = "20000", paramLabel = "CUSTOMERS")
    private int number = 20_000;

    @Override
    public Integer call() {
        Vocabulary vocabulary = VocabularyReader.shipped();
        Selection selection = new PolicyFiles(vocabulary, WorkbookSettings.configured()).select(ShippedPolicies.ids());
        List<Profile> profiles = profiles(vocabulary);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%-16s %12s %12s %8s%n", "policy", "plain/s", "batch/s", "differ");
        long differences = 0;
        for (CompiledPolicy policy : selection.release().policies()) {
            differences += measure(out, policy, profiles);
        }
        return differences > 0 ? GradusCommand.WRONG_INPUT : 0;
    }

    private List<Profile> profiles(Vocabulary vocabulary) {
        Population population = new Population(vocabulary, GeneratedCustomers.AS_OF, true);
        List<io.gradus.app.customer.CustomerRecord> customers = new ArrayList<>();
        new GeneratedCustomers(1, vocabulary).generate(number, batch -> {
            customers.addAll(batch.customers());
            batch.customers().forEach(customer -> population.add(customer.customerId()));
            batch.orders().forEach(population::add);
        });
        population.rank();
        return customers.stream().map(population::profile).toList();
    }

    /** The best of several rounds each, in turn, so that both meet the same machine. */
    private static long measure(PrintWriter out, CompiledPolicy policy, List<Profile> profiles) {
        long plain = Long.MAX_VALUE;
        long batch = Long.MAX_VALUE;
        List<Decision> one = List.of();
        List<Decision> many = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            one = profiles.stream().map(policy::decide).toList();
            plain = Math.min(plain, System.nanoTime() - start);
            start = System.nanoTime();
            many = policy.decideAll(profiles);
            batch = Math.min(batch, System.nanoTime() - start);
        }
        long differ = 0;
        for (int i = 0; i < one.size(); i++) {
            differ += one.get(i).equals(many.get(i)) ? 0 : 1;
        }
        double customers = profiles.size() * 1e9;
        out.printf(
                Locale.ROOT,
                "%-16s %,12.0f %,12.0f %8d%n",
                policy.description().id(),
                customers / plain,
                customers / batch,
                differ);
        return differ;
    }
}
