package io.gradus.rules.workbook;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gradus.rules.Field;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one decision table in Drools' spreadsheet layout: five technical rows, then a rule a row. */
final class TableReader {

    private static final String CUSTOMER_CLASS = "io.gradus.rules.Customer";
    private static final Set<String> REFUSED_KEYWORDS =
            Set.of("functions", "variables", "queries", "declare", "unit", "units", "name", "description");
    private static final Pattern PATTERN = Pattern.compile("(\\$\\w+)\\s*:\\s*Customer(\\s*\\(\\s*\\))?");
    private static final Pattern CONDITION_SNIPPET = Pattern.compile(
            "(\\w+)\\s*(>=|<=|==|!=|>|<|in)?\\s*(\"\\$(?:param|1)\"|\\$(?:param|1)|\\(\\s*\\$(?:param|1)\\s*\\))?");
    private static final Pattern OUTCOME_SNIPPET =
            Pattern.compile("\\$\\w+\\.outcome\\(\\s*\"\\$(?:param|1)\"\\s*\\)\\s*;?");
    private static final Pattern ACTION_SNIPPET =
            Pattern.compile("\\$\\w+\\.action\\(\\s*\"([A-Za-z]\\w*)\"\\s*,\\s*\"\\$(?:param|1)\"\\s*\\)\\s*;?");

    private final SheetGrid sheet;
    private final RawCell start;
    private final Vocabulary vocabulary;
    private final PolicyDescription policy;
    private final Findings findings;
    private final CellReader cells;
    private final SuspiciousText suspicious;
    private final ActionCellReader actionCells;

    TableReader(SheetGrid sheet, RawCell start, Vocabulary vocabulary, PolicyDescription policy, Findings findings) {
        this.sheet = sheet;
        this.start = start;
        this.vocabulary = vocabulary;
        this.policy = policy;
        this.findings = findings;
        this.cells = new CellReader(findings);
        this.suspicious = new SuspiciousText(findings);
        this.actionCells = new ActionCellReader(cells, findings);
    }

    DecisionTable read() {
        checkHeader();
        List<ConditionColumn> conditions = new ArrayList<>();
        List<ActionColumn> actions = new ArrayList<>();
        for (int column = start.place().column(); column <= sheet.lastColumn(); column++) {
            RawCell kind = sheet.spread(kindRow(), column);
            if (!kind.isBlank()) {
                readColumn(kind, conditions, actions);
            }
        }
        refuseSecond(actions);
        if (conditions.isEmpty()) {
            findings.add(start.place(), FindingCode.CONDITION_MISSING);
        }
        if (actions.stream().noneMatch(action -> action.action() == null)) {
            findings.add(start.place(), FindingCode.ACTION_MISSING);
        }
        return new DecisionTable(
                sheet.name(),
                start.normalised().substring("RuleTable".length()).strip(),
                conditions,
                actions,
                rows(conditions, actions));
    }

    private void refuseSecond(List<ActionColumn> actions) {
        Set<String> seen = new HashSet<>();
        for (ActionColumn column : actions) {
            String name = column.action() == null ? "$c.outcome" : "$c.action " + column.action();
            if (!seen.add(name)) {
                findings.add(column.place(), FindingCode.COLUMN_TWICE, name);
            }
        }
    }

    private int kindRow() {
        return start.place().row() + 1;
    }

    private int patternRow() {
        return start.place().row() + 2;
    }

    private int snippetRow() {
        return start.place().row() + 3;
    }

    private int labelRow() {
        return start.place().row() + 4;
    }

    private void checkHeader() {
        sheet.find(cell -> cell.place().row() < start.place().row()).forEach(cell -> {
            String keyword = cell.normalised().toLowerCase(Locale.ROOT);
            if (REFUSED_KEYWORDS.contains(keyword)) {
                findings.add(cell.place(), FindingCode.KEYWORD_REFUSED, cell.normalised());
            }
            if (keyword.equals("import")) {
                checkImport(cell);
            }
        });
    }

    private void checkImport(RawCell keyword) {
        RawCell value = sheet.cell(keyword.place().row(), keyword.place().column() + 1);
        if (!value.isBlank() && !value.normalised().equals(CUSTOMER_CLASS)) {
            findings.add(value.place(), FindingCode.IMPORT_REFUSED, value.normalised(), CUSTOMER_CLASS);
        }
    }

    private void readColumn(RawCell kind, List<ConditionColumn> conditions, List<ActionColumn> actions) {
        int column = kind.place().column();
        switch (kind.normalised().toUpperCase(Locale.ROOT)) {
            case "CONDITION", "C" -> conditionColumn(column).ifPresent(conditions::add);
            case "ACTION", "A" -> actionColumn(column).ifPresent(actions::add);
            default -> findings.add(kind.place(), FindingCode.COLUMN_KIND_REFUSED, kind.normalised());
        }
    }

