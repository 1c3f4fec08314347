package io.gradus.app.run;

import static java.util.stream.Collectors.toMap;

import io.gradus.app.assignment.RunDigest;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerDraft;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Enters finished runs in the ledger, each once, however often its end is repeated after an interruption. */
@Component
class RunProofs {

    /** Where the ledger counts the customers whom no row takes. */
    private static final String NO_OUTCOME = "-";

    private final Ledger ledger;
    private final FinishedRuns finished;

    RunProofs(Ledger ledger, FinishedRuns finished) {
        this.ledger = ledger;
        this.finished = finished;
    }

    void enter(Run run, RunDigest digest) {
        ledger.enterIfNeeded(() -> finished.find(run.id()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new LedgerDraft(run.startedBy(), FinishedRuns.FINISHED, run.id(), "", payload(run, digest))));
    }

    private static Map<String, Object> payload(Run run, RunDigest digest) {
        return Map.of(
                "asOf",
                run.asOf(),
                "startedAt",
                run.startedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                "ledger",
                run.ledger(),
                "release",
                run.release(),
                "policies",
                run.policies(),
                "customers",
                run.progress().done(),
                "counts",
                counts(run.progress().counts()),
                "events",
                digest.events(),
                "root",
                digest.root());
    }

    private static Map<String, Object> counts(Map<String, Map<String, Long>> counts) {
        return counts.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, policy -> new TreeMap<>(named(policy.getValue()))));
    }

    private static Map<String, Long> named(Map<String, Long> outcomes) {
        return outcomes.entrySet().stream()
                .collect(toMap(
                        outcome -> outcome.getKey().isEmpty() ? NO_OUTCOME : outcome.getKey(), Map.Entry::getValue));
    }
}
