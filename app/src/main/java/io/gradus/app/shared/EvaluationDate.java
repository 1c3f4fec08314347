package io.gradus.app.shared;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the day an evaluation is made for, written yyyy-MM-dd, from 0002-01-01 to 9999-12-31. */
public final class EvaluationDate {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private EvaluationDate() {}

    /** @throws Refusal when it is absent or no such day */
    public static LocalDate of(@Nullable String text) {
        if (text == null) {
            throw new Refusal("refusal.as-of");
        }
        try {
            LocalDate day = LocalDate.parse(text, FORMAT);
            if (day.getYear() >= 2 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // Not written as a day: refused below, like a day out of bounds.
            throw new Refusal("refusal.day", text);
        }
        throw new Refusal("refusal.day", text);
    }
}
