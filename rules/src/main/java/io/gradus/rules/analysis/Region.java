package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.Phrase;
import io.gradus.rules.workbook.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Some customers, described by what their fields must be. */
record Region(List<Side> sides) implements Phrase {

    /** One field, and the conditions any of which may hold; several sides may be of one field. */
    record Side(Field field, List<Condition> conditions) {}

    Region {
        sides = List.copyOf(sides);
    }

    /**
     * Whether a customer belongs to it.
     *
     * @param values of the customer's fields, by name
     */
    boolean holds(Map<String, ?> values) {
        return sides.stream()
                .allMatch(side -> side.conditions().stream()
                        .anyMatch(condition ->
                                condition.matches(values.get(side.field().name()))));
    }

    @Override
    public String in(Locale locale) {
        Words words = new Words(locale);
        return words.all(sides.stream()
                .map(side -> words.clause(side.field(), side.conditions()))
                .toList());
    }
}
