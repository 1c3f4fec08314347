package io.gradus.app.assignment;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer came to an outcome.
 *
 * @param from the outcome before, absent for the first
 */
public record AssignmentEvent(
        String customerId,
        String policy,
        @Nullable String from,
        String to,
        LocalDate asOf,
        String row,
        String because,
        Map<String, Object> facts,
        String policyHash,
        String run) {}
