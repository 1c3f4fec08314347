package io.gradus.app.run;

import java.time.Instant;
import java.util.List;

/**
 * What the ledger says of a finished run.
 *
 * @param sequence of the entry
 * @param startedAt when it began; the epoch where the entry does not say
 * @param at when it had finished
 * @param release that decided in it
 * @param policies that it decided
 * @param events how many outcomes it changed
 * @param root of the tree over its history events, lower-case hex
 */
public record RunProof(
        String run,
        long sequence,
        Instant startedAt,
        Instant at,
        int release,
        List<String> policies,
        long events,
        String root) {

    public RunProof {
        policies = List.copyOf(policies);
    }
}
