package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.Phrase;
import io.gradus.rules.workbook.Condition;
import java.util.List;
import java.util.Locale;

/** Some customers, described by what their fields must be. */
record Region(List<Side> sides) implements Phrase {

    /** One field, and the conditions any of which may hold. */
    record Side(Field field, List<Condition> conditions) {}

    Region {
        sides = List.copyOf(sides);
    }

    @Override
    public String in(Locale locale) {
        Words words = new Words(locale);
        return words.all(sides.stream()
                .map(side -> words.clause(side.field(), side.conditions()))
                .toList());
    }
}
