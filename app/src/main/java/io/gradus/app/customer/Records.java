package io.gradus.app.customer;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradus.app.customer.DelimitedFile.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a text apart into records, one at a time, so that a record nobody can read does not take the next ones with it. A record
 * is a line, or several where a quoted field holds line breaks.
 */
final class Records {

    /** More lines than this in one record mean that a quote was never closed. */
    private static final int MAXIMUM_LINES = 50;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final char REPLACEMENT = '\uFFFD';

    private final BufferedReader text;
    private final boolean spaced;
    private final char separator;
    private final CsvReader.CsvReaderBuilder csv;
    private final Deque<String> ahead = new ArrayDeque<>();
    private long number;

    Records(BufferedReader text, Mapping mapping) {
        this.text = text;
        this.number = mapping.skip();
        this.spaced = mapping.delimiter() == Mapping.Delimiter.WHITESPACE;
        this.separator = switch (mapping.delimiter()) {
            case SEMICOLON -> ';';
            case TAB -> '\t';
            case COMMA, WHITESPACE -> ',';
        };
        this.csv = CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.NONE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    /** The next record that is not blank, or null at the end. */
    @Nullable
    Line next() throws IOException {
        String line = take();
        while (line != null && line.isBlank()) {
            line = take();
        }
        if (line == null) {
            return null;
        }
        if (line.indexOf(REPLACEMENT) >= 0) {
            return new Line(number, List.of(), "line.charset");
        }
        return spaced ? new Line(number, Arrays.asList(SPACE.split(line.strip())), null) : separated(line);
    }

    private @Nullable String take() throws IOException {
        String line = ahead.isEmpty() ? text.readLine() : ahead.removeFirst();
        if (line != null) {
            number++;
        }
        return line;
    }

    private Line separated(String first) throws IOException {
        long start = number;
        StringBuilder record = new StringBuilder(first);
        List<String> more = new ArrayList<>();
        while (endsInQuotes(record) && more.size() < MAXIMUM_LINES) {
            String line = take();
            if (line == null) {
                break;
            }
            more.add(line);
            record.append('\n').append(line);
        }
        if (!endsInQuotes(record)) {
            try (CsvReader<CsvRecord> reader = csv.ofCsvRecord(record.toString())) {
                return new Line(start, reader.iterator().next().getFields(), null);
            } catch (CsvParseException e) {
                // Text right after a closing quote; the reader's words are for programmers.
                return unreadable(start, more);
            }
        }
        return unreadable(start, more);
    }

    /** A quote was never closed, or closed by the opening one of a later line: only its own line is lost. */
    private Line unreadable(long start, List<String> more) {
        for (int i = more.size() - 1; i >= 0; i--) {
            ahead.addFirst(more.get(i));
        }
        number = start;
        return new Line(start, List.of(), "line.quote");
    }

    /** Whether a field that began with a quote is still open at the end. */
    private boolean endsInQuotes(CharSequence record) {
        boolean open = false;
        boolean start = true;
        for (int i = 0; i < record.length(); i++) {
            char at = record.charAt(i);
            if (open) {
                open = at != '"';
            } else if (at == '"' && (start || record.charAt(i - 1) == '"')) {
                open = true;
            }
            start = at == separator && !open;
        }
        return open;
    }
}
