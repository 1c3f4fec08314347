package io.gradus.rules;

/** Where a field's value comes from. */
public enum Derivation {
    /** It lies in the customer document. */
    STORED,
    /** It is computed from the customer's orders up to the evaluation date. */
    ORDERS,
    /** It compares the customer with all others on the evaluation date. */
    POPULATION,
    /** It follows from the evaluation date and other fields of the same profile. */
    AS_OF,
    /** A policy computes it. */
    POLICY
}
