package io.gradus.rules.workbook;

import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what people write in the cells of one column: values, comparisons, ranges with marked ends, lists, blank. */
final class CellReader {

    /** A full-width comma between half-width digits separates numbers, or groups of digits: nobody can tell. */
    private static final Pattern WIDE_COMMA = Pattern.compile("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))");

    private static final Set<String> OPERATORS = Set.of(">=", "=>", "<=", "=<", "==", "!=", "<>", ">", "<", "=");
    private static final Set<String> LISTING = Set.of("==", "=", "in", "!=", "<>");
    private static final Pattern MISSING = Pattern.compile("missing|empty|空|缺失|无值|無值", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRESENT =
            Pattern.compile("present|not\\s+(?:missing|empty)|非\\s*空|有值", Pattern.CASE_INSENSITIVE);
    // Texts may start with such a character, as 非洲 does, so there a space must follow; codes may not.
    private static final Pattern NOT =
            Pattern.compile("(?:not|非|不是|不等于|不等於)[\\s\\p{Z}]+(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_CHOICE =
            Pattern.compile("(?:not\\s+|(?:非|不是|不等于|不等於)\\s*)(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?(%?)");
    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/年](\\d{1,2})[-/月](\\d{1,2})日?");
    // Texts come as they were typed, so both widths count.
    private static final Pattern LIST =
            Pattern.compile("[\\s\\p{Z}]*(?:[,，](?!\\d{3}(?:\\D|$))|[、;；])[\\s\\p{Z}]*|[\\s\\p{Z}]*[,，][\\s\\p{Z}]+");
    private static final Pattern CHOICES =
            Pattern.compile(LIST.pattern() + "|\\s*或\\s*|\\s+or\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern OPERATOR = Pattern.compile("([=!<>≠≥≤≧≦＝！＜＞]{1,2})[\\s\\p{Z}]*(.+)");
    private static final Pattern OUTER_SPACE = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
    // Line and paragraph separators, and characters that turn the direction of writing, belong to them.
    private static final String CONTROL = "\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069";
    private static final Pattern UNSAFE = Pattern.compile("[\"\\\\" + CONTROL + "]");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_DIGITS = 30;

    private final Findings findings;

    CellReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * What the cell asks of the field.
     *
     * @param operator the operator of the technical row, or empty when the cell may bring its own
     */
    Condition condition(Field field, String operator, RawCell cell) {
        if (cell.error() != null) {
            findings.add(cell.place(), FindingCode.CELL_ERROR, cell.error());
            return Condition.ANY;
        }
        if (cell.isBlank()) {
            return Condition.ANY;
        }
        if (!operator.isEmpty()) {
            return comparison(field, operator, cell, asked(field, cell));
        }
        return cell.value() == null
                ? written(field, cell, asked(field, cell))
                : oneOf(field, cell, List.of(asked(field, cell)));
    }

    /** Texts count exactly as they were typed, since so do those of the customers; all else as it was meant. */
    private static String asked(Field field, RawCell cell) {
        if (!isText(field)) {
            return cell.normalised();
        }
        BigDecimal number = cell.number();
        return number == null
                ? OUTER_SPACE.matcher(cell.text()).replaceAll("")
                : TableReader.plain(number).toPlainString();
    }

    private static boolean isText(Field field) {
        return field.type() == FieldType.TEXT || field.type() == FieldType.TEXTS;
    }

    /** Whether the text asks for a value, or for none, in a column of any kind. */
    static boolean asksForPresence(String text) {
        String meant = RawCell.normalised(text);
        return MISSING.matcher(meant).matches() || PRESENT.matcher(meant).matches();
    }

    private Condition written(Field field, RawCell cell, String text) {
        if (field.type().isOrdered()) {
            return ordered(field, cell, text);
        }
        if (isText(field)) {
            return unordered(field, cell, text);
        }
        Findings tried = new Findings();
        Condition read = new CellReader(tried).unordered(field, cell, text);
        tried.all()
                .forEach(found -> findings.take(found.offering(OfferedReadings.of(field, text, reading -> {
                    Findings again = new Findings();
                    new CellReader(again).unordered(field, cell, reading);
                    return again.all();
                }))));
        return read;
    }

    private Condition ordered(Field field, RawCell cell, String text) {
        if (WIDE_COMMA.matcher(cell.text()).find()) {
            String one = RawCell.normalised(WIDE_COMMA.matcher(cell.text()).replaceAll(""));
            String several = RawCell.normalised(WIDE_COMMA.matcher(cell.text()).replaceAll(", "));
            findings.take(Finding.at(cell.place(), FindingCode.COMMA_AMBIGUOUS, text)
                    .offering(OfferedReadings.readable(field, cell, List.of(one, several))));
            return Condition.ANY;
        }
        return OrderedCell.read(field, cell, text, findings);
    }

    private Condition unordered(Field field, RawCell cell, String text) {
        String meant = RawCell.normalised(text);
        if (MISSING.matcher(meant).matches()) {
            return new Condition.Missing();
        }
        if (PRESENT.matcher(meant).matches()) {
            return new Condition.Present();
        }
        Matcher comparison = OPERATOR.matcher(text);
        if (comparison.matches() && OPERATORS.contains(RawCell.normalised(comparison.group(1)))) {
            return comparison(field, RawCell.normalised(comparison.group(1)), cell, comparison.group(2));
        }
        Matcher negation = (field.type() == FieldType.CHOICE ? NOT_CHOICE : NOT).matcher(text);
        return negation.matches()
                ? noneOf(field, cell, items(field, negation.group(1)))
                : oneOf(field, cell, items(field, text));
    }

    private Condition comparison(Field field, String operator, RawCell cell, String text) {
        if (field.type().isOrdered() && cell.value() == null && LISTING.contains(operator)) {
            return ordered(field, cell, operator.startsWith("!") || operator.equals("<>") ? "!= " + text : text);
        }
        return switch (operator) {
            case "==", "=" -> oneOf(field, cell, List.of(text));
            case "in" -> oneOf(field, cell, items(field, text));
            case "!=", "<>" -> noneOf(field, cell, items(field, text));
            default -> limit(field, operator, cell, text);
        };
    }

    private Condition noneOf(Field field, RawCell cell, List<String> texts) {
        List<Object> values = values(field, cell, texts);
        return values.isEmpty() ? Condition.ANY : new Condition.NoneOf(values);
    }

    private Condition limit(Field field, String operator, RawCell cell, String text) {
        if (!field.type().isOrdered()) {
            findings.add(cell.place(), FindingCode.FIELD_NOT_ORDERED, field.name(), operator);
            return Condition.ANY;
        }
        if (cell.value() == null) {
            return ordered(field, cell, operator + " " + text);
        }
        Comparable<?> limit = (Comparable<?>) value(field, cell, text);
        if (limit == null) {
            return Condition.ANY;
        }
        return new Condition.Within(
                switch (operator) {
                    case ">" -> Range.greaterThan(limit);
                    case ">=", "=>" -> Range.atLeast(limit);
                    case "<" -> Range.lessThan(limit);
                    default -> Range.atMost(limit);
                });
    }

    private Condition oneOf(Field field, RawCell cell, List<String> texts) {
        List<Object> values = values(field, cell, texts);
        return values.isEmpty() ? Condition.ANY : new Condition.OneOf(values);
    }

    /** Codes never hold the word "or"; texts may, so there it separates nothing. */
    private static List<String> items(Field field, String list) {
        return Arrays.asList((field.type() == FieldType.CHOICE ? CHOICES : LIST).split(list, -1));
    }

    /** The texts of a list, as they were typed; one where it is none. */
    static List<String> texts(String list) {
        Matcher negation = NOT.matcher(list);
        return Arrays.asList(LIST.split(negation.matches() ? negation.group(1) : list, -1));
    }

    private List<Object> values(Field field, RawCell cell, List<String> texts) {
        List<Object> values = new ArrayList<>();
        if (texts.contains("")) {
            findings.add(cell.place(), FindingCode.LIST_ITEM_EMPTY, cell.normalised());
            return values;
        }
        for (String text : texts) {
            Object value = value(field, cell, text);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** A single value of the field, or null after a finding. */
    @Nullable
    Object value(Field field, RawCell cell, String text) {
        return switch (field.type()) {
            case TEXT, TEXTS -> text(cell, text);
            case CHOICE -> choice(field, cell, text);
            case WHOLE -> whole(field, cell, text);
            case DECIMAL, MONEY, RATE -> decimal(field, cell, text);
            case DATE -> date(cell, text);
            case TRUTH -> truth(cell, text);
        };
    }

    private @Nullable String text(RawCell cell, String text) {
        if (UNSAFE.matcher(text).find()) {
            findings.add(cell.place(), FindingCode.TEXT_REFUSED, text);
            return null;
        }
        return text;
    }

    /** The value that a scenario gives a field, written as in a table; texts are separated as in a list. */
    @Nullable
    Object given(Field field, RawCell cell) {
        if (cell.error() != null) {
            findings.add(cell.place(), FindingCode.CELL_ERROR, cell.error());
            return null;
        }
        if (cell.value() == null && MISSING.matcher(cell.normalised()).matches()) {
            return null;
        }
        if (cell.value() == null && field.type().isOrdered()) {
            return single(field, cell);
        }
        return field.type() == FieldType.TEXTS
                ? values(field, cell, items(field, asked(field, cell)))
                : value(field, cell, asked(field, cell));
    }

    /** The one quantity that the cell names. */
    private @Nullable Object single(Field field, RawCell cell) {
        Condition read = ordered(field, cell, cell.normalised());
        if (read instanceof Condition.OneOf named && named.values().size() == 1) {
            return named.values().iterator().next();
        }
        if (read != Condition.ANY) {
            findings.add(
                    cell.place(),
                    field.type() == FieldType.DATE ? FindingCode.NOT_A_DATE : FindingCode.NOT_A_NUMBER,
                    cell.normalised());
        }
        return null;
    }

    /** The day in a cell, or the first of all days after a finding. */
    LocalDate day(RawCell cell) {
        LocalDate day = date(cell, cell.normalised());
        return day == null ? LocalDate.MIN : day;
    }

    /** The text of an action cell, or an empty one after a finding. */
    String actionText(RawCell cell) {
        String text = text(cell, cell.text().strip());
        return text == null ? "" : text;
    }

    private @Nullable String choice(Field field, RawCell cell, String text) {
        String code = text.toUpperCase(Locale.ROOT);
        if (!field.choices().contains(code)) {
            findings.add(
                    cell.place(), FindingCode.CHOICE_UNKNOWN, text, field.name(), String.join(", ", field.choices()));
            return null;
        }
        return code;
    }

    private @Nullable Integer whole(Field field, RawCell cell, String text) {
        BigDecimal number = decimal(field, cell, text);
        if (number == null) {
            return null;
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            // Not a whole number that fits: the analyst is told so.
            findings.add(cell.place(), FindingCode.NOT_A_WHOLE_NUMBER, text);
            return null;
        }
    }

    private @Nullable BigDecimal decimal(Field field, RawCell cell, String text) {
        if (cell.date() != null) {
            // However it is formatted; a day shown as its year looks like a number.
            findings.add(cell.place(), FindingCode.NOT_A_NUMBER, String.valueOf(cell.date()));
            return null;
        }
        BigDecimal held = cell.number();
        if (held != null) {
            if (text.endsWith("%") && field.type() != FieldType.RATE) {
                findings.add(cell.place(), FindingCode.PERCENT_MISPLACED, text, field.name());
                return null;
            }
            return fitting(cell, held);
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            findings.add(cell.place(), FindingCode.NOT_A_NUMBER, text);
            return null;
        }
        boolean percent = !number.group(4).isEmpty();
        if (percent && field.type() != FieldType.RATE) {
            findings.add(cell.place(), FindingCode.PERCENT_MISPLACED, text, field.name());
            return null;
        }
        BigDecimal value = new BigDecimal(text.replace(",", "").replace("%", ""));
        return fitting(cell, percent ? value.divide(HUNDRED) : value);
    }

    private @Nullable BigDecimal fitting(RawCell cell, BigDecimal number) {
        if (isTooLong(number)) {
            findings.add(cell.place(), FindingCode.NUMBER_TOO_LONG, cell.normalised());
            return null;
        }
        return number;
    }

    /** Rules hold numbers of so many digits; 1e308 or 1e-308 written out would have more. */
    static boolean isTooLong(BigDecimal number) {
        return number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS;
    }

    private @Nullable LocalDate date(RawCell cell, String text) {
        LocalDate held = cell.date();
        if (held != null) {
            return held;
        }
        Matcher day = DAY.matcher(text);
        try {
            if (day.matches()) {
                return LocalDate.of(
                        Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
            }
        } catch (DateTimeException e) {
            // No such day: the analyst is told so below.
            findings.add(cell.place(), FindingCode.NOT_A_DATE, text);
            return null;
        }
        findings.add(cell.place(), FindingCode.NOT_A_DATE, text);
        return null;
    }

    private @Nullable Boolean truth(RawCell cell, String text) {
        Boolean said = TruthWords.read(text).orElse(null);
        if (said == null) {
            findings.add(cell.place(), FindingCode.NOT_A_TRUTH, text);
        }
        return said;
    }
}
