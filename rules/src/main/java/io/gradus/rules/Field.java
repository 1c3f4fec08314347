package io.gradus.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer field that policies may use.
 *
 * @param name what DRL, workbooks and exports call it
 * @param path where it lies in the customer document, dots between levels; absent when it is derived
 * @param derivation where the value comes from
 * @param daysSince for a field derived as days since a date: that date field
 * @param dividend for a field derived as a ratio: the field above the line
 * @param divisor for a field derived as a ratio: the field below the line
 * @param choices the codes of a {@link FieldType#CHOICE} field, empty otherwise
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
        @Nullable String daysSince,
        @Nullable String dividend,
        @Nullable String divisor,
        List<String> choices,
        boolean personal) {

    public Field {
        choices = List.copyOf(choices);
    }

    /** Whether it is computed rather than stored. */
    public boolean isDerived() {
        return derivation != Derivation.STORED;
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
