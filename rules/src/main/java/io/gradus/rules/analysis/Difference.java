package io.gradus.rules.analysis;

import io.gradus.rules.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * Customers whom two versions decide differently.
 *
 * @param customers all of them, or as many as one description holds
 * @param sample one of them
 * @param oldRow the row that decided, such as Rules!12; absent when none did
 * @param newRow the row that decides now; absent when none does
 * @param before the outcome then; absent when there was none
 * @param after the outcome now; absent when there is none
 */
public record Difference(
        Phrase customers,
        SampleCustomer sample,
        @Nullable String oldRow,
        @Nullable String newRow,
        @Nullable String before,
        @Nullable String after) {}
