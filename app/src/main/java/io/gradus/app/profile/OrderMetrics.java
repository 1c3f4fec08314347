package io.gradus.app.profile;

import io.gradus.app.customer.Order;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * One customer's orders up to a day, added up exactly. It keeps sums and a bit for each day with an order, so its size does
 * not grow with the number of orders.
 *
 * <p>The last 12 months are the days after asOf minus 12 months, up to and with asOf; the last 90 days likewise.
 */
final class OrderMetrics {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final RoaringBitmap days = new RoaringBitmap();
    private int orders;
    private int orders12m;
    private int orders90d;
    private BigDecimal spend = BigDecimal.ZERO;
    private BigDecimal spend12m = BigDecimal.ZERO;
    private BigDecimal profit12m = BigDecimal.ZERO;
    private boolean profitUnknown;
    private Map<String, BigDecimal> categories12m = Map.of();

    void add(Order order, Window window) {
        orders++;
        days.add(bit(order.date()));
        spend = spend.add(order.amount());
        if (order.date().isAfter(window.after90d())) {
            orders90d++;
        }
        if (order.date().isAfter(window.after12m())) {
            addRecent(order);
        }
    }

    /** Days in the order of unsigned bits, which the bitmap sorts by, so that days before 1970 come first. */
    private static int bit(LocalDate day) {
        return Math.toIntExact(day.toEpochDay()) ^ Integer.MIN_VALUE;
    }

    private static LocalDate day(int bit) {
        return LocalDate.ofEpochDay(bit ^ Integer.MIN_VALUE);
    }

    private void addRecent(Order order) {
        orders12m++;
        spend12m = spend12m.add(order.amount());
        if (order.profit() == null) {
            profitUnknown = true;
        } else {
            profit12m = profit12m.add(order.profit());
        }
        if (!order.categories().isEmpty()) {
            categories12m = categories12m.isEmpty() ? new HashMap<>() : categories12m;
            order.categories().forEach((name, amount) -> categories12m.merge(name, amount, BigDecimal::add));
        }
    }

    int orders() {
        return orders;
    }

    int orders12m() {
        return orders12m;
    }

    int orders90d() {
        return orders90d;
    }

    /** Rounded half up to cents after adding up. */
    BigDecimal spend() {
        return cents(spend);
    }

    BigDecimal spend12m() {
        return cents(spend12m);
    }

    /** Absent when an order of the last 12 months has no known profit. */
    @Nullable
    BigDecimal profit12m() {
        return profitUnknown ? null : cents(profit12m);
    }

    /** Absent when there is no order in the last 12 months. */
    @Nullable
    BigDecimal averageOrderValue12m() {
        return orders12m == 0 ? null : spend12m.divide(BigDecimal.valueOf(orders12m), 2, RoundingMode.HALF_UP);
    }

    @Nullable
    LocalDate firstOrderAt() {
        return days.isEmpty() ? null : day(days.first());
    }

    @Nullable
    LocalDate lastOrderAt() {
        return days.isEmpty() ? null : day(days.last());
    }

    /** The median of the days between one day with orders and the next; absent with fewer than two such days. */
    @Nullable
    BigDecimal medianDaysBetweenOrders() {
        int count = days.getCardinality() - 1;
        if (count < 1) {
            return null;
        }
        int[] gaps = new int[count];
        IntIterator each = days.getIntIterator();
        int before = each.next();
        for (int i = 0; i < count; i++) {
            int day = each.next();
            gaps[i] = day - before;
            before = day;
        }
        java.util.Arrays.sort(gaps);
        BigDecimal lower = BigDecimal.valueOf(gaps[(count - 1) / 2]);
        BigDecimal upper = BigDecimal.valueOf(gaps[count / 2]);
        return lower.add(upper).divide(TWO, MathContext.UNLIMITED);
    }

    /** The category with most spend in the last 12 months, the first by name among equals; absent without categories. */
    @Nullable
    String topCategory() {
        return categories12m.entrySet().stream()
                .max(Map.Entry.<String, BigDecimal>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** Its share of the spend of the last 12 months, to 10 places; absent without spend. */
    @Nullable
    BigDecimal topCategoryShare() {
        String top = topCategory();
        BigDecimal amount = top == null ? null : categories12m.get(top);
        return amount == null || spend12m.signum() <= 0 ? null : amount.divide(spend12m, 10, RoundingMode.HALF_UP);
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** The days on which the rolling windows of an evaluation date begin; the windows hold the days after these. */
    record Window(LocalDate asOf, LocalDate after12m, LocalDate after90d) {
        static Window upTo(LocalDate asOf) {
            return new Window(asOf, asOf.minusMonths(12), asOf.minusDays(90));
        }
    }
}
