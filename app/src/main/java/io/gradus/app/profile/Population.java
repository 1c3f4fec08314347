package io.gradus.app.profile;

import io.gradus.app.customer.CustomerIds;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Order;
import io.gradus.rules.Derivation;
import io.gradus.rules.Profile;
import io.gradus.rules.Vocabulary;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All customers on a day. First it is told every customer and order, then it gives profiles.
 *
 * <p>Told orders, a customer without any has none: zero orders and zero spend. Never told of orders, those fields are absent.
 */
public final class Population {

    private static final OrderMetrics NO_ORDERS = new OrderMetrics();

    private final Vocabulary vocabulary;
    private final OrderMetrics.Window window;
    private final boolean ordersKnown;
    private final Map<String, OrderMetrics> metrics = new HashMap<>();
    private final boolean compared;
    private @Nullable Ranks ranks;

    /** @param ordersKnown whether orders are known at all; if not, whatever derives from them is absent */
    public Population(Vocabulary vocabulary, LocalDate asOf, boolean ordersKnown) {
        this(vocabulary, asOf, ordersKnown, true);
    }

    private Population(Vocabulary vocabulary, LocalDate asOf, boolean ordersKnown, boolean compared) {
        this.vocabulary = vocabulary;
        this.window = OrderMetrics.Window.upTo(asOf);
        this.ordersKnown = ordersKnown;
        this.compared = compared;
    }

    /** A population that knows one customer's orders only; whatever compares customers is absent. */
    public static Population ofOne(Vocabulary vocabulary, LocalDate asOf) {
        return new Population(vocabulary, asOf, true, false);
    }

    public LocalDate asOf() {
        return window.asOf();
    }

    /** A customer who exists, with or without orders. */
    public void add(String customerId) {
        metrics.putIfAbsent(customerId, NO_ORDERS);
    }

    /** An order; one after the evaluation date does not count, but its customer does. */
    public void add(Order order) {
        add(order.customerId());
        if (!order.date().isAfter(window.asOf())) {
            metrics.compute(
                            order.customerId(),
                            (id, known) -> known == null || known == NO_ORDERS ? new OrderMetrics() : known)
                    .add(order, window);
        }
    }

    public int size() {
        return metrics.size();
    }

    /** The ids of all customers: numbers by value, then others. */
    public List<String> customerIds() {
        return metrics.keySet().stream().sorted(CustomerIds.ORDER).toList();
    }

    /** Compares all customers with each other; after this no customer or order may be added. */
    public void rank() {
        ranks = Ranks.of(metrics, window.asOf());
    }

    /** What is known of one customer. */
    public Profile profile(CustomerRecord customer) {
        Profile.Builder profile = Profile.of(vocabulary, customer.customerId(), window.asOf());
        customer.values().forEach(profile::set);
        if (ordersKnown) {
            setOrders(profile, metrics.getOrDefault(customer.customerId(), NO_ORDERS));
            setRanks(profile, customer.customerId());
        }
        return profile.build();
    }

    private void setOrders(Profile.Builder profile, OrderMetrics orders) {
        set(profile, Derivation.ORDERS, "firstOrderAt", orders.firstOrderAt());
        set(profile, Derivation.ORDERS, "lastOrderAt", orders.lastOrderAt());
        set(profile, Derivation.ORDERS, "orders", orders.orders());
        set(profile, Derivation.ORDERS, "orders12m", orders.orders12m());
        set(profile, Derivation.ORDERS, "orders90d", orders.orders90d());
        set(profile, Derivation.ORDERS, "spend", orders.spend());
        set(profile, Derivation.ORDERS, "spend12m", orders.spend12m());
        set(profile, Derivation.ORDERS, "profit12m", orders.profit12m());
        set(profile, Derivation.ORDERS, "averageOrderValue12m", orders.averageOrderValue12m());
        set(profile, Derivation.ORDERS, "medianDaysBetweenOrders", orders.medianDaysBetweenOrders());
        set(profile, Derivation.ORDERS, "topCategory", orders.topCategory());
        set(profile, Derivation.ORDERS, "topCategoryShare", orders.topCategoryShare());
    }

    private void setRanks(Profile.Builder profile, String customerId) {
        if (ranks == null && compared) {
            rank();
        }
        Ranks.Rank rank = ranks == null ? null : ranks.of(customerId);
        if (rank != null) {
            set(profile, Derivation.POPULATION, "revenueRank", rank.revenueRank());
            set(profile, Derivation.POPULATION, "revenueShareCumulative", rank.revenueShareAhead());
            set(profile, Derivation.POPULATION, "profitRankShare", rank.profitRankShare());
            set(profile, Derivation.POPULATION, "rfmRecency", rank.recency());
            set(profile, Derivation.POPULATION, "rfmFrequency", rank.frequency());
            set(profile, Derivation.POPULATION, "rfmMonetary", rank.monetary());
        }
    }

    // A deployment's own vocabulary may lack a field, or keep it in the customer document instead.
    private void set(Profile.Builder profile, Derivation derivation, String name, @Nullable Object value) {
        vocabulary
                .find(name)
                .filter(field -> field.derivation() == derivation)
                .ifPresent(field -> profile.set(field, value));
    }
}
