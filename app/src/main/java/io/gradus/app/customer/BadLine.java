package io.gradus.app.customer;

import io.gradus.app.shared.Texts;
import java.util.List;
import java.util.Locale;

/**
 * A line of a file that cannot be imported.
 *
 * @param line from 1
 * @param column the mapping's name of the column, or - for the line as a whole
 * @param reason a key of the bundle {@code messages} that starts with {@code line.}
 * @param arguments what was found and what is allowed
 */
public record BadLine(long line, String column, String reason, List<Object> arguments) {

    public BadLine {
        arguments = List.copyOf(arguments);
    }

    static BadLine of(long line, String column, String reason, Object... arguments) {
        return new BadLine(line, column, reason, List.of(arguments));
    }

    /** The reason for a person. */
    public String message(Locale locale) {
        return Texts.in(locale).format("line.place", line, column) + " "
                + Texts.in(locale).format(reason, arguments.toArray());
    }
}
