package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import io.gradus.rules.Vocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the Tests sheet: a technical row with scenario, field names and expect, a row of labels, then a scenario a row. */
final class ScenarioReader {

    static final String SHEET = "Tests";
    static final String NAME = "scenario";
    static final String AS_OF = "asOf";
    static final String EXPECT = "expect";

    private static final Set<String> OWN = Set.of(NAME, AS_OF, EXPECT);

    static final String NO_SUM = "missing";

    private static final Set<String> MISSING = Set.of(NO_SUM, "empty", "空");

    /** The date of scenarios that give none; nothing in them depends on it. */
    static final LocalDate ANY_DAY = LocalDate.of(2026, 1, 1);

    private final SheetGrid sheet;
    private final Vocabulary vocabulary;
    private final PolicyDescription policy;
    private final boolean outcomesKnown;
    private final @Nullable Field scored;
    private final Labels outcomes;
    private final Findings findings;
    private final CellReader cells;
    private final SuspiciousText suspicious;
    private final Set<String> names = new HashSet<>();

    ScenarioReader(
            SheetGrid sheet,
            Vocabulary vocabulary,
            PolicyDescription policy,
            DecisionTable table,
            boolean outcomesKnown,
            Findings findings) {
        this.sheet = sheet;
        this.vocabulary = vocabulary;
        this.policy = policy;
        this.outcomesKnown = outcomesKnown && policy.hitPolicy() != HitPolicy.COLLECT;
        this.scored = table.scored().stream().findFirst().orElse(null);
        this.outcomes = OutcomeCodes.known(policy);
        this.findings = findings;
        this.cells = new CellReader(findings);
        this.suspicious = new SuspiciousText(findings);
    }

    List<Scenario> read() {
        Optional<RawCell> name =
                sheet.find(cell -> cell.normalised().equals(NAME)).findFirst();
        Optional<RawCell> expect = name.stream()
                .flatMap(cell -> sheet.row(cell.place().row()).stream())
                .filter(cell -> cell.normalised().equals(EXPECT))
                .findFirst();
        if (name.isEmpty() || expect.isEmpty()) {
            findings.add(new Place.Sheet(sheet.name()), FindingCode.TESTS_HEADER_MISSING);
            return List.of();
        }
        int header = name.get().place().row();
        Map<Integer, Field> fields = fields(header);
        List<Scenario> scenarios = new ArrayList<>();
        List<Integer> columns = Stream.of(
                        Stream.of(
                                name.get().place().column(),
                                expect.get().place().column()),
                        fields.keySet().stream(),
                        sheet.row(header).stream()
                                .filter(cell -> cell.normalised().equals(AS_OF))
                                .map(cell -> cell.place().column()))
                .flatMap(one -> one)
                .distinct()
                .toList();
        boolean afterGap = false;
        for (int row = header + 2; row <= sheet.lastRow(); row++) {
            List<Integer> filled = filled(row, columns);
            if (filled.isEmpty()) {
                afterGap = !scenarios.isEmpty();
            } else if (!isNote(row, filled, name.get(), expect.get(), afterGap)) {
                scenarios.add(scenario(row, header, name.get().place().column(), fields, expect.get()));
                afterGap = false;
            }
        }
        return scenarios;
    }

    private List<Integer> filled(int row, List<Integer> columns) {
        return columns.stream()
                .filter(column -> !sheet.look(row, column).isBlank())
                .toList();
    }

    /** A text that is merged over several columns, or stands alone below a blank row, is for people. */
    private boolean isNote(int row, List<Integer> filled, RawCell name, RawCell expect, boolean afterGap) {
        if (filled.size() > 1) {
            return false;
        }
        RawCell only = sheet.look(row, filled.get(0));
        int column = only.place().column();
        boolean across = column == name.place().column()
                ? sheet.isMergedOver(row, column, column + 1)
                : sheet.isMergedOver(row, column, expect.place().column())
                        && column != expect.place().column();
        boolean below =
                afterGap && only.value() == null && column != expect.place().column();
        return across || below;
    }

    private Map<Integer, Field> fields(int header) {
        Map<Integer, Field> fields = new LinkedHashMap<>();
        for (RawCell cell : sheet.row(header)) {
            String name = cell.normalised();
            if (!OWN.contains(name) && !isBeside(cell, header)) {
                vocabulary
                        .find(name)
                        .ifPresentOrElse(
                                field -> fields.put(cell.place().column(), field),
                                () -> findings.add(cell.place(), FindingCode.FIELD_UNKNOWN, name));
            }
        }
        return fields;
    }

    /** Whether a cell in the row of names lies beyond the last of them and is a note there. */
    private boolean isBeside(RawCell cell, int header) {
        int column = cell.place().column();
        boolean last = sheet.row(header).stream()
                .filter(other -> other.place().column() >= column)
                .map(RawCell::normalised)
                .noneMatch(
                        other -> OWN.contains(other) || vocabulary.find(other).isPresent());
        return last
                && column > 0
                && Notes.isHeading(cell, sheet.look(header, column - 1).isBlank());
    }

    private Scenario scenario(int row, int header, int nameColumn, Map<Integer, Field> fields, RawCell expect) {
        Map<String, Object> given = new LinkedHashMap<>();
        fields.forEach((column, field) -> {
            RawCell cell = sheet.cell(row, column);
            Object value = cell.isBlank() ? null : cells.given(field, cell);
            suspicious.check(field, cell);
            if (value != null) {
                given.put(field.name(), value);
            }
        });
        RawCell expected = sheet.cell(row, expect.place().column());
        String name = sheet.cell(row, nameColumn).text().strip();
        String key = RawCell.normalised(name).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !names.add(key)) {
            findings.add(sheet.cell(row, nameColumn).place(), FindingCode.SCENARIO_NAME_TWICE, name);
        }
        return new Scenario(
                expected.place(),
                name.isEmpty() ? "row " + row : name,
                asOf(row, header),
                given,
                scored == null ? outcome(expected) : sum(scored, expected),
                scored == null ? null : scored.name());
    }

    private @Nullable String outcome(RawCell expected) {
        String code = TableReader.outcomeCode(policy, expected.normalised());
        if (code == null && outcomesKnown) {
            findings.add(expected.place(), FindingCode.OUTCOME_UNKNOWN, expected.normalised(), outcomes);
        }
        suspicious.checkText(
                expected, policy.outcomes().stream().map(Outcome::code).toList());
        return code;
    }

    private @Nullable String sum(Field field, RawCell expected) {
        if (MISSING.contains(expected.normalised().toLowerCase(Locale.ROOT))) {
            return null;
        }
        Object value = cells.given(field, expected);
        return value == null ? null : TableReader.plain((BigDecimal) value).toPlainString();
    }

    private LocalDate asOf(int row, int header) {
        return sheet.row(header).stream()
                .filter(cell -> cell.normalised().equals(AS_OF))
                .map(cell -> sheet.cell(row, cell.place().column()))
                .filter(cell -> !cell.isBlank())
                .map(cells::day)
                .findFirst()
                .orElse(ANY_DAY);
    }
}
