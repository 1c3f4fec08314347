package io.gradus.rules;

/** How a derived field's value follows from other values of the same customer. */
public sealed interface Formula {

    /** Whole days from a date to the evaluation date; absent for a date still to come. */
    record DaysSince(String date) implements Formula {}

    /** Completed years from a date to the evaluation date, such as an age; absent for a date still to come. */
    record YearsSince(String date) implements Formula {}

    /** One number divided by another, to 34 digits; absent when either is absent or the divisor is zero. */
    record Ratio(String dividend, String divisor) implements Formula {}

    /** The outcome that another policy gives the customer. */
    record OutcomeOf(String policyId) implements Formula {}
}
