package io.gradus.app.cli;

import io.gradus.app.customer.CustomerFile;
import io.gradus.app.customer.Imports;
import io.gradus.app.customer.Mapping;
import io.gradus.app.customer.Mappings;
import io.gradus.app.customer.OrderFile;
import io.gradus.app.customer.Progress;
import io.gradus.app.shared.Texts;
import io.gradus.rules.Vocabulary;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings customers or orders from a file into the database. */
@Command(name = "import", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Parameters(index = "0", paramLabel = "customers|orders", descriptionKey = "KIND")
    private Mapping.Kind kind = Mapping.Kind.CUSTOMERS;

    @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "FILE")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--mapping", required = true, paramLabel = "NAME|FILE")
    private String mapping = "";

    @Option(names = "--strict")
    private boolean strict;

    @Override
    public Integer call() {
        Mapping described = Mappings.find(mapping);
        try (ConfigurableApplicationContext context = database.open()) {
            Imports imports = context.getBean(Imports.class);
            Imports.Result result = kind == Mapping.Kind.CUSTOMERS
                    ? customers(imports, new CustomerFile(file, described, context.getBean(Vocabulary.class)))
                    : orders(imports, new OrderFile(file, described));
            BadLinePrinter.print(spec.commandLine().getErr(), file, result.badLines());
            String done = Texts.in(Locale.getDefault())
                    .format("cli.imported", result.imported(), result.badLines().count());
            spec.commandLine().getOut().println(done);
            return result.badLines().count() > 0 ? GradusCommand.WRONG_INPUT : 0;
        }
    }

    private Imports.Result customers(Imports imports, CustomerFile customers) {
        if (strict) {
            Imports.refuseBadLines(BadLinePrinter.shown(
                    spec.commandLine().getErr(), file, progress -> customers.read(customer -> {}, progress)));
        }
        return watched(progress -> imports.customers(customers, progress));
    }

    private Imports.Result orders(Imports imports, OrderFile orders) {
        if (strict) {
            Imports.refuseBadLines(BadLinePrinter.shown(
                    spec.commandLine().getErr(), file, progress -> orders.read(order -> {}, progress)));
        }
        return watched(progress -> imports.orders(orders, progress));
    }

    private static Imports.Result watched(java.util.function.Function<Progress, Imports.Result> importing) {
        try (ConsoleProgress progress = ConsoleProgress.ofFile("cli.importing")) {
            return importing.apply(progress);
        }
    }
}
