package io.gradus.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something wrong or doubtful in a source, at its place.
 *
 * @param arguments what was found and what is allowed, in the order of the code's message
 */
public record Finding(FindingCode code, Place place, List<Object> arguments) {

    public Finding {
        arguments = List.copyOf(arguments);
    }

    public static Finding at(Place place, FindingCode code, Object... arguments) {
        return new Finding(code, place, List.of(arguments));
    }

    public Severity severity() {
        return code.severity();
    }

    public boolean isError() {
        return severity() == Severity.ERROR;
    }

    /** The message for a person, in one of the three languages. */
    public String message(Locale locale) {
        return Messages.findings(locale).format(code.name(), arguments(locale));
    }

    /** What to do about it, for a person; empty where only the analyst can know. */
    public Optional<String> repair(Locale locale) {
        return Messages.repairs(locale).find(code.name(), arguments(locale));
    }

    private Object[] arguments(Locale locale) {
        return arguments.stream()
                .map(argument -> argument instanceof Phrase phrase ? phrase.in(locale) : argument)
                .toArray();
    }

    @Override
    public String toString() {
        return place + ": " + message(Locale.ENGLISH);
    }
}
