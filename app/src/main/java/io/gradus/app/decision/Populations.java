package io.gradus.app.decision;

import io.gradus.app.customer.Customers;
import io.gradus.app.customer.Orders;
import io.gradus.app.profile.Population;
import io.gradus.rules.Vocabulary;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Reads all customers and orders of the database into a population. */
@Component
public class Populations {

    private final Customers customers;
    private final Orders orders;
    private final Vocabulary vocabulary;

    Populations(Customers customers, Orders orders, Vocabulary vocabulary) {
        this.customers = customers;
        this.orders = orders;
        this.vocabulary = vocabulary;
    }

    /** Everyone on that day, compared with each other. */
    public Population on(LocalDate asOf) {
        Population population = new Population(vocabulary, asOf, true);
        customers.ids(population::add);
        orders.all(population::add);
        population.rank();
        return population;
    }

    /** One customer alone on that day; nothing that compares customers is known. */
    Population alone(String customerId, LocalDate asOf) {
        Population population = Population.ofOne(vocabulary, asOf);
        population.add(customerId);
        orders.of(customerId, population::add);
        return population;
    }
}
