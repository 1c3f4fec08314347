package io.gradus.app.customer;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradus.app.shared.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Streams the lines of a delimited file as a mapping describes it. */
final class DelimitedFile {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Path file;
    private final Mapping mapping;
    private final Map<String, Integer> columns = new HashMap<>();

    /** A line's number, from 1, and its columns. */
    record Line(long number, List<String> fields) {}

    DelimitedFile(Path file, Mapping mapping) {
        this.file = file;
        this.mapping = mapping;
    }

    /**
     * Hands every line to the reader and tells how many bytes have been read.
     *
     * @throws Refusal when the file cannot be read at all, is not in the mapping's encoding, or lacks a column
     */
    void read(Consumer<Line> reader, Progress progress) {
        try (InputStream in = new CountingInputStream(Files.newInputStream(file), progress);
                BufferedReader text = new BufferedReader(new InputStreamReader(
                        in,
                        mapping.charset()
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
            progress.size(Files.size(file));
            for (int skipped = 0; skipped < mapping.skip(); skipped++) {
                text.readLine();
            }
            if (mapping.delimiter() == Mapping.Delimiter.WHITESPACE) {
                readSpaced(text, reader);
            } else {
                readSeparated(text, reader);
            }
        } catch (CharacterCodingException e) {
            throw new Refusal("refusal.charset", file, mapping.charset());
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", file);
        }
    }

    private void readSpaced(BufferedReader text, Consumer<Line> reader) throws IOException {
        boolean header = mapping.header();
        long number = mapping.skip();
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            if (!line.isBlank()) {
                header = hand(new Line(number, Arrays.asList(SPACE.split(line.strip()))), header, reader);
            }
        }
    }

    private void readSeparated(BufferedReader text, Consumer<Line> reader) throws IOException {
        boolean header = mapping.header();
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(
                        switch (mapping.delimiter()) {
                            case SEMICOLON -> ';';
                            case TAB -> '\t';
                            case COMMA, WHITESPACE -> ',';
                        })
                .commentStrategy(CommentStrategy.NONE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        try (CsvReader<CsvRecord> csv = builder.ofCsvRecord(text)) {
            for (CsvRecord record : csv) {
                long number = mapping.skip() + record.getStartingLineNumber();
                header = hand(new Line(number, record.getFields()), header, reader);
            }
        } catch (CsvParseException e) {
            throw new Refusal("refusal.csv", file, String.valueOf(e.getMessage()));
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns whether a header is still to come. */
    private boolean hand(Line line, boolean header, Consumer<Line> reader) {
        if (header) {
            mapping.columns().forEach((field, column) -> columns.put(field, headerIndex(line, column)));
            return false;
        }
        if (columns.isEmpty()) {
            mapping.columns().forEach((field, column) -> columns.put(field, numberIndex(column)));
        }
        reader.accept(line);
        return false;
    }

    private int headerIndex(Line header, String column) {
        List<String> names = header.fields().stream()
                .map(name -> name.replace("\uFEFF", "").strip())
                .toList();
        int index = names.indexOf(column);
        if (index >= 0) {
            return index;
        }
        if (column.matches("\\d{1,4}")) {
            return numberIndex(column);
        }
        throw new Refusal("refusal.column-missing", file, column, String.join(", ", names));
    }

    private int numberIndex(String column) {
        if (!column.matches("[1-9]\\d{0,3}")) {
            throw new Refusal("refusal.column-number", file, column);
        }
        return Integer.parseInt(column) - 1;
    }

    /** The text of a field on a line, without spaces around it; empty when the line is too short or has nothing there. */
    String text(Line line, String field) {
        Integer index = columns.get(field);
        return index == null || index >= line.fields().size()
                ? ""
                : mapping.meaning(field, line.fields().get(index).strip());
    }

    /** Whether the mapping knows the field. */
    boolean has(String field) {
        return mapping.columns().containsKey(field);
    }
}
