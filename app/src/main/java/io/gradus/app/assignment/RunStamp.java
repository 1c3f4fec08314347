package io.gradus.app.assignment;

import java.time.Instant;

/**
 * Which run changed an assignment; it never changes, however often the run is interrupted.
 *
 * @param release the release that decides in it
 */
public record RunStamp(String id, Instant startedAt, int release) {}
