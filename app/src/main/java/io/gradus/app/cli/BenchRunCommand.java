package io.gradus.app.cli;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.gradus.app.customer.GeneratedCustomers;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.run.Run;
import io.gradus.app.shared.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures a whole run on an embedded database in a temporary folder beside a bare copy: reading the same customers and orders
 * and writing the same assignments and events, in batches of the same size, without deciding anything; and another run a month
 * later, which changes what is there.
 */
@Command(name = "run", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class BenchRunCommand implements Callable<Integer> {

    private static final int BATCH = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--number", defaultValue = "10000", paramLabel = "CUSTOMERS")
    private int number = 10_000;

    @Override
    public Integer call() throws InterruptedException {
        Path folder = temporaryFolder();
        try (ConfigurableApplicationContext context = new DatabaseOptions(folder).open()) {
            GeneratedDatabase generated = new GeneratedDatabase(context);
            generated.fill(number, 1);
            // Compiled before the clock starts, as in a service that is up.
            context.getBean(CurrentRelease.class);
            Run first = generated.decide(GeneratedCustomers.AS_OF);
            Duration copying = copy(context.getBean(MongoDatabase.class));
            Run later = generated.decide(GeneratedCustomers.AS_OF.plusMonths(1));
            print(time(first), copying, time(later));
            return 0;
        } finally {
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
    }

    private static Duration time(Run run) {
        return Duration.between(run.startedAt(), Objects.requireNonNull(run.finishedAt()));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gradus-bench");
        } catch (IOException e) {
            throw new Refusal("refusal.data-folder", System.getProperty("java.io.tmpdir"));
        }
    }

    private static Duration copy(MongoDatabase database) {
        long start = System.nanoTime();
        for (String read : List.of("customers", "orders")) {
            database.getCollection(read).find().batchSize(BATCH).forEach(document -> {});
        }
        for (String copied : List.of("assignments", "assignmentEvents")) {
            MongoCollection<Document> copy = database.getCollection(copied + "Copy");
            List<Document> batch = new ArrayList<>();
            for (Document document : database.getCollection(copied).find().batchSize(BATCH)) {
                batch.add(document);
                if (batch.size() == BATCH) {
                    copy.insertMany(batch);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                copy.insertMany(batch);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void print(Duration running, Duration copying, Duration later) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%-16s %12s %12s%n", "", "seconds", "customers/s");
        print(out, "whole run", running);
        print(out, "bare copy", copying);
        print(out, "a month later", later);
    }

    private void print(PrintWriter out, String what, Duration time) {
        double seconds = time.toMillis() / 1000.0;
        out.printf(Locale.ROOT, "%-16s %12.1f %,12.0f%n", what, seconds, number / seconds);
    }
}
