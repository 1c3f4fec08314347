package io.gradus.rules.drools;

import static java.util.stream.Collectors.toMap;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Profile;
import io.gradus.rules.RowMatch;
import io.gradus.rules.Scenario;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A policy that a decision table decides. */
final class TablePolicy implements CompiledPolicy {

    /** So many customers share a session in the batch mode. */
    static final int BATCH = 1000;

    private final PolicyWorkbook workbook;
    private final String hash;
    private final RuleSet plain;
    private final Supplier<RuleSet> offering;
    private final List<Field> reads;
    private final List<Field> computes;
    private final List<Row> rows;
    private final List<RowMatch> matches;

    TablePolicy(PolicyWorkbook workbook, String hash, RuleSet plain, Supplier<RuleSet> offering, List<Field> computes) {
        this.workbook = workbook;
        this.hash = hash;
        this.plain = plain;
        this.offering = offering;
        this.computes = List.copyOf(computes);
        DecisionTable table = workbook.table();
        this.reads = table.conditions().stream()
                .map(DecisionTable.ConditionColumn::field)
                .distinct()
                .toList();
        this.rows = table.rows();
        this.matches = rows.stream().map(row -> match(table, row)).toList();
    }

    static RowMatch match(DecisionTable table, Row row) {
        List<RowMatch.CellText> conditions = IntStream.range(0, row.cells().size())
                .filter(i -> row.cells().get(i).condition() != Condition.ANY
                        || !row.cells().get(i).text().isBlank())
                .mapToObj(i -> text(table.conditions().get(i), row.cells().get(i)))
                .toList();
        return new RowMatch(row.sheet(), row.number(), conditions, row.note(), row.firstCell());
    }

    private static RowMatch.CellText text(DecisionTable.ConditionColumn column, Cell cell) {
        String text = (column.operator() + " " + cell.text()).strip();
        return new RowMatch.CellText(column.field().name(), cell.place().toString(), text);
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
        return readAt(workbook.table(), field);
    }

    /** The cell that names the field's column. */
    static Place readAt(DecisionTable table, Field field) {
        return table.conditions().stream()
                .filter(column -> column.field().equals(field))
                .<Place>map(DecisionTable.ConditionColumn::place)
                .findFirst()
                .orElse(Place.FILE);
    }

    @Override
    public List<RowMatch> rows() {
        return matches;
    }

    @Override
    public Map<String, String> actionsOf(String outcome) {
        return rows.stream()
                .filter(row -> row.outcome().equals(outcome))
                .map(Row::actions)
                .reduce((one, other) -> {
                    Map<String, String> alike = new LinkedHashMap<>(one);
                    alike.entrySet().retainAll(other.entrySet());
                    return alike;
                })
                .orElse(Map.of());
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
        CustomerFact fact = plain.fire(List.of(profile)).get(0);
        if (collects()) {
            return sum(fact);
        }
        return decision(
                fact, fact.firstRow(), Objects.requireNonNullElse(fact.outcome(), ""), Map.copyOf(fact.actions()));
    }

    @Override
    public List<Decision> decideAll(List<Profile> profiles) {
        List<Decision> decisions = new ArrayList<>(profiles.size());
        for (int from = 0; from < profiles.size(); from += BATCH) {
            List<Profile> batch = profiles.subList(from, Math.min(profiles.size(), from + BATCH));
            offering.get().fire(batch).forEach(fact -> decisions.add(collects() ? sum(fact) : lowestOffer(fact)));
        }
        return decisions;
    }

    private boolean collects() {
        return workbook.policy().hitPolicy() == HitPolicy.COLLECT;
    }

    /** What the rows that matched add; a field to which none of them adds stays absent. */
    private Decision sum(CustomerFact fact) {
        Map<String, Object> sums = new LinkedHashMap<>();
        fact.rows().stream()
                .mapToObj(rows::get)
                .forEach(row -> row.scores()
                        .forEach((field, points) ->
                                sums.merge(field, points, (sum, more) -> ((BigDecimal) sum).add((BigDecimal) more))));
        return decision(fact, fact.rows().nextSetBit(0), "", Map.of(), Map.copyOf(sums));
    }

    private Decision lowestOffer(CustomerFact fact) {
        int lowest = fact.rows().nextSetBit(0);
        return lowest < 0
                ? decision(fact, lowest, "", Map.of())
                : decision(
                        fact,
                        lowest,
                        rows.get(lowest).outcome(),
                        rows.get(lowest).actions());
    }

    /** The outcome, under the names of the fields by which other policies use it. */
    static Map<String, Object> computed(List<Field> fields, @Nullable String outcome) {
        return outcome == null || outcome.isEmpty()
                ? Map.of()
                : fields.stream().collect(toMap(Field::name, field -> outcome));
    }

    private Decision decision(CustomerFact fact, int row, String outcome, Map<String, String> actions) {
        return decision(fact, row, outcome, actions, computed(computes, outcome));
    }

    private Decision decision(
            CustomerFact fact, int row, String outcome, Map<String, String> actions, Map<String, Object> computed) {
        List<RowMatch> others = fact.rows().stream()
                .filter(index -> index != row)
                .mapToObj(matches::get)
                .toList();
        return new Decision(
                workbook.policy().id(),
                hash,
                fact.profile().customerId(),
                fact.profile().asOf(),
                outcome.isEmpty() ? null : outcome,
                actions,
                computed,
                row < 0 ? null : matches.get(row),
                others,
                fact.profile().present(reads));
    }
}