    private Optional<ConditionColumn> conditionColumn(int column) {
        RawCell pattern = sheet.spread(patternRow(), column);
        if (!pattern.isBlank() && !PATTERN.matcher(pattern.normalised()).matches()) {
            findings.add(pattern.place(), FindingCode.PATTERN_REFUSED, pattern.normalised());
            return Optional.empty();
        }
        RawCell snippet = sheet.spread(snippetRow(), column);
        Matcher matcher = CONDITION_SNIPPET.matcher(snippet.normalised());
        if (!matcher.matches()) {
            findings.add(snippet.place(), FindingCode.SNIPPET_REFUSED, snippet.normalised());
            return Optional.empty();
        }
        Optional<Field> field = vocabulary.find(matcher.group(1));
        if (field.isEmpty()) {
            findings.add(snippet.place(), FindingCode.FIELD_UNKNOWN, matcher.group(1));
            return Optional.empty();
        }
        String operator = matcher.group(2) == null ? "" : matcher.group(2);
        return Optional.of(new ConditionColumn(snippet.place(), field.get(), operator, label(column)));
    }

    private Optional<ActionColumn> actionColumn(int column) {
        RawCell snippet = sheet.spread(snippetRow(), column);
        if (OUTCOME_SNIPPET.matcher(snippet.normalised()).matches()) {
            return Optional.of(new ActionColumn(snippet.place(), null, label(column)));
        }
        Matcher action = ACTION_SNIPPET.matcher(snippet.normalised());
        if (action.matches()) {
            return Optional.of(new ActionColumn(snippet.place(), action.group(1), label(column)));
        }
        findings.add(snippet.place(), FindingCode.ACTION_REFUSED, snippet.normalised());
        return Optional.empty();
    }

    private String label(int column) {
        return sheet.spread(labelRow(), column).text().strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private List<Row> rows(List<ConditionColumn> conditions, List<ActionColumn> actions) {
        List<Row> rows = IntStream.rangeClosed(labelRow() + 1, sheet.lastRow())
                .filter(number -> hasCells(number, conditions, actions))
                .mapToObj(number -> row(number, conditions, actions))
                .toList();
        if (rows.isEmpty()) {
            findings.add(start.place(), FindingCode.ROWS_MISSING);
        }
        return rows;
    }

    private boolean hasCells(int number, List<ConditionColumn> conditions, List<ActionColumn> actions) {
        return conditions.stream()
                        .anyMatch(column ->
                                !sheet.spread(number, column.place().column()).isBlank())
                || actions.stream()
                        .anyMatch(column ->
                                !sheet.spread(number, column.place().column()).isBlank());
    }

    private Row row(int number, List<ConditionColumn> conditions, List<ActionColumn> actions) {
        List<Cell> read = conditions.stream()
                .map(column -> {
                    RawCell raw = sheet.spread(number, column.place().column());
                    Condition condition = cells.condition(column.field(), column.operator(), raw);
                    suspicious.check(column.field(), raw);
                    return new Cell(raw.place(), raw.exactText(), condition);
                })
                .toList();
        String outcome = "";
        Map<String, String> others = new LinkedHashMap<>();
        for (ActionColumn column : actions) {
            RawCell raw = sheet.spread(number, column.place().column());
            if (column.action() == null) {
                outcome = outcome(raw);
                suspicious.checkText(
                        raw, policy.outcomes().stream().map(Outcome::code).toList());
            } else if (!raw.isBlank()) {
                others.put(column.action(), actionCells.read(column.action(), raw));
            }
        }
        return new Row(number, read, outcome, others, note(number));
    }

    private String outcome(RawCell raw) {
        if (raw.isBlank()) {
            findings.add(raw.place(), FindingCode.OUTCOME_MISSING, outcomeCodes());
            return "";
        }
        String code = outcomeCode(policy, raw.normalised());
        if (code == null) {
            findings.add(raw.place(), FindingCode.OUTCOME_UNKNOWN, raw.normalised(), outcomeCodes());
            return "";
        }
        return code;
    }

    private String outcomeCodes() {
        return policy.outcomes().stream().map(Outcome::code).collect(joining(", "));
    }

    /** The code that a cell means by a code, a label, or a code followed by a label; null when it means none. */
    static @Nullable String outcomeCode(PolicyDescription policy, String text) {
        if (text.isEmpty()) {
            return null;
        }
        return policy.outcomes().stream()
                .filter(outcome -> meant(outcome).contains(text))
                .map(Outcome::code)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> meant(Outcome outcome) {
        Labels label = outcome.label();
        return Stream.of("", label.en(), label.zhCn(), label.zhTw())
                .flatMap(text -> Stream.of(text, outcome.code() + " " + text))
                .map(RawCell::normalised)
                .collect(toUnmodifiableSet());
    }

    private String note(int number) {
        return IntStream.range(0, start.place().column())
                .mapToObj(column -> sheet.cell(number, column).text().strip())
                .filter(text -> !text.isEmpty())
                .collect(joining(" "));
    }
}
