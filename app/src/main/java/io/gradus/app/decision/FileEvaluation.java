package io.gradus.app.decision;

import io.gradus.app.customer.BadLines;
import io.gradus.app.customer.CustomerFile;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.OrderFile;
import io.gradus.app.customer.Progress;
import io.gradus.app.policy.PolicyFiles.Selection;
import io.gradus.app.profile.Population;
import io.gradus.rules.Evaluation;
import io.gradus.rules.Profile;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Decides for customers that lie in files, without any database. */
public final class FileEvaluation {

    private static final int BATCH = 1000;

    private final Selection selection;
    private final Population population;
    private final Map<String, CustomerRecord> customers = new HashMap<>();

    /** @param ordersKnown whether an order file will be read; without one, whatever derives from orders is absent */
    public FileEvaluation(Selection selection, LocalDate asOf, boolean ordersKnown) {
        this.selection = selection;
        this.population = new Population(selection.release().vocabulary(), asOf, ordersKnown);
    }

    public BadLines read(CustomerFile file, Progress progress) {
        return file.read(
                customer -> {
                    customers.merge(customer.customerId(), customer, CustomerRecord::mergedWith);
                    population.add(customer.customerId());
                },
                progress);
    }

    public BadLines read(OrderFile file, Progress progress) {
        return file.read(population::add, progress);
    }

    /** Decides for every customer, in the order of ids, and hands out what was decided. */
    public void decide(Consumer<Evaluation> reader) {
        population.rank();
        List<String> ids = population.customerIds();
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<Profile> profiles = ids.subList(from, Math.min(ids.size(), from + BATCH)).stream()
                    .map(id -> customers.getOrDefault(id, new CustomerRecord(id, Map.of())))
                    .map(population::profile)
                    .toList();
            selection.release().decideAll(profiles, selection.asked()).forEach(reader);
        }
    }

    /** So many customers have been read. */
    public int size() {
        return population.size();
    }
}
