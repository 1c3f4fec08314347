package io.gradus.app.assignment;

/**
 * What stands for all history events of a run.
 *
 * @param root of the RFC 9162 tree over the events' canonical JSON in the order of their ids, lower-case hex
 */
public record RunDigest(long events, String root) {}
