package io.gradus.app.profile;

import io.gradus.app.customer.CustomerIds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where each customer stands among all: by revenue, and by quintiles of recency, frequency and monetary value. */
final class Ranks {

    private final Map<String, Rank> ranks;

    /**
     * One customer's standing.
     *
     * @param revenueRank from 1, by spend descending, ties by id
     * @param revenueShareAhead the share of all revenue made by the customers ahead, 0 to 1; absent without any revenue
     * @param profitRankShare the share of customers with known profit who made more profit in the last 12 months, so that equal
     *     profits stand together; absent when the customer's own profit is unknown
     * @param recency 1 to 5, 5 for the most recent; absent for a customer who never ordered
     */
    record Rank(
            int revenueRank,
            @Nullable BigDecimal revenueShareAhead,
            @Nullable BigDecimal profitRankShare,
            @Nullable Integer recency,
            int frequency,
            int monetary) {}

    private Ranks(Map<String, Rank> ranks) {
        this.ranks = ranks;
    }

    @Nullable
    Rank of(String customerId) {
        return ranks.get(customerId);
    }

    static Ranks of(Map<String, OrderMetrics> metrics, LocalDate asOf) {
        List<Map.Entry<String, OrderMetrics>> byRevenue = metrics.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, OrderMetrics> entry) ->
                                        entry.getValue().spend(),
                                Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey, CustomerIds.ORDER))
                .toList();
        BigDecimal revenue =
                byRevenue.stream().map(entry -> entry.getValue().spend()).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> recencyCuts = cuts(metrics, orders -> days(orders, asOf));
        List<BigDecimal> frequencyCuts = cuts(metrics, orders -> BigDecimal.valueOf(orders.orders()));
        List<BigDecimal> monetaryCuts = cuts(metrics, OrderMetrics::spend);
        List<BigDecimal> profits = sorted(metrics, OrderMetrics::profit12m);
        Map<String, Rank> ranks = new HashMap<>();
        BigDecimal ahead = BigDecimal.ZERO;
        for (Map.Entry<String, OrderMetrics> entry : byRevenue) {
            OrderMetrics orders = entry.getValue();
            BigDecimal days = days(orders, asOf);
            ranks.put(
                    entry.getKey(),
                    new Rank(
                            ranks.size() + 1,
                            revenue.signum() <= 0 ? null : ahead.divide(revenue, MathContext.DECIMAL128),
                            shareAbove(profits, orders.profit12m()),
                            days == null ? null : 5 - below(recencyCuts, days),
                            1 + below(frequencyCuts, BigDecimal.valueOf(orders.orders())),
                            1 + below(monetaryCuts, orders.spend())));
            ahead = ahead.add(orders.spend());
        }
        return new Ranks(ranks);
    }

    private static @Nullable BigDecimal days(OrderMetrics orders, LocalDate asOf) {
        LocalDate last = orders.lastOrderAt();
        return last == null ? null : BigDecimal.valueOf(ChronoUnit.DAYS.between(last, asOf));
    }

    /** The values at 1-based position ceil(k * n / 5), k = 1..4, of the ascending list. */
    private static List<BigDecimal> cuts(
            Map<String, OrderMetrics> metrics, Function<OrderMetrics, @Nullable BigDecimal> measure) {
        List<BigDecimal> values = sorted(metrics, measure);
        return values.isEmpty()
                ? List.of()
                : List.of(1, 2, 3, 4).stream()
                        .map(k -> values.get((k * values.size() + 4) / 5 - 1))
                        .toList();
    }

    private static List<BigDecimal> sorted(
            Map<String, OrderMetrics> metrics, Function<OrderMetrics, @Nullable BigDecimal> measure) {
        return metrics.values().stream()
                .map(measure)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** The share of the ascending values that are greater than one of them; absent for an unknown value. */
    private static @Nullable BigDecimal shareAbove(List<BigDecimal> ascending, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        int low = 0;
        int high = ascending.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending.get(middle).compareTo(value) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return BigDecimal.valueOf(ascending.size() - low)
                .divide(BigDecimal.valueOf(ascending.size()), MathContext.DECIMAL128);
    }

    private static int below(List<BigDecimal> cuts, BigDecimal value) {
        return (int) cuts.stream().filter(cut -> cut.compareTo(value) < 0).count();
    }
}
