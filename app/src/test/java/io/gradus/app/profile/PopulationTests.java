package io.gradus.app.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Order;
import io.gradus.rules.Profile;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PopulationTests {

    private static final Vocabulary VOCABULARY = VocabularyReader.shipped();
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);

    private static Order order(String customer, LocalDate date, String amount) {
        return new Order(customer, date + "-" + amount, date, new BigDecimal(amount), null, Map.of());
    }

    private static @Nullable Object value(Population population, String customer, String field) {
        Profile profile = population.profile(new CustomerRecord(customer, Map.of()));
        return profile.value(VOCABULARY.get(field));
    }

    private static Population of(Order... orders) {
        Population population = new Population(VOCABULARY, DAY, true);
        for (Order order : orders) {
            population.add(order);
        }
        return population;
    }

    @Test
    void ordersAfterTheDateDoNotCountButTheirCustomersDo() {
        Population population =
                of(order("A", DAY, "10"), order("A", DAY.plusDays(1), "99"), order("B", DAY.plusDays(1), "5"));

        assertThat(value(population, "A", "orders")).isEqualTo(1);
        assertThat(value(population, "A", "spend")).isEqualTo(new BigDecimal("10.00"));
        assertThat(value(population, "B", "orders")).isEqualTo(0);
        assertThat(value(population, "B", "lastOrderAt")).isNull();
        assertThat(value(population, "B", "rfmRecency")).isNull();
        assertThat(population.customerIds()).containsExactly("A", "B");
    }

    @Test
    void theWindowsEndOnTheirDay() {
        Population population = of(
                order("A", DAY.minusMonths(12), "1"),
                        order("A", DAY.minusMonths(12).plusDays(1), "2"),
                order("A", DAY.minusDays(90), "4"), order("A", DAY.minusDays(89), "8"));

        assertThat(value(population, "A", "spend12m")).isEqualTo(new BigDecimal("14.00"));
        assertThat(value(population, "A", "orders12m")).isEqualTo(3);
        assertThat(value(population, "A", "orders90d")).isEqualTo(1);
        assertThat(value(population, "A", "averageOrderValue12m")).isEqualTo(new BigDecimal("4.67"));
        assertThat(value(population, "A", "profit12m")).isNull();
    }

    @Test
    void daysBefore1970ComeBeforeThoseAfter() {
        Population population = of(
                order("A", LocalDate.of(1970, 2, 1), "1"),
                order("A", LocalDate.of(1969, 12, 1), "1"),
                order("A", LocalDate.of(1969, 12, 31), "1"));

        assertThat(value(population, "A", "firstOrderAt")).isEqualTo(LocalDate.of(1969, 12, 1));
        assertThat(value(population, "A", "lastOrderAt")).isEqualTo(LocalDate.of(1970, 2, 1));
        assertThat(value(population, "A", "medianDaysBetweenOrders")).isEqualTo(new BigDecimal("31"));
    }

    @Test
    void sumsAreExactAndRoundedOnce() {
        Population population = of(order("A", DAY, "0.005"), order("A", DAY, "0.005"), order("A", DAY, "0.004"));

        assertThat(value(population, "A", "spend")).isEqualTo(new BigDecimal("0.01"));
    }

    @Test
    void theRhythmIsTheMedianBetweenDaysWithOrders() {
        Population population = of(
                order("A", DAY.minusDays(100), "1"),
                order("A", DAY.minusDays(100), "1"),
                order("A", DAY.minusDays(90), "1"),
                order("A", DAY.minusDays(60), "1"),
                order("B", DAY, "1"),
                order("B", DAY, "1"));

        assertThat((BigDecimal) value(population, "A", "medianDaysBetweenOrders"))
                .isEqualByComparingTo("20");
        assertThat((BigDecimal) value(population, "A", "rhythmsSinceLastOrder")).isEqualByComparingTo("3");
        assertThat(value(population, "B", "medianDaysBetweenOrders")).isNull();
    }

    @Test
    void profitAndCategoriesOfTheLastYear() {
        Population population = new Population(VOCABULARY, DAY, true);
        population.add(new Order(
                "A", "1", DAY, new BigDecimal("30"), new BigDecimal("3.50"), Map.of("Music", new BigDecimal("30"))));
        population.add(new Order(
                "A", "2", DAY, new BigDecimal("10"), new BigDecimal("1"), Map.of("Books", new BigDecimal("10"))));

        assertThat(value(population, "A", "profit12m")).isEqualTo(new BigDecimal("4.50"));
        assertThat(value(population, "A", "topCategory")).isEqualTo("Music");
        assertThat((BigDecimal) value(population, "A", "topCategoryShare")).isEqualByComparingTo("0.75");
    }

    @Test
    void withoutOrdersKnownNothingIsDerivedFromThem() {
        Population population = new Population(VOCABULARY, DAY, false);
        population.add("A");

        assertThat(population.profile(new CustomerRecord("A", Map.of())).present(VOCABULARY.fields()))
                .containsOnlyKeys("customerId");
    }

    @Test
    void oneCustomerAloneHasNoRank() {
        Population alone = Population.ofOne(VOCABULARY, DAY);
        alone.add(order("A", DAY, "1"));

        assertThat(value(alone, "A", "orders")).isEqualTo(1);
        assertThat(value(alone, "A", "revenueRank")).isNull();
    }

    @Test
    void tiesRankByIdAndTheShareIsThatOfThoseAhead() {
        Population population = of(order("10", DAY, "50"), order("9", DAY, "50"), order("8", DAY, "100"));
        population.add("7");

        assertThat(List.of("8", "9", "10", "7"))
                .map(id -> value(population, id, "revenueRank"))
                .containsExactly(1, 2, 3, 4);
        assertThat((BigDecimal) value(population, "9", "revenueShareCumulative"))
                .isEqualByComparingTo("0.5");
        assertThat((BigDecimal) value(population, "10", "revenueShareCumulative"))
                .isEqualByComparingTo("0.75");
        assertThat((BigDecimal) value(population, "7", "revenueShareCumulative"))
                .isEqualByComparingTo("1");
    }

    @Test
    void withoutRevenueThereIsNoShare() {
        assertThat(value(of(order("A", DAY, "0.00")), "A", "revenueShareCumulative"))
                .isNull();
    }

    @Provide
    Arbitrary<List<Order>> orders() {
        Arbitrary<Order> one = Combinators.combine(
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, new BigDecimal("500"))
                                .ofScale(3))
                .as((customer, days, amount) -> order("" + customer, DAY.minusDays(days), amount.toPlainString()));
        return one.list().ofMinSize(1).ofMaxSize(60);
    }

    /** Quintiles and ranks by their definitions, word for word, beside the product's. */
    @Property(tries = 300)
    void ranksFollowTheirDefinitions(@ForAll("orders") List<Order> orders) {
        Population population = of(orders.toArray(Order[]::new));
        List<Profile> profiles = population.customerIds().stream()
                .map(id -> population.profile(new CustomerRecord(id, Map.of())))
                .toList();

        for (Profile profile : profiles) {
            assertThat(profile.value(VOCABULARY.get("rfmMonetary")))
                    .isEqualTo(1 + cutsBelow(profiles, "spend", profile));
            assertThat(profile.value(VOCABULARY.get("rfmFrequency")))
                    .isEqualTo(1 + cutsBelow(profiles, "orders", profile));
            assertThat(profile.value(VOCABULARY.get("rfmRecency")))
                    .isEqualTo(5 - cutsBelow(profiles, "daysSinceLastOrder", profile));
        }
        List<Profile> byRank = new ArrayList<>(profiles);
        byRank.sort(Comparator.comparing(profile -> (Integer) profile.value(VOCABULARY.get("revenueRank"))));
        for (int i = 1; i < byRank.size(); i++) {
            assertThat(number(byRank.get(i - 1), "spend")).isGreaterThanOrEqualTo(number(byRank.get(i), "spend"));
        }
    }

    private static BigDecimal number(Profile profile, String field) {
        return new BigDecimal(String.valueOf(profile.value(VOCABULARY.get(field))));
    }

    private static int cutsBelow(List<Profile> profiles, String field, Profile one) {
        List<BigDecimal> ascending = profiles.stream()
                .map(profile -> number(profile, field))
                .sorted()
                .toList();
        int below = 0;
        for (int k = 1; k <= 4; k++) {
            int position = (int) Math.ceil(k * ascending.size() / 5.0);
            if (ascending.get(position - 1).compareTo(number(one, field)) < 0) {
                below++;
            }
        }
        return below;
    }
}
