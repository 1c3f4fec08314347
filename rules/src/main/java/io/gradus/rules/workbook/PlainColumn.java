package io.gradus.rules.workbook;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A CONDITION column of a plain Drools table: a snippet that Drools fills with the cell of each row.
 *
 * @param cells a text a row; a blank one leaves the snippet out
 */
record PlainColumn(String snippet, String heading, List<String> cells) {

    /** What a snippet can ask of a field; each takes the part of a condition that it can say. */
    private enum Form {
        AT_LEAST(">=") {
            @Override
            String cell(Field field, Condition condition) {
                return lower(condition, BoundType.CLOSED);
            }
        },
        MORE_THAN(">") {
            @Override
            String cell(Field field, Condition condition) {
                return lower(condition, BoundType.OPEN);
            }
        },
        AT_MOST("<=") {
            @Override
            String cell(Field field, Condition condition) {
                return upper(condition, BoundType.CLOSED);
            }
        },
        LESS_THAN("<") {
            @Override
            String cell(Field field, Condition condition) {
                return upper(condition, BoundType.OPEN);
            }
        },
        ONE_OF("=") {
            @Override
            String cell(Field field, Condition condition) {
                return condition instanceof Condition.OneOf oneOf ? list(oneOf.values()) : "";
            }

            @Override
            String snippet(Field field, String property) {
                if (field.type() == FieldType.TEXTS) {
                    return "forall(||){" + property + " contains $}";
                }
                // Drools hashes equality, and equal decimals of different scale have different hashes.
                return field.type().isDecimal()
                        ? "forall(||){(" + property + " >= $B && " + property + " <= $B)}"
                        : property + " in ($param)";
            }
        },
        NONE_OF("≠") {
            @Override
            String cell(Field field, Condition condition) {
                return condition instanceof Condition.NoneOf noneOf ? list(noneOf.values()) : "";
            }

            @Override
            String snippet(Field field, String property) {
                String present = property + " != null && ";
                if (field.type() == FieldType.TEXTS) {
                    return present + "forall(&&){" + property + " not contains $}";
                }
                return field.type().isDecimal()
                        ? present + "forall(&&){(" + property + " < $B || " + property + " > $B)}"
                        : present + property + " not in ($param)";
            }
        },
        MISSING("missing") {
            @Override
            String cell(Field field, Condition condition) {
                return condition instanceof Condition.Missing ? NULL : "";
            }

            @Override
            String snippet(Field field, String property) {
                return property + " == $param";
            }
        },
        PRESENT("present") {
            @Override
            String cell(Field field, Condition condition) {
                boolean anyValue = condition instanceof Condition.Within within
                        && !within.range().hasLowerBound()
                        && !within.range().hasUpperBound();
                return condition instanceof Condition.Present || anyValue ? NULL : "";
            }

            @Override
            String snippet(Field field, String property) {
                return property + " != $param";
            }
        };

        private final String sign;

        Form(String sign) {
            this.sign = sign;
        }

        abstract String cell(Field field, Condition condition);

        String snippet(Field field, String property) {
            return property + " " + sign + " $param" + (field.type().isDecimal() ? "B" : "");
        }
    }

    private static final String NULL = "null";

    PlainColumn {
        cells = List.copyOf(cells);
    }

    /** The columns that say together what one column of the table says. */
    static List<PlainColumn> of(DecisionTable table, int index) {
        ConditionColumn column = table.conditions().get(index);
        List<Condition> conditions = table.rows().stream()
                .map(Row::cells)
                .map(cells -> cells.get(index))
                .map(Cell::condition)
                .toList();
        return java.util.Arrays.stream(Form.values())
                .map(form -> of(form, column.field(), conditions))
                .filter(plain -> plain.cells().stream().anyMatch(cell -> !cell.isEmpty()))
                .toList();
    }

    private static PlainColumn of(Form form, Field field, List<Condition> conditions) {
        String property = field.type() == FieldType.DATE ? field.name() + "EpochDay" : field.name();
        List<String> cells = conditions.stream()
                .map(condition -> form.cell(field, condition))
                .toList();
        return new PlainColumn(form.snippet(field, property), field.label().en() + " " + form.sign, cells);
    }

    /** The column that binds the customer in rows which ask nothing; Drools would leave their pattern out. */
    static PlainColumn ofEverybody(List<PlainColumn> others, int rows) {
        List<String> cells = IntStream.range(0, rows)
                .mapToObj(row -> others.stream()
                                .allMatch(column -> column.cells().get(row).isEmpty())
                        ? NULL
                        : "")
                .toList();
        return new PlainColumn("this != $param", "anybody", cells);
    }

    private static String lower(Condition condition, BoundType type) {
        if (!(condition instanceof Condition.Within within) || !within.range().hasLowerBound()) {
            return "";
        }
        Range<Comparable<?>> range = within.range();
        return range.lowerBoundType() == type ? literal(range.lowerEndpoint()) : "";
    }

    private static String upper(Condition condition, BoundType type) {
        if (!(condition instanceof Condition.Within within) || !within.range().hasUpperBound()) {
            return "";
        }
        Range<Comparable<?>> range = within.range();
        return range.upperBoundType() == type ? literal(range.upperEndpoint()) : "";
    }

    private static String list(Collection<?> values) {
        return values.stream().map(PlainColumn::literal).collect(Collectors.joining(", "));
    }

    private static String literal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDate day) {
            return Long.toString(day.toEpochDay());
        }
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }
}
