package io.gradus.rules.analysis;

/** How many comparisons of boxes an analysis may make, so that it ends in bounded time whatever the table. */
final class Budget {

    private long left;

    Budget(long comparisons) {
        left = comparisons;
    }

    /** Takes some away; false when there are not so many left. */
    boolean spend(long comparisons) {
        left -= comparisons;
        return left >= 0;
    }

    boolean isSpent() {
        return left < 0;
    }
}
