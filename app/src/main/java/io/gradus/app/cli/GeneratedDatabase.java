package io.gradus.app.cli;

import io.gradus.app.customer.Customers;
import io.gradus.app.customer.GeneratedCustomers;
import io.gradus.app.customer.Imports;
import io.gradus.app.run.Run;
import io.gradus.app.run.RunState;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.Vocabulary;
import java.time.LocalDate;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A database filled with generated customers, and the run that decides for all of them, each shown on standard error. */
final class GeneratedDatabase {

    private static final int WATCH_MILLIS = 100;

    private final ConfigurableApplicationContext context;

    GeneratedDatabase(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Brings in generated customers and their orders, unless there are as many customers already. */
    void fill(int number, long seed) {
        if (number < 1) {
            throw new Refusal("refusal.number", number);
        }
        if (context.getBean(Customers.class).count() >= number) {
            return;
        }
        Imports imports = context.getBean(Imports.class);
        try (ConsoleProgress progress = new ConsoleProgress("cli.generating", "", 1)) {
            progress.size(number);
            new GeneratedCustomers(seed, context.getBean(Vocabulary.class)).generate(number, batch -> {
                imports.save(batch.customers(), batch.orders());
                progress.at(batch.number());
            });
        }
    }

    /**
     * Runs all policies.
     *
     * @throws Refusal when the run fails
     */
    Run decide(LocalDate asOf) throws InterruptedException {
        Runs runs = context.getBean(Runs.class);
        Run run = runs.start(List.of(), asOf, Actor.SHIPPED);
        try (ConsoleProgress progress = new ConsoleProgress("cli.deciding", "", 1)) {
            while (run.state() == RunState.RUNNING) {
                Thread.sleep(WATCH_MILLIS);
                run = runs.find(run.id()).orElseThrow();
                progress.size(run.progress().total());
                progress.at(run.progress().done());
            }
        }
        if (run.state() == RunState.FAILED) {
            throw new Refusal("cli.run-failed");
        }
        return run;
    }
}
