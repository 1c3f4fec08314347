package io.gradus.rules;

import java.math.BigDecimal;

/**
 * What people say of an outcome and a report can confirm or not: its customers make such a share of a field's total.
 *
 * @param share between 0 and 1
 */
public record Claim(String outcome, BigDecimal share, Field field) {

    /** As the sheet Policy writes it: {@code CORE: 80 % of profit12m}. */
    @Override
    public String toString() {
        return outcome + ": " + share.movePointRight(2).stripTrailingZeros().toPlainString() + " % of " + field.name();
    }
}
