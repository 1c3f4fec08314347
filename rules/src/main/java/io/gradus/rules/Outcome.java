package io.gradus.rules;

/**
 * One of a policy's ordered results.
 *
 * @param code capital letters, digits and underscores, such as HIGH
 */
public record Outcome(String code, Labels label) {}
