package io.gradus.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a policy said of one customer, and all that is needed to say it again.
 *
 * @param policyHash SHA-256 of the workbook that decided
 * @param outcome the outcome's code; absent for a policy that only computes fields
 * @param actions what else the row gives, by name
 * @param computed fields that the policy computed
 * @param row the row that decided, absent for DRL policies
 * @param otherRows rows further down that matched too
 * @param facts the present values of the fields that the policy reads
 */
public record Decision(
        String policyId,
        String policyHash,
        String customerId,
        LocalDate asOf,
        @Nullable String outcome,
        Map<String, String> actions,
        Map<String, Object> computed,
        @Nullable RowMatch row,
        List<RowMatch> otherRows,
        Map<String, Object> facts) {

    /** The row that decided, as {@code Sheet!row}; empty for DRL policies. */
    public String rowPlace() {
        return row == null ? "" : row.place();
    }

    /** The outcome's code; empty for a policy that only computes fields. */
    public String outcomeOrEmpty() {
        return outcome == null ? "" : outcome;
    }

    /** The reason in one line: the analyst's note, then each condition beside the customer's own value. */
    public String because() {
        return because(name -> name, Locale.ENGLISH);
    }

    /** The same for a reader of one of the three languages, fields being called as the vocabulary does. */
    public String because(Vocabulary vocabulary, Locale locale) {
        return because(
                name -> vocabulary.find(name).map(field -> field.called(locale)).orElse(name), locale);
    }

    private String because(UnaryOperator<String> called, Locale locale) {
        if (row == null) {
            return "";
        }
        String conditions = row.conditions().stream()
                .map(cell -> called.apply(cell.field()) + shown(cell, locale) + " (" + cell.text() + ")")
                .collect(Collectors.joining("; "));
        if (row.note().isEmpty() || conditions.isEmpty()) {
            return row.note() + conditions;
        }
        return row.note() + ": " + conditions;
    }

    private String shown(RowMatch.CellText cell, Locale locale) {
        Object value = facts.get(cell.field());
        if (value == null) {
            return " " + Messages.words(locale).format("missing");
        }
        if (value instanceof Boolean truth) {
            return " = " + Messages.words(locale).format(truth ? "yes" : "no");
        }
        return value instanceof BigDecimal decimal ? " " + ShownNumber.beside(cell.text(), decimal) : " = " + value;
    }
}
