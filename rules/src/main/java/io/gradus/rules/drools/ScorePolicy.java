package io.gradus.rules.drools;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Profile;
import io.gradus.rules.RowMatch;
import io.gradus.rules.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A policy written in DRL that computes fields for others. */
final class ScorePolicy implements CompiledPolicy {

    private final PolicyDescription description;
    private final String hash;
    private final RuleSet rules;
    private final List<Field> reads;
    private final List<Field> computes;

    ScorePolicy(PolicyDescription description, String hash, RuleSet rules, List<Field> reads, List<Field> computes) {
        this.description = description;
        this.hash = hash;
        this.rules = rules;
        this.reads = List.copyOf(reads);
        this.computes = List.copyOf(computes);
    }

    @Override
    public PolicyDescription description() {
        return description;
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public List<Field> reads() {
        return reads;
    }

    @Override
    public List<Field> computes() {
        return computes;
    }

    @Override
    public Place readAt(Field field) {
        return Place.FILE;
    }

    @Override
    public List<RowMatch> rows() {
        return List.of();
    }

    @Override
    public List<Scenario> scenarios() {
        return List.of();
    }

    @Override
    public Decision decide(Profile profile) {
        return decision(rules.fire(List.of(profile)).get(0));
    }

    @Override
    public List<Decision> decideAll(List<Profile> profiles) {
        List<Decision> decisions = new ArrayList<>(profiles.size());
        for (int from = 0; from < profiles.size(); from += TablePolicy.BATCH) {
            List<Profile> batch = profiles.subList(from, Math.min(profiles.size(), from + TablePolicy.BATCH));
            rules.fire(batch).forEach(fact -> decisions.add(decision(fact)));
        }
        return decisions;
    }

    private Decision decision(CustomerFact fact) {
        return new Decision(
                description.id(),
                hash,
                fact.profile().customerId(),
                fact.profile().asOf(),
                null,
                Map.of(),
                Map.copyOf(fact.scores()),
                null,
                List.of(),
                fact.profile().present(reads));
    }
}
