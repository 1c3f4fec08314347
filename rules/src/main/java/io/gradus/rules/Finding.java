package io.gradus.rules;

import java.util.ArrayList;
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
 * @param further other cells of the same column with the same fault, from top to bottom
 */
public record Finding(
        FindingCode code, Place place, List<Object> arguments, List<String> readings, List<Place.Cell> further) {

    /** So many ranges of further cells are named; the rest is in their number. */
    private static final int MOST_RANGES = 10;

    public Finding {
        arguments = List.copyOf(arguments);
        readings = List.copyOf(readings);
        further = List.copyOf(further);
    }

    public static Finding at(Place place, FindingCode code, Object... arguments) {
        return new Finding(code, place, List.of(arguments), List.of(), List.of());
    }

    /** The same with other ways to write the cell. */
    public Finding offering(List<String> others) {
        return new Finding(code, place, arguments, others, further);
    }

    /** The same, which stands in further cells of its column too. */
    public Finding alsoAt(List<Place.Cell> others) {
        return new Finding(code, place, arguments, readings, others);
    }

    /** Every place where it stands. */
    public List<Place> places() {
        List<Place> places = new ArrayList<>(further);
        places.add(0, place);
        return places;
    }

    public Severity severity() {
        return code.severity();
    }

    public boolean isError() {
        return severity() == Severity.ERROR;
    }

    /** The message for a person, in one of the three languages. */
    public String message(Locale locale) {
        String message = Messages.findings(locale).format(code.name(), arguments(locale));
        return further.isEmpty()
                ? message
                : message + Messages.words(locale).format("further", further.size(), ranges());
    }

    /** The further cells as ranges of one column: C12:C14, C17. */
    private String ranges() {
        List<String> ranges = new ArrayList<>();
        for (int start = 0; start < further.size() && ranges.size() <= MOST_RANGES; ) {
            int end = start + 1;
            while (end < further.size()
                    && further.get(end).row() == further.get(end - 1).row() + 1) {
                end++;
            }
            String first = further.get(start).name();
            String range = end == start + 1
                    ? first
                    : first + ":" + further.get(end - 1).name();
            ranges.add(ranges.size() == MOST_RANGES ? "…" : range);
            start = end;
        }
        return String.join(", ", ranges);
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
