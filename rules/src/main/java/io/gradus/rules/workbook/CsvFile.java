package io.gradus.rules.workbook;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.PolicySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.WorkbookUtil;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values as a workbook of one sheet, named like the file. All cells are texts. As for Drools, "..."
 * at the end of a cell stands for merging it with the next, and is dropped.
 */
final class CsvFile {

    /** Larger files are refused before they are read. */
    static final int MAXIMUM_BYTES = 2 * 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String MERGED = "...";

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
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
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

    private @Nullable String text() {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(at -> at == '\n').count();
            findings.add(Finding.at(new Place.Position(line, 1), FindingCode.FILE_NOT_UTF8, fileName));
            return null;
        }
        String read = text.toString();
        return read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read;
    }
}
