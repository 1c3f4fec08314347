package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a cell calls the field of its own column, as in {@code 50 < spend12m <= 80}. */
final class Subject {

    private static final String SHORT = "x";

    private Subject() {}

    /** The text with the field's name and labels written as x, which is how the grammar knows the field. */
    static String shortened(Field field, String text) {
        String plain = text;
        for (String name : names(field)) {
            if (plain.contains(name)) {
                plain = named(name).matcher(plain).replaceAll(Matcher.quoteReplacement(SHORT));
            }
        }
        return plain;
    }

    /** The longest first, since one may hold another. */
    private static List<String> names(Field field) {
        return Stream.of(
                        field.name(),
                        field.label().en(),
                        field.label().zhCn(),
                        field.label().zhTw())
                .filter(name -> name.length() > 1)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** Where a condition names its field: before it, or between two limits. Elsewhere the word is a unit, as in 3 orders. */
    private static Pattern named(String name) {
        return Pattern.compile("^" + Pattern.quote(name) + "(?![\\p{IsLatin}\\p{N}_])|(?<=[<>=]\\s{0,3})"
                + Pattern.quote(name) + "(?=\\s*[<>=])");
    }
}
