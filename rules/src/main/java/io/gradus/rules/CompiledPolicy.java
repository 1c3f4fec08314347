package io.gradus.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy that can decide. Safe to share between threads. */
public interface CompiledPolicy {

    PolicyDescription description();

    /** SHA-256 of the source it was compiled from. */
    String hash();

    /** The fields its conditions and actions read. */
    List<Field> reads();

    /** Where it reads that field: the cell that names the column, or the file as a whole. */
    Place readAt(Field field);

    /** The fields it computes for others, among them those that hold its outcome. */
    List<Field> computes();

    /** Its rows from top to bottom, as they read; empty for DRL policies. */
    List<RowMatch> rows();

    /** The actions that all rows with that outcome give alike; none where the rows cannot be read. */
    default Map<String, String> actionsOf(String outcome) {
        return Map.of();
    }

    /** The scenarios that came with it. */
    List<Scenario> scenarios();

    /** Where its scenarios stand, or should; empty where there is no place for them. */
    default Optional<Place> scenariosPlace() {
        return Optional.empty();
    }

    /**
     * Decides for one customer in a session of its own: the plain mode, which every other mode must agree with.
     *
     * @throws RulesDidNotFinishException when the rules fire more often or longer than a policy may
     */
    Decision decide(Profile profile);

    /**
     * Decides for many customers in one session, in the order given: the batch mode.
     *
     * @throws RulesDidNotFinishException when the rules fire more often or longer than a policy may
     */
    List<Decision> decideAll(List<Profile> profiles);
}
