package io.gradus.app.customer;

import io.gradus.app.shared.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Brings files into the database, a batch at a time; what a batch has acknowledged stays. An import that was interrupted is
 * completed by importing the same file again, which changes nothing of what is there.
 */
@Component
public class Imports {

    private static final int BATCH = 1000;

    private final Customers customers;
    private final Orders orders;

    Imports(Customers customers, Orders orders) {
        this.customers = customers;
        this.orders = orders;
    }

    /**
     * What came of an import.
     *
     * @param imported so many customers or orders have been stored
     */
    public record Result(long imported, BadLines badLines) {}

    /** Stores what can be read; bad lines are left out and collected. */
    public Result customers(CustomerFile file, Progress progress) {
        return inBatches(file::read, customers::save, progress);
    }

    /** Stores what can be read, and a customer for each order that names a new one. */
    public Result orders(OrderFile file, Progress progress) {
        return inBatches(file::read, this::saveOrders, progress);
    }

    /**
     * Refuses a file with bad lines.
     *
     * @throws Refusal when there is one; nothing has been stored
     */
    public static void refuseBadLines(BadLines bad) {
        if (bad.count() > 0) {
            throw new Refusal("refusal.bad-lines", bad.count());
        }
    }

    // Customers first: an order whose customer does not exist would be invisible.
    private void saveOrders(List<Order> batch) {
        Set<String> ids = new LinkedHashSet<>();
        batch.forEach(order -> ids.add(order.customerId()));
        customers.save(ids.stream()
                .map(id -> new CustomerRecord(id, java.util.Map.of()))
                .toList());
        orders.save(batch);
    }

    /** Stores generated customers and orders. */
    public void save(List<CustomerRecord> batch, List<Order> theirOrders) {
        customers.save(batch);
        orders.save(theirOrders);
    }

    private static <T> Result inBatches(
            BiFunction<Consumer<T>, Progress, BadLines> reading, Consumer<List<T>> storing, Progress progress) {
        List<T> batch = new ArrayList<>(BATCH);
        long[] stored = {0};
        BadLines bad = reading.apply(
                read -> {
                    batch.add(read);
                    if (batch.size() == BATCH) {
                        storing.accept(batch);
                        stored[0] += batch.size();
                        batch.clear();
                    }
                },
                progress);
        storing.accept(batch);
        return new Result(stored[0] + batch.size(), bad);
    }
}
