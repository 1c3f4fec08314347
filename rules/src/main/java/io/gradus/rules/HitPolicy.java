package io.gradus.rules;

/** Which of the rows that match a customer count, in the words of DMN. */
public enum HitPolicy {
    /** The first row from top to bottom decides; rows may overlap. */
    FIRST,
    /** No customer may match two rows. */
    UNIQUE,
    /** Every row that matches adds its points. */
    COLLECT
}
