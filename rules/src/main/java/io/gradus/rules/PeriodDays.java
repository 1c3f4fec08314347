package io.gradus.rules;

import org.jspecify.annotations.Nullable;

/**
 * How many days a vocabulary takes longer periods to have in the cells of a field that counts days; absent where it does not
 * say. A month has no fixed number of days, so nobody else can.
 *
 * @param month days of a month, from 1
 * @param quarter days of a quarter, from 1
 * @param halfYear days of half a year, from 1
 * @param year days of a year, from 1
 */
public record PeriodDays(
        @Nullable Integer month,
        @Nullable Integer quarter,
        @Nullable Integer halfYear,
        @Nullable Integer year) {

    public static final String MONTH = "month";
    public static final String QUARTER = "quarter";
    public static final String HALF_YEAR = "halfYear";
    public static final String YEAR = "year";

    /** Nothing is said of any period. */
    public static final PeriodDays UNSAID = new PeriodDays(null, null, null, null);

    /** The days of the period of that name; absent where nothing is said, or the name is none of the four. */
    public @Nullable Integer days(String period) {
        return switch (period) {
            case MONTH -> month;
            case QUARTER -> quarter;
            case HALF_YEAR -> halfYear;
            case YEAR -> year;
            default -> null;
        };
    }

    /** Whether every period that is said has a day at least. */
    boolean isPositive() {
        return java.util.stream.Stream.of(MONTH, QUARTER, HALF_YEAR, YEAR)
                .map(this::days)
                .allMatch(days -> days == null || days > 0);
    }
}
