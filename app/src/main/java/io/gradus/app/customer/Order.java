package io.gradus.app.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One order of a customer.
 *
 * @param orderId unique among the customer's orders
 * @param amount what the customer paid, in the customer's currency
 * @param profit what was earned by it, absent when unknown
 * @param categories the amount by category, empty when unknown
 */
public record Order(
        String customerId,
        String orderId,
        LocalDate date,
        BigDecimal amount,
        @Nullable BigDecimal profit,
        Map<String, BigDecimal> categories) {

    public Order {
        categories = Map.copyOf(categories);
    }
}
