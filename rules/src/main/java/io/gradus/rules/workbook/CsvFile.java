package io.gradus.rules.workbook;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.PolicySource;
import io.gradus.rules.TextEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.WorkbookUtil;
import org.jspecify.annotations.Nullable;

/**
 * A file of values separated by commas, semicolons or tabs as a workbook of one sheet, named like the file. All cells are texts. As for Drools, "..."
 * at the end of a cell stands for merging it with the next, and is dropped.
 */
final class CsvFile {

    /** Larger files are refused before they are read. */
    static final int MAXIMUM_BYTES = 2 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String MERGED = "...";
    private static final int LITTLE_ENDIAN = 0xFFFE;
    private static final int BIG_ENDIAN = 0xFEFF;
    /** Spreadsheet programs take a first line for the name of the separator. */
    private static final Pattern NAMED = Pattern.compile("\\Asep=[,;\\t]\\r?\\n");

    private final String fileName;
    private final String sheetName;
    private final byte[] bytes;
    private final List<Finding> findings = new ArrayList<>();

    CsvFile(PolicySource source) {
        this.fileName = source.fileName();
        this.sheetName = WorkbookUtil.createSafeSheetName(source.baseName());
        this.bytes = source.bytes();
    }

    static boolean isCsv(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** Why it is none; empty when it is. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The workbook, or null after a finding. */
    @Nullable
    Workbook workbook() {
        String text = text();
        if (text == null) {
            return null;
        }
        // The old format holds 65,536 rows and 256 columns in little memory, more than a table in a CSV file has.
        Workbook workbook = new HSSFWorkbook();
        Sheet sheet = workbook.createSheet(sheetName);
        char separator = separator(text);
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(NAMED.matcher(text).replaceFirst("\n"))) {
            for (CsvRecord line : records) {
                write(sheet.createRow(sheet.getPhysicalNumberOfRows()), line);
            }
            return workbook;
        } catch (CsvParseException | UncheckedIOException | IllegalArgumentException e) {
            // An open quote, text behind a quote, or more cells than a sheet holds.
            findings.add(Finding.at(
                    new Place.Position(sheet.getPhysicalNumberOfRows() + 1, 1), FindingCode.CSV_UNREADABLE, fileName));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be closed", e);
        }
    }

    private static void write(Row row, CsvRecord line) {
        for (int column = 0; column < line.getFieldCount(); column++) {
            String cell = line.getField(column);
            String plain = cell.endsWith(MERGED) ? cell.substring(0, cell.length() - MERGED.length()) : cell;
            if (!plain.isEmpty()) {
                row.createCell(column).setCellValue(plain);
            }
        }
    }

    /** The separator under which the table has most columns; a comma where it makes no difference. */
    private static char separator(String text) {
        if (NAMED.matcher(text).lookingAt()) {
            return text.charAt("sep=".length());
        }
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong((Character separator) -> kinds(text, separator))
                        .thenComparing(separator -> separator == ','))
                .orElse(',');
    }

    private static long kinds(String text, char separator) {
        return text.lines()
                .flatMap(line -> Arrays.stream(line.split(Pattern.quote(String.valueOf(separator)), -1)))
                .map(cell -> cell.replace("\"", "").strip())
                .filter(cell -> cell.equalsIgnoreCase("CONDITION") || cell.equalsIgnoreCase("ACTION"))
                .count();
    }

    private @Nullable String text() {
        String read = decoded();
        if (read != null && read.isBlank()) {
            findings.add(Finding.at(Place.FILE, FindingCode.FILE_EMPTY, fileName));
            return null;
        }
        return read;
    }

    private @Nullable String decoded() {
        Charset charset = marked();
        String text = TextEncoding.decoded(bytes, charset).orElse(null);
        if (text == null || text.indexOf('\0') >= 0) {
            refuseEncoding(charset);
            return null;
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** What the first bytes say, as spreadsheet programs write them. */
    private Charset marked() {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        if (first == LITTLE_ENDIAN) {
            return StandardCharsets.UTF_16LE;
        }
        return first == BIG_ENDIAN ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private void refuseEncoding(Charset charset) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        int line = 1
                + (int) text.chars()
                        .takeWhile(at -> at != '\0')
                        .filter(at -> at == '\n')
                        .count();
        Place place = new Place.Position(line, 1);
        findings.add(TextEncoding.fitting(bytes)
                .map(fitting -> Finding.at(place, FindingCode.FILE_ENCODING, fileName, charset.name(), fitting))
                .orElseGet(() -> Finding.at(place, FindingCode.FILE_NOT_UTF8, fileName)));
    }
}
