package io.gradus.app.cli;

import io.gradus.app.access.FirstStart;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import io.gradus.app.customer.GeneratedCustomers;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.run.Run;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the service with generated customers, decides for all of them, and shows how they spread. */
@Command(name = "demo", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class DemoCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data", "demo"));

    @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT")
    private int port = 8080;

    @Option(names = "--address", paramLabel = "ADDRESS", descriptionKey = "demo-address")
    private String address = ServeCommand.LOOPBACK;

    @Option(names = "--number", defaultValue = "10000", paramLabel = "CUSTOMERS")
    private int number = 10_000;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "SEED")
    private long seed = 1;

    @Override
    public Integer call() throws InterruptedException {
        if (!DatabaseOptions.address(address).isLoopbackAddress()) {
            throw new Refusal("refusal.demo-address", address);
        }
        ConfigurableApplicationContext context = database.serve(address, port);
        GeneratedDatabase generated = new GeneratedDatabase(context);
        generated.fill(number, seed);
        Run run = generated.decide(GeneratedCustomers.AS_OF);
        PrintWriter out = spec.commandLine().getOut();
        for (CompiledPolicy policy :
                context.getBean(CurrentRelease.class).release().tiering()) {
            print(out, policy, run);
        }
        printUsers(out, context);
        out.println(ServeCommand.address(context));
        Thread.currentThread().join();
        return 0;
    }

    private static void printUsers(PrintWriter out, ConfigurableApplicationContext context) {
        out.println(Texts.in(Locale.getDefault()).format("cli.demo-users"));
        context.getBean(FirstStart.class)
                .oneUserPerRole()
                .forEach((name, password) -> out.printf(Locale.ROOT, "  %-10s %s%n", name, password.value()));
        Actor operator = context.getBean(Users.class).get("operator").actor();
        String token = context.getBean(Tokens.class)
                .issue(operator, operator.roles(), Duration.ofDays(1), "demo")
                .text()
                .value();
        out.println(Texts.in(Locale.getDefault()).format("cli.demo-token", token));
    }

    private static void print(PrintWriter out, CompiledPolicy policy, Run run) {
        Locale locale = Locale.getDefault();
        String id = policy.description().id();
        Map<String, Long> counts = run.progress().countsOf(id);
        out.println(policy.description().title().in(locale) + " (" + id + "), "
                + Texts.in(locale).format("page.as-of", run.asOf()));
        for (Outcome outcome : policy.description().outcomes()) {
            long count = counts.getOrDefault(outcome.code(), 0L);
            double percent = run.progress().done() == 0
                    ? 0
                    : count * 100.0 / run.progress().done();
            out.printf(
                    Locale.ROOT,
                    "  %-20s %7d  %5.1f %%  %s%n",
                    outcome.code(),
                    count,
                    percent,
                    "#".repeat((int) percent / 2));
        }
    }
}
