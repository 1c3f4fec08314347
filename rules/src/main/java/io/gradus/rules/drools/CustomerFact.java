package io.gradus.rules.drools;

import io.gradus.rules.Profile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer as rules see one. {@link CustomerClass} adds a typed getter for each field of the vocabulary; the public
 * methods here are the closed set of what a rule may do.
 */
public abstract class CustomerFact {

    private final Profile profile;
    private final BitSet rows = new BitSet();
    private final Map<String, String> actions = new LinkedHashMap<>();
    private final Map<String, Object> scores = new LinkedHashMap<>();
    private int firstRow = -1;
    private int currentRow = -1;
    private int outcomeRow = -1;
    private @Nullable String outcome;

    protected CustomerFact(Profile profile) {
        this.profile = profile;
    }

    /** The value of the field at that index; the generated getters call it. */
    protected final @Nullable Object valueAt(int index) {
        return profile.valueAt(index);
    }

    /** The day of the date field at that index as days since 1970-01-01, so that Drools can index dates. */
    protected final @Nullable Integer epochDayAt(int index) {
        Object day = profile.valueAt(index);
        return day instanceof java.time.LocalDate date ? Math.toIntExact(date.toEpochDay()) : null;
    }

    /** The row offers itself; the customer keeps the lowest. */
    public final void offer(int row) {
        rows.set(row);
    }

    /** The row begins to act. Rows act from top to bottom; only the first is heard. */
    public final void row(int row) {
        rows.set(row);
        currentRow = row;
        if (firstRow < 0) {
            firstRow = row;
        }
    }

    /** The row begins to act besides those before it; what it gives replaces what they gave. */
    public final void also(int row) {
        rows.set(row);
        currentRow = row;
        firstRow = row;
    }

    /** The acting row gives the customer this outcome. */
    public final void outcome(String code) {
        if (currentRow == firstRow) {
            outcome = code;
            outcomeRow = currentRow;
        }
    }

    /** The acting row asks for this besides. */
    public final void action(String name, String value) {
        if (currentRow == firstRow) {
            actions.put(name, value);
        }
    }

    /** Adds points to a field that this policy computes. */
    public final void score(String field, int points) {
        add(field, BigDecimal.valueOf(points));
    }

    /** Adds points for every so many of an amount, exactly and in proportion: 135 for each 10000 of 5000 adds 67.5. */
    public final void score(String field, BigDecimal amount, int points, int per) {
        add(field, amount.multiply(BigDecimal.valueOf(points)).divide(BigDecimal.valueOf(per), MathContext.DECIMAL128));
    }

    /** Adds points for every so many of a count. */
    public final void score(String field, Integer amount, int points, int per) {
        score(field, BigDecimal.valueOf(amount), points, per);
    }

    private void add(String field, BigDecimal points) {
        scores.merge(field, points, (sum, more) -> ((BigDecimal) sum).add((BigDecimal) more, MathContext.DECIMAL128));
    }

    final Profile profile() {
        return profile;
    }

    /** The rows that matched. */
    final BitSet rows() {
        return rows;
    }

    /** The row that acted first, or -1. */
    final int firstRow() {
        return firstRow;
    }

    /** The row that gave the outcome, or where none did the last one heard, or -1. */
    final int decidingRow() {
        return outcomeRow < 0 ? firstRow : outcomeRow;
    }

    final @Nullable String outcome() {
        return outcome;
    }

    final Map<String, String> actions() {
        return actions;
    }

    final Map<String, Object> scores() {
        return scores;
    }
}
