package io.gradus.rules.drools;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Place;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a decision table as DRL: a rule a row, a condition a line, so that every line has its cell. */
final class DrlWriter {

    /**
     * The rules of a table.
     *
     * @param places the cell behind each line that came from one, by line number from 1
     */
    record Written(String drl, Map<Integer, Place> places) {}

    private final DecisionTable table;
    private final String packageName;
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, Place> places = new TreeMap<>();

    private DrlWriter(String policyId, DecisionTable table) {
        this.table = table;
        this.packageName = "policies.table_" + policyId.replace('-', '_');
    }

    /** Rules that act from top to bottom, as Drools' own decision tables do. */
    static Written plain(String policyId, DecisionTable table) {
        return new DrlWriter(policyId, table).write((writer, row, index) -> writer.acting(row, index));
    }

    /** Rules that only offer the place of their row in the table, from 0, in any order. */
    static Written offering(String policyId, DecisionTable table) {
        return new DrlWriter(policyId, table).write((writer, row, index) -> writer.offering(row, index));
    }

    private interface RuleForm {
        void write(DrlWriter writer, Row row, int index);
    }

    private Written write(RuleForm form) {
        line("package " + packageName + ";");
        line("import " + CustomerClass.NAME + ";");
        for (int index = 0; index < table.rows().size(); index++) {
            line("");
            form.write(this, table.rows().get(index), index);
        }
        return new Written(String.join("\n", lines) + "\n", places);
    }

    private void acting(Row row, int index) {
        begin(row, index);
        line("    salience " + (table.rows().size() - index));
        conditions(row);
        line("    $c.row(" + index + ");");
        lines.addAll(given(row));
        line("end");
    }

    /** The calls by which a rule gives what its row says. */
    static List<String> given(Row row) {
        List<String> calls = new ArrayList<>();
        if (!row.outcome().isEmpty()) {
            calls.add("    $c.outcome(" + quoted(row.outcome()) + ");");
        }
        row.actions()
                .forEach((name, value) -> calls.add("    $c.action(" + quoted(name) + ", " + quoted(value) + ");"));
        return calls;
    }

    private void offering(Row row, int index) {
        begin(row, index);
        conditions(row);
        line("    $c.offer(" + index + ");");
        line("end");
    }

    private void begin(Row row, int index) {
        places.put(lines.size() + 1, new Place.Cell(row.sheet(), row.number(), 0));
        line("// " + comment(row.place() + " " + row.note()));
        line("rule " + quoted("row " + index));
    }

    private void conditions(Row row) {
        line("when");
        line("    $c : " + CustomerClass.SIMPLE_NAME + "(");
        int[] limiting = IntStream.range(0, row.cells().size())
                .filter(i -> row.cells().get(i).condition() != Condition.ANY)
                .toArray();
        for (int i : limiting) {
            Cell cell = row.cells().get(i);
            Field field = table.conditions().get(i).field();
            places.put(lines.size() + 1, cell.place());
            line("        " + constraint(field, cell.condition()) + (i < limiting[limiting.length - 1] ? "," : ""));
        }
        line("    )");
        line("then");
    }

    private void line(String text) {
        lines.add(text);
    }

    /** What the condition asks in DRL; empty for any value. */
    static String constraint(Field field, Condition condition) {
        if (condition == Condition.ANY) {
            return "";
        }
        String property = CustomerClass.property(field);
        if (condition instanceof Condition.Missing) {
            return property + " == null";
        }
        if (condition instanceof Condition.Present) {
            return property + " != null";
        }
        if (condition instanceof Condition.Within within) {
            return within(property, within.range());
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return oneOf.values().stream()
                    .map(value -> equal(field, property, value))
                    .collect(Collectors.joining(" || "));
        }
        Condition.NoneOf noneOf = (Condition.NoneOf) condition;
        return property + " != null && "
                + noneOf.values().stream()
                        .map(value -> different(field, property, value))
                        .collect(Collectors.joining(" && "));
    }

    private static String within(String property, Range<Comparable<?>> range) {
        List<String> limits = new ArrayList<>();
        if (range.hasLowerBound()) {
            String operator = range.lowerBoundType() == BoundType.CLOSED ? " >= " : " > ";
            limits.add(property + operator + literal(range.lowerEndpoint()));
        }
        if (range.hasUpperBound()) {
            String operator = range.upperBoundType() == BoundType.CLOSED ? " <= " : " < ";
            limits.add(property + operator + literal(range.upperEndpoint()));
        }
        return String.join(" && ", limits);
    }

    private static String equal(Field field, String property, Object value) {
        if (field.type().isDecimal()) {
            // Drools hashes equality, and equal decimals of different scale have different hashes.
            return "(" + property + " >= " + literal(value) + " && " + property + " <= " + literal(value) + ")";
        }
        String operator = field.type() == FieldType.TEXTS ? " contains " : " == ";
        return property + operator + literal(value);
    }

    private static String different(Field field, String property, Object value) {
        if (field.type().isDecimal()) {
            return "(" + property + " < " + literal(value) + " || " + property + " > " + literal(value) + ")";
        }
        String operator = field.type() == FieldType.TEXTS ? " not contains " : " != ";
        return property + operator + literal(value);
    }

    private static String literal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString() + "B";
        }
        if (value instanceof LocalDate day) {
            return Long.toString(day.toEpochDay());
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String comment(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
