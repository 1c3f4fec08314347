package io.gradus.app.assignment;

import java.time.Instant;

/** Which run changed an assignment, and when it started; it never changes, however often the run is interrupted. */
public record RunStamp(String id, Instant startedAt) {}
