package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.Constraint.Comparison;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the CONDITION columns of one table. A snippet that is a field, or a field with an operator, leaves it to the cell to
 * say the rest in the language of cells; any other snippet is filled by the cell as Drools does it, and then understood.
 */
final class ConditionReader {

    private static final Pattern PATTERN = Pattern.compile(
            "(?:(\\$?[\\p{L}_][\\p{L}\\p{N}_]*)\\s*:\\s*)?(?:[\\p{L}_][\\p{L}\\p{N}_]*+\\.)*+"
                    + "((?:[A-Z]|(?=\\P{IsLatin})\\p{L})[\\p{L}\\p{N}_]*)\\s*(?:\\((.*)\\))?",
            Pattern.DOTALL);

    /** The type in whatever stands for a pattern: behind the name and the package, before the bracket. */
    private static final Pattern TYPE =
            Pattern.compile("(?:[^:(\\s]+\\s*:\\s*)?(?:[^.(:\\s]+\\.)*([^.(:\\s]+)\\s*(?:\\(.*\\))?", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("(\\$?[\\p{L}_][\\p{L}\\p{N}_]*)\\s*:(?!:)");

    private static final Pattern SNIPPET = Pattern.compile(
            "(\\w+)\\s*(>=|<=|==|!=|>|<|in)?\\s*(\"\\$(?:param|1)\"|\\$(?:param|1)|\\(\\s*\\$(?:param|1)\\s*\\))?");
    private static final Pattern QUOTED = Pattern.compile("\"[^\",]*+\"(?:\\s*+,\\s*+\"[^\",]*+\")*+");
    private static final Pattern PARAMETER = Pattern.compile("\"?\\$(?:param\\w?|\\d*)\"?");
    private static final String CUSTOMER = "Customer";

    private final TableBlock block;
    private final Vocabulary vocabulary;
    private final Findings findings;
    private final CellReader cells;
    private final SuspiciousText suspicious;
    private final ConstraintConditions constraints;
    private final Set<String> patternsRead = new HashSet<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<Place.Cell> beyond = new ArrayList<>();

    /**
     * A column of conditions on one field.
     *
     * @param cells the cell of a row, by the row's number
     * @param reads whether a cell can be read in it; none where a snippet makes several columns of its cells
     */
    record Column(ConditionColumn column, IntFunction<Cell> cells, Predicate<RawCell> reads) {}

    ConditionReader(TableBlock block, Vocabulary vocabulary, Findings findings) {
        this.block = block;
        this.vocabulary = vocabulary;
        this.findings = findings;
        this.cells = new CellReader(findings);
        this.suspicious = new SuspiciousText(findings);
        this.constraints = new ConstraintConditions(vocabulary, findings);
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    /** Where a condition says what no condition on single fields can. */
    List<Place.Cell> beyond() {
        return List.copyOf(beyond);
    }

    /** Whether the cell holds a type, with or without a name and conditions. */
    static boolean isPattern(RawCell cell) {
        return PATTERN.matcher(cell.normalised()).matches();
    }

    /** The names that patterns of these columns give to what is no customer, and is refused there. */
    Set<String> boundElsewhere(List<Integer> columns) {
        return columns.stream()
                .map(this::pattern)
                .filter(text -> !isCustomer(text))
                .map(NAME::matcher)
                .filter(Matcher::lookingAt)
                .map(name -> name.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What stands in the row of patterns, or else the whole pattern that stands in the snippet. */
    private String pattern(int column) {
        String above = block.sheet().spread(block.patternRow(), column).normalised();
        String snippet = block.sheet().spread(block.snippetRow(), column).normalised();
        Matcher whole = PATTERN.matcher(snippet);
        return above.isEmpty() && whole.matches() && whole.group(3) != null ? snippet : above;
    }

    private static boolean isCustomer(String pattern) {
        Matcher matcher = PATTERN.matcher(pattern);
        return matcher.matches() && matcher.group(2).equals(CUSTOMER);
    }

    /** The names that the patterns of these columns give to the customer. */
    Set<String> bound(List<Integer> columns) {
        return columns.stream()
                .flatMap(column -> Stream.of(block.patternRow(), block.snippetRow())
                        .map(row -> PATTERN.matcher(
                                block.sheet().spread(row, column).normalised())))
                .filter(pattern -> pattern.matches()
                        && pattern.group(1) != null
                        && pattern.group(2).equals(CUSTOMER))
                .map(pattern -> pattern.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    void read(int column) {
        RawCell pattern = block.sheet().spread(block.patternRow(), column);
        RawCell snippet = block.sheet().spread(block.snippetRow(), column);
        boolean complete = pattern.normalised().endsWith(")");
        if (snippet.isBlank() && !complete && snippet.error() == null) {
            findings.add(snippet.place(), FindingCode.SNIPPET_MISSING, ColumnKind.CONDITION);
            return;
        }
        if (pattern.isBlank()) {
            // The whole pattern may stand in the snippet: $c : Customer(spend12m >= $param)
            Matcher whole = PATTERN.matcher(snippet.normalised());
            if (whole.matches() && whole.group(3) != null) {
                readPattern(column, snippet, whole, snippet, whole.group(3).strip());
            } else {
                readSnippet(column, snippet, snippet.normalised());
            }
            return;
        }
        Matcher matcher = PATTERN.matcher(pattern.normalised());
        if (!matcher.matches()) {
            Matcher type = TYPE.matcher(pattern.normalised());
            refusePattern(pattern, type.matches() ? type.group(1) : pattern.normalised());
            return;
        }
        String inner = matcher.group(3) == null ? "" : matcher.group(3).strip();
        if (snippet.isBlank() && !inner.isEmpty()) {
            // A mark in the cell switches the pattern on.
            readPattern(column, pattern, matcher, snippet, inner);
        } else if (isCustomer(pattern, matcher)) {
            if (!inner.isEmpty() && patternsRead.add(inner)) {
                readFixed(pattern, inner);
            }
            readSnippet(column, snippet, snippet.normalised());
        }
    }

    private boolean isCustomer(RawCell pattern, Matcher matcher) {
        if (matcher.group(2).equals(CUSTOMER)) {
            return true;
        }
        refusePattern(pattern, matcher.group(2));
        return false;
    }

    /** Once where a pattern is merged over several columns. */
    private void refusePattern(RawCell pattern, String type) {
        Place.Cell place = pattern.place();
        if (block.sheet().cell(place.row(), place.column()).isBlank()) {
            findings.addFollowing();
            return;
        }
        findings.add(pattern.place(), FindingCode.PATTERN_REFUSED, pattern.normalised(), type);
    }

    private void readPattern(int column, RawCell pattern, Matcher matcher, RawCell snippet, String inner) {
        if (isCustomer(pattern, matcher)) {
            readTemplate(column, pattern, new Snippet(inner), label(column, snippet));
        }
    }

    private String label(int column, RawCell snippet) {
        String label =
                block.sheet().spread(block.labelRow(), column).text().strip().replaceAll("\\s*\\R\\s*", " ");
        return label.isEmpty() ? snippet.normalised() : label;
    }

    private void readSnippet(int column, RawCell snippet, String text) {
        Matcher plain = SNIPPET.matcher(text);
        Optional<Field> field = plain.matches() ? vocabulary.find(plain.group(1)) : Optional.empty();
        if (field.isPresent()) {
            String operator = plain.group(2) == null ? "" : plain.group(2);
            ConditionColumn read = new ConditionColumn(
                    snippet.place(),
                    field.get(),
                    operator,
                    block.sheet()
                            .spread(block.labelRow(), column)
                            .text()
                            .strip()
                            .replaceAll("\\s*\\R\\s*", " "));
            boolean bare = plain.group(3) != null && !plain.group(3).contains("\"");
            columns.add(new Column(
                    read,
                    row -> cell(read, bare, block.sheet().spread(row, column)),
                    raw -> reads(field.get(), operator, raw)));
        } else if (plain.matches() && plain.group(3) == null) {
            readTemplate(column, snippet, completed(text), label(column, snippet));
        } else {
            // Drools' mark of a snippet that wants no value.
            String template =
                    text.endsWith("?") ? text.substring(0, text.length() - 1).strip() : text;
            readTemplate(column, snippet, new Snippet(template), label(column, snippet));
        }
    }

    private static boolean reads(Field field, String operator, RawCell raw) {
        Findings tried = new Findings();
        new CellReader(tried).condition(field, operator, raw.value() == null ? unquoted(raw) : raw);
        return !tried.hasErrors();
    }

    /** Drools adds what is left out: an equals sign, and the place of the value. */
    private static Snippet completed(String text) {
        boolean operator = text.matches(".*(?:[=<>]|\\bin)");
        return new Snippet(text + (operator ? "" : " ==") + " $param");
    }

    private Cell cell(ConditionColumn column, boolean bare, RawCell raw) {
        Optional<Condition> literal = bare && raw.value() == null ? literal(column, raw) : Optional.empty();
        RawCell cell = raw.value() == null ? unquoted(raw) : raw;
        Condition condition =
                literal.isPresent() ? literal.get() : cells.condition(column.field(), column.operator(), cell);
        if (literal.isEmpty()) {
            suspicious.check(column.field(), cell);
        }
        return new Cell(raw.place(), raw.exactText(), condition);
    }

    /** What a cell asks that holds Drools' own literals, texts in quotes or null, for a snippet that takes them so. */
    private Optional<Condition> literal(ConditionColumn column, RawCell raw) {
        String text = raw.text().strip();
        if (!text.contains("\"") && !text.equals("null")) {
            return Optional.empty();
        }
        String value = column.operator().equals("in") ? "(" + text + ")" : text;
        return ConstraintParser.parse(column.field().name() + " " + column.operator() + " " + value)
                .flatMap(constraint -> constraints.conditions(constraint, raw))
                .map(read -> read.getOrDefault(column.field(), Condition.ANY));
    }

    /** The cell without the quotes that Drools needs around a text, and with days written as ours. */
    static RawCell unquoted(RawCell cell) {
        String text = cell.text().strip();
        String plain = QUOTED.matcher(text).matches() ? text.replace("\"", "") : text;
        String day = ConstraintConditions.isoDay(plain);
        return day.equals(text) ? cell : new RawCell(cell.place(), day, null, cell.error());
    }

    private void readFixed(RawCell pattern, String inner) {
        Optional<Map<Field, Condition>> read =
                understood(pattern, inner, inner).flatMap(constraint -> constraints.conditions(constraint, pattern));
        if (read.isEmpty()) {
            beyond.add(pattern.place());
            return;
        }
        read.get()
                .forEach((field, condition) -> columns.add(new Column(
                        new ConditionColumn(pattern.place(), field, "", inner),
                        row -> new Cell(pattern.place(), ConditionText.of(condition), condition),
                        raw -> false)));
    }

    /** What a text asks, if every field in it is known; else a finding. */
    private Optional<Constraint> understood(RawCell place, String text, String shown) {
        Optional<Constraint> constraint = ConstraintParser.parse(text);
        if (constraint.isEmpty()) {
            findings.add(place.place(), FindingCode.SNIPPET_REFUSED, shown);
            return constraint;
        }
        Optional<String> unknown = constraint
                .get()
                .comparisons()
                .filter(comparison -> !ConstraintConditions.isSelf(comparison) && !isSelfMark(comparison))
                .map(Comparison::field)
                .filter(name -> ConstraintConditions.field(vocabulary, name).isEmpty())
                .findFirst();
        unknown.ifPresent(name -> findings.add(place.place(), FindingCode.FIELD_UNKNOWN, name));
        return unknown.isPresent() ? Optional.empty() : constraint;
    }

    /** A snippet that asks whether the customer is there at all, for rows that ask nothing else. */
    private static boolean isSelfMark(Comparison comparison) {
        return comparison.field().equals("this")
                && comparison.operator().equals("!=")
                && comparison.values().equals(List.of("$param"));
    }

    private void readTemplate(int column, RawCell place, Snippet snippet, String label) {
        Optional<Constraint> shape = understood(place, snippet.pattern(), snippet.text());
        if (shape.isEmpty()) {
            return;
        }
        Map<Integer, Map<Field, Condition>> read = new HashMap<>();
        shape.get()
                .comparisons()
                .flatMap(comparison -> ConstraintConditions.field(vocabulary, comparison.field()).stream())
                .distinct()
                .forEach(field -> columns.add(new Column(
                        new ConditionColumn(place.place(), field, "", label),
                        row -> filled(
                                field,
                                read.computeIfAbsent(row, number -> conditions(number, column, snippet)),
                                block.sheet().spread(row, column)),
                        raw -> false)));
    }

    private static Cell filled(Field field, Map<Field, Condition> conditions, RawCell raw) {
        Condition condition = conditions.getOrDefault(field, Condition.ANY);
        String said = conditions.isEmpty() ? raw.exactText() : ConditionText.of(condition);
        return new Cell(raw.place(), said, condition);
    }

    private Map<Field, Condition> conditions(int row, int column, Snippet snippet) {
        RawCell raw = block.sheet().spread(row, column);
        if (raw.error() != null) {
            findings.add(raw.place(), FindingCode.CELL_ERROR, raw.error());
            return Map.of();
        }
        if (raw.isBlank()) {
            return Map.of();
        }
        String text = snippet.filledBy(droolsText(raw));
        Optional<Constraint> constraint = ConstraintParser.parse(text)
                .filter(read -> read.comparisons()
                        .flatMap(comparison -> comparison.values().stream())
                        .noneMatch(value -> PARAMETER.matcher(value).matches()));
        if (constraint.isEmpty()) {
            findings.add(raw.place(), FindingCode.CONDITION_REFUSED, text);
            return Map.of();
        }
        Optional<Map<Field, Condition>> typed = constraints.conditions(constraint.get(), raw);
        if (typed.isEmpty()) {
            beyond.add(raw.place());
        }
        return typed.orElse(Map.of());
    }

    /** The text that fills a snippet: the exact number, the day in quotes, or what was typed. */
    static String droolsText(RawCell raw) {
        if (raw.date() != null) {
            return '"' + String.valueOf(raw.date()) + '"';
        }
        java.math.BigDecimal number = raw.number();
        return number == null ? raw.text().strip() : number.stripTrailingZeros().toPlainString();
    }
}
