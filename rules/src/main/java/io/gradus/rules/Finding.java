package io.gradus.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something wrong or doubtful in a source, at its place.
 *
 * @param arguments what was found and what is allowed, in the order of the code's message
 * @param readings other ways to write the cell, each of which can be read; an empty text is a blank cell. None where nobody
 *     knows what was meant
 */
public record Finding(FindingCode code, Place place, List<Object> arguments, List<String> readings) {

    public Finding {
        arguments = List.copyOf(arguments);
        readings = List.copyOf(readings);
    }

    public static Finding at(Place place, FindingCode code, Object... arguments) {
        return new Finding(code, place, List.of(arguments), List.of());
    }

    /** The same with other ways to write the cell. */
    public Finding offering(List<String> others) {
        return new Finding(code, place, arguments, others);
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
        return readings.isEmpty() || isAskedInItsOwnWords()
                ? Messages.repairs(locale).find(code.name(), arguments(locale))
                : Optional.of(Messages.words(locale).format("readings", offered(locale)));
    }

    /** The message of these names the readings already. */
    private boolean isAskedInItsOwnWords() {
        return code == FindingCode.RANGE_ENDS_UNMARKED || code == FindingCode.MULTIPLIER_AMBIGUOUS;
    }

    private String offered(Locale locale) {
        Messages words = Messages.words(locale);
        return readings.stream()
                .map(reading -> reading.isEmpty() ? words.format("blank") : reading)
                .collect(Collectors.joining(words.format("or")));
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
