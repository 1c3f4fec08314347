package io.gradus.app.audit;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.policy.ArchivedPolicies;
import io.gradus.app.policy.ArchivedPolicies.Archived;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.Profile;
import io.gradus.rules.UnknownFieldException;
import io.gradus.rules.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says stored decisions again, from the archived workbook, vocabulary and facts alone, and compares. */
@Component
public class Reevaluation {

    private static final int SHOWN = 100;

    private final AssignmentHistory decisions;
    private final ArchivedPolicies policies;

    Reevaluation(AssignmentHistory decisions, ArchivedPolicies policies) {
        this.decisions = decisions;
        this.policies = policies;
    }

    /**
     * A decision said again.
     *
     * @param nowOutcome what the archived workbook gives now; absent when it cannot be asked
     * @param problem the code of why it cannot be asked; absent when it can
     */
    public record Comparison(
            String decision,
            String outcome,
            String row,
            @Nullable String nowOutcome,
            @Nullable String nowRow,
            @Nullable String problem) {

        public boolean isEqual() {
            return outcome.equals(nowOutcome) && row.equals(nowRow);
        }
    }

    /**
     * Many decisions said again.
     *
     * @param different the first of those that came out differently
     */
    public record Summary(long compared, long equal, List<Comparison> different) {}

    /** @throws NotFound when there is no such decision */
    public Comparison again(String decision) {
        return again(decisions.event(decision));
    }

    /** All stored decisions that meet a filter. */
    public Summary all(EventFilter filter, LongConsumer progress) {
        Counter counter = new Counter();
        decisions.each(filter, event -> {
            counter.add(again(event));
            progress.accept(counter.compared);
        });
        return counter.summary();
    }

    /** These decisions, such as a sample. */
    public Summary all(List<AssignmentEvent> events) {
        Counter counter = new Counter();
        events.forEach(event -> counter.add(again(event)));
        return counter.summary();
    }

    private static final class Counter {
        private final List<Comparison> different = new ArrayList<>();
        private long compared;
        private long equal;

        void add(Comparison comparison) {
            compared++;
            if (comparison.isEqual()) {
                equal++;
            } else if (different.size() < SHOWN) {
                different.add(comparison);
            }
        }

        Summary summary() {
            return new Summary(compared, equal, different);
        }
    }

    private Comparison again(AssignmentEvent event) {
        try {
            Archived archived = policies.policy(event.policy(), event.policyHash(), event.release());
            Decision decision = archived.policy().decide(profile(event, archived.vocabulary()));
            return new Comparison(
                    event.id(), event.to(), event.row(), decision.outcomeOrEmpty(), decision.rowPlace(), null);
        } catch (Refusal e) {
            return impossible(event, e.code());
        } catch (UnknownFieldException e) {
            return impossible(event, "refusal.fact-unknown");
        }
    }

    private static Comparison impossible(AssignmentEvent event, String problem) {
        return new Comparison(event.id(), event.to(), event.row(), null, null, problem);
    }

    private static Profile profile(AssignmentEvent event, Vocabulary vocabulary) {
        Profile.Builder profile = Profile.of(vocabulary, event.customerId(), event.asOf());
        for (Map.Entry<String, Object> fact : event.facts().entrySet()) {
            Field field = vocabulary.get(fact.getKey());
            profile.set(field, fact.getValue());
        }
        return profile.build();
    }
}
