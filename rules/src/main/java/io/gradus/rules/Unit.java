package io.gradus.rules;

/** What a number counts. */
public enum Unit {
    CURRENCY,
    HOURS,
    DAYS,
    MONTHS,
    YEARS,
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
