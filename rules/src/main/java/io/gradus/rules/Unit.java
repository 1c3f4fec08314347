package io.gradus.rules;

/** What a number counts. */
public enum Unit {
    CURRENCY,
    DAYS,
    MONTHS,
    ORDERS,
    VISITS,
    CALLS,
    TRANSACTIONS,
    RATIO,
    RANK,
    SCORE,
    POINTS,
    TIMES
}
