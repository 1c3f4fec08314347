package io.gradus.rules.drools;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Stands for the customer, and for all that rules could reach, where nothing is guarded. */
public final class UnguardedCustomer {

    /** What an attacker would like to call. */
    public static boolean attack() {
        System.setProperty("gradus.attack", "ran");
        return true;
    }

    public @Nullable Integer getOrders() {
        return null;
    }

    public BigDecimal getSpend12m() {
        return BigDecimal.TEN;
    }

    public String getRegion() {
        return "x";
    }

    public void outcome(String code) {
        assert !code.isEmpty();
    }
}
