package io.gradus.app.run;

/**
 * What the ledger says of a finished run.
 *
 * @param sequence of the entry
 * @param events how many outcomes it changed
 * @param root of the tree over its history events, lower-case hex
 */
public record RunProof(String run, long sequence, long events, String root) {}
