package io.gradus.app.customer;

import java.util.ArrayList;
import java.util.List;

/** Counts bad lines and keeps the first ones to show. */
public final class BadLines {

    /** So many are kept; all are counted. */
    public static final int KEPT = 1000;

    private final List<BadLine> kept = new ArrayList<>();
    private long count;

    void add(BadLine line) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(line);
        }
    }

    public long count() {
        return count;
    }

    /** The first of them, in the order of the file. */
    public List<BadLine> kept() {
        return List.copyOf(kept);
    }
}
