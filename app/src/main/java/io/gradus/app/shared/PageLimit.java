package io.gradus.app.shared;

/** How much an answer may hold at once. */
public final class PageLimit {

    public static final int MAXIMUM = 1000;

    private PageLimit() {}

    /** @throws Refusal when the limit is not 1 to {@link #MAXIMUM} */
    public static void require(int limit) {
        if (limit < 1 || limit > MAXIMUM) {
            throw new Refusal("refusal.limit", limit, MAXIMUM);
        }
    }
}
