package io.gradus.app.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.VocabularyReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedCustomersTests {

    private static final int NUMBER = 1000;

    private static List<GeneratedCustomers.Batch> generated(int number) {
        List<GeneratedCustomers.Batch> batches = new ArrayList<>();
        new GeneratedCustomers(42, VocabularyReader.shipped()).generate(number, batches::add);
        return batches;
    }

    private static List<CustomerRecord> customers(int number) {
        return generated(number).stream()
                .flatMap(batch -> batch.customers().stream())
                .toList();
    }

    @Test
    void aFewCustomersMakeMostOfTheRevenue() {
        Map<String, BigDecimal> spend = generated(NUMBER).stream()
                .flatMap(batch -> batch.orders().stream())
                .collect(Collectors.groupingBy(
                        Order::customerId, Collectors.reducing(BigDecimal.ZERO, Order::amount, BigDecimal::add)));
        List<BigDecimal> highestFirst =
                spend.values().stream().sorted(Comparator.reverseOrder()).toList();
        BigDecimal all = highestFirst.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fifth = highestFirst.stream().limit(NUMBER / 5).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(spend.size()).isBetween(NUMBER * 8 / 10, NUMBER - 1);
        assertThat(fifth).isGreaterThan(all.multiply(new BigDecimal("0.6")));
    }

    @Test
    void everyChoiceOccursAndNotEverybodyAnswers() {
        List<CustomerRecord> customers = customers(NUMBER);

        VocabularyReader.shipped().fields().stream()
                .filter(field -> !field.choices().isEmpty() && !field.isDerived())
                .forEach(field -> assertThat(customers.stream()
                                .map(customer -> customer.values().get(field.name()))
                                .filter(Objects::nonNull)
                                .distinct())
                        .as(field.name())
                        .containsExactlyInAnyOrderElementsOf(field.choices()));
        assertThat(customers)
                .anyMatch(customer -> !customer.values().containsKey("satisfaction"))
                .anyMatch(customer -> customer.values().containsKey("satisfaction"));
    }

    @Test
    void theFirstAreTheSameHoweverManyFollow() {
        assertThat(customers(NUMBER).subList(0, 20)).isEqualTo(customers(20));
    }
}
