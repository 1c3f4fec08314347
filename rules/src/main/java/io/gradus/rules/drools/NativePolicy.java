package io.gradus.rules.drools;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Profile;
import io.gradus.rules.RowMatch;
import io.gradus.rules.Scenario;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy that tables decide as Drools' own compiler reads them. */
final class NativePolicy implements CompiledPolicy {

    private final PolicyWorkbook workbook;
    private final String hash;
    private final RuleSet rules;
    private final boolean grouped;
    private final List<Field> reads;
    private final List<Field> computes;
    private final List<RowMatch> matches;

    /** @param grouped whether rules keep others from acting; then customers cannot share a session */
    NativePolicy(
            PolicyWorkbook workbook,
            String hash,
            RuleSet rules,
            boolean grouped,
            List<Field> reads,
            List<Field> computes) {
        this.workbook = workbook;
        this.hash = hash;
        this.rules = rules;
        this.grouped = grouped;
        this.reads = List.copyOf(reads);
        this.computes = List.copyOf(computes);
        this.matches = workbook.table().rows().stream()
                .map(row -> TablePolicy.match(workbook.table(), row))
                .toList();
    }

    @Override
    public PolicyDescription description() {
        return workbook.policy();
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
        return TablePolicy.readAt(workbook.table(), field);
    }

    @Override
    public List<RowMatch> rows() {
        return matches;
    }

    @Override
    public List<Scenario> scenarios() {
        return workbook.scenarios();
    }

    @Override
    public Optional<Place> scenariosPlace() {
        return Optional.ofNullable(workbook.scenariosPlace());
    }

    @Override
    public Decision decide(Profile profile) {
        return decision(rules.fire(List.of(profile)).get(0));
    }

    @Override
    public List<Decision> decideAll(List<Profile> profiles) {
        if (grouped) {
            return profiles.stream().map(this::decide).toList();
        }
        List<Decision> decisions = new ArrayList<>(profiles.size());
        for (int from = 0; from < profiles.size(); from += TablePolicy.BATCH) {
            List<Profile> batch = profiles.subList(from, Math.min(profiles.size(), from + TablePolicy.BATCH));
            rules.fire(batch).forEach(fact -> decisions.add(decision(fact)));
        }
        return decisions;
    }

    private Decision decision(CustomerFact fact) {
        int row = fact.decidingRow();
        List<RowMatch> others = fact.rows().stream()
                .filter(index -> index != row)
                .mapToObj(matches::get)
                .toList();
        return new Decision(
                workbook.policy().id(),
                hash,
                fact.profile().customerId(),
                fact.profile().asOf(),
                fact.outcome(),
                Map.copyOf(fact.actions()),
                TablePolicy.computed(computes, fact.outcome()),
                row < 0 ? null : matches.get(row),
                others,
                fact.profile().present(reads));
    }
}
