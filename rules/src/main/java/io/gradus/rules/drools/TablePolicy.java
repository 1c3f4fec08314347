package io.gradus.rules.drools;

import static java.util.stream.Collectors.toMap;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** A policy that a decision table decides. */
final class TablePolicy implements CompiledPolicy {

    /** So many customers share a session in the batch mode. */
    static final int BATCH = 1000;

    private final PolicyWorkbook workbook;
    private final String hash;
    private final RuleSet plain;
    private final RuleSet offering;
    private final List<Field> reads;
    private final List<Field> computes;
    private final Map<Integer, Row> rows;
    private final Map<Integer, RowMatch> matches;

    TablePolicy(PolicyWorkbook workbook, String hash, RuleSet plain, RuleSet offering, List<Field> computes) {
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
        this.rows = table.rows().stream().collect(toMap(Row::number, row -> row));
        this.matches = table.rows().stream().collect(toMap(Row::number, row -> match(table, row)));
    }

    private static RowMatch match(DecisionTable table, Row row) {
        List<RowMatch.CellText> conditions = IntStream.range(0, row.cells().size())
                .filter(i -> row.cells().get(i).condition() != Condition.ANY)
                .mapToObj(i -> text(table.conditions().get(i), row.cells().get(i)))
                .toList();
        return new RowMatch(table.sheet(), row.number(), conditions, row.note(), row.firstCell());
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
        return workbook.table().conditions().stream()
                .filter(column -> column.field().equals(field))
                .<Place>map(DecisionTable.ConditionColumn::place)
                .findFirst()
                .orElse(Place.FILE);
    }

    @Override
    public List<RowMatch> rows() {
        return workbook.table().rows().stream()
                .map(row -> Objects.requireNonNull(matches.get(row.number())))
                .toList();
    }

    @Override
    public List<Scenario> scenarios() {
        return workbook.scenarios();
    }

    @Override
    public Decision decide(Profile profile) {
        CustomerFact fact = plain.fire(List.of(profile)).get(0);
        return decision(
                fact, fact.firstRow(), Objects.requireNonNullElse(fact.outcome(), ""), Map.copyOf(fact.actions()));
    }

    @Override
    public List<Decision> decideAll(List<Profile> profiles) {
        List<Decision> decisions = new ArrayList<>(profiles.size());
        for (int from = 0; from < profiles.size(); from += BATCH) {
            List<Profile> batch = profiles.subList(from, Math.min(profiles.size(), from + BATCH));
            offering.fire(batch).forEach(fact -> decisions.add(lowestOffer(fact)));
        }
        return decisions;
    }

    private Decision lowestOffer(CustomerFact fact) {
        Row row = rows.get(fact.rows().nextSetBit(0));
        return row == null
                ? decision(fact, -1, "", Map.of())
                : decision(fact, row.number(), row.outcome(), row.actions());
    }

    /** The outcome, under the names of the fields by which other policies use it. */
    private Map<String, Object> computed(String outcome) {
        return outcome.isEmpty() ? Map.of() : computes.stream().collect(toMap(Field::name, field -> outcome));
    }

    private Decision decision(CustomerFact fact, int row, String outcome, Map<String, String> actions) {
        List<RowMatch> others = fact.rows().stream()
                .filter(number -> number != row)
                .mapToObj(number -> Objects.requireNonNull(matches.get(number)))
                .toList();
        return new Decision(
                workbook.policy().id(),
                hash,
                fact.profile().customerId(),
                fact.profile().asOf(),
                outcome.isEmpty() ? null : outcome,
                actions,
                computed(outcome),
                matches.get(row),
                others,
                fact.profile().present(reads));
    }
}
