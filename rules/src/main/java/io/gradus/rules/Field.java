package io.gradus.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One customer field that policies may use.
 *
 * @param name what DRL, workbooks and exports call it
 * @param path where it lies in the customer document, dots between levels; absent when it is derived
 * @param derivation where the value comes from
 * @param formula how it follows from other values; absent when it is stored, or when orders, all customers or a DRL policy
 *     give it
 * @param choices the codes of a {@link FieldType#CHOICE} field, empty otherwise
 * @param minimum the least value there is, for numbers; absent when any is possible
 * @param maximum the greatest value there is, for numbers; absent when any is possible
 * @param atMost names of fields that this one never exceeds, where a customer has both values
 * @param periods how many days longer periods have in its cells, for fields that count days
 * @param personal shown masked to users without the right
 */
public record Field(
        String name,
        FieldType type,
        @Nullable Unit unit,
        Labels label,
        String group,
        @Nullable String path,
        Derivation derivation,
        @Nullable Formula formula,
        List<String> choices,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum,
        List<String> atMost,
        PeriodDays periods,
        boolean personal) {

    public Field {
        choices = List.copyOf(choices);
        atMost = List.copyOf(atMost);
    }

    /** Whether it is computed rather than stored. */
    public boolean isDerived() {
        return derivation != Derivation.STORED;
    }

    /** Whether its value is the outcome of that policy. */
    public boolean isOutcomeOf(String policyId) {
        return formula instanceof Formula.OutcomeOf outcome
                && outcome.policyId().equals(policyId);
    }

    /** As a reader of that language knows it: by its label in Chinese, by its name in English. */
    public String called(Locale locale) {
        return locale.getLanguage().equals("zh") ? label.in(locale) : name;
    }

    /** The name with a capital first letter, as in a getter. */
    public String capitalised() {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public String toString() {
        return name;
    }
}
