package io.gradus.rules.analysis;

import io.gradus.rules.Phrase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Customers whom two versions decide differently.
 *
 * @param customers all of them; where they are too many to list, it says so
 * @param sample one of them
 * @param oldRow the row that decided, such as Rules!12; absent when none did
 * @param newRow the row that decides now; absent when none does
 * @param before the outcome then; absent when there was none
 * @param after the outcome now; absent when there is none
 * @param actions what else the rows give otherwise
 */
public record Difference(
        Phrase customers,
        SampleCustomer sample,
        @Nullable String oldRow,
        @Nullable String newRow,
        @Nullable String before,
        @Nullable String after,
        List<ActionDifference> actions) {

    /**
     * An action that differs.
     *
     * @param before what it was; empty when the row gave none
     * @param after what it is; empty when the row gives none
     */
    public record ActionDifference(String action, String before, String after) {}

    public Difference {
        actions = List.copyOf(actions);
    }
}
