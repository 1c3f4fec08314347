package io.gradus.app.customer;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.TextEncoding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams the lines of a delimited file as a mapping describes it. */
final class DelimitedFile {

    private static final int BEGINNING = 64 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path file;
    private final Mapping mapping;
    private final Map<String, Integer> columns = new HashMap<>();
    private int width;

    /**
     * A line's number, from 1, and its columns.
     *
     * @param fault why the line cannot be taken apart, a key of the bundle {@code messages}; absent when it can
     */
    record Line(long number, List<String> fields, @Nullable String fault) {}

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
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
            progress.size(Files.size(file));
            skipByteOrderMark(text);
            for (int skipped = 0; skipped < mapping.skip(); skipped++) {
                text.readLine();
            }
            Records records = new Records(text, mapping);
            boolean header = mapping.header();
            for (Line line = records.next(); line != null; line = records.next()) {
                header = hand(line, header, reader);
            }
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", file);
        }
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    /** Returns whether a header is still to come. */
    private boolean hand(Line line, boolean header, Consumer<Line> reader) {
        if (header) {
            refuseUnreadable(line);
            mapping.columns().forEach((field, column) -> columns.put(field, headerIndex(line, column)));
            width = line.fields().size();
            return false;
        }
        if (columns.isEmpty()) {
            mapping.columns().forEach((field, column) -> columns.put(field, numberIndex(column)));
            width = line.fields().size();
        }
        reader.accept(line);
        return false;
    }

    private int headerIndex(Line header, String column) {
        List<String> names = header.fields().stream().map(String::strip).toList();
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

    private void refuseUnreadable(Line header) {
        if (header.fault() != null) {
            if (header.fault().equals("line.charset")) {
                throw new Refusal("refusal.header-encoding", file, header.number(), mapping.charset(), fitting());
            }
            throw new Refusal("refusal.header", file, header.number());
        }
    }

    /** The encoding that the file is in, as far as its beginning tells. */
    private String fitting() {
        try (InputStream in = Files.newInputStream(file)) {
            return TextEncoding.fitting(in.readNBytes(BEGINNING)).orElse("?");
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", file);
        }
    }

    /** @throws BadLineException when the line cannot be taken apart, or has more or fewer columns than the others */
    void check(Line line) {
        if (line.fault() != null) {
            throw LineValues.bad(line, "-", line.fault(), mapping.charset());
        }
        if (line.fields().size() != width) {
            throw LineValues.bad(line, "-", "line.columns", line.fields().size(), width);
        }
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
