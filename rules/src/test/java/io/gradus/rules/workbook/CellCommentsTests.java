package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFPatriarch;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.Drawing;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Annotating beside and over what analysts have commented themselves: C11 and C12 are at fault. */
class CellCommentsTests {

    private static final String NOTE = "Ask Ann first.\nShe knows why.";

    private static byte[] faulty() {
        return WorkbookFixture.over("orders", "spend12m")
                .row("1", "", "LOW")
                .row("2", "", "HIGH")
                .row("", "", "MEDIUM")
                .set("Rules!C11", ">= 80000~")
                .set("Rules!C12", "much")
                .source()
                .bytes();
    }

    private static Workbook open(byte[] bytes) throws IOException {
        return WorkbookFactory.create(new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(Workbook workbook) throws IOException {
        try (workbook;
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            workbook.write(out);
            return out.toByteArray();
        }
    }

    /** The same in the old format, values only. */
    private static byte[] xls(byte[] xlsx) throws IOException {
        try (Workbook from = open(xlsx)) {
            HSSFWorkbook to = new HSSFWorkbook();
            for (Sheet sheet : from) {
                Sheet copy = to.createSheet(sheet.getSheetName());
                sheet.forEach(row -> row.forEach(cell -> copy(
                        cell,
                        (copy.getRow(cell.getRowIndex()) == null
                                        ? copy.createRow(cell.getRowIndex())
                                        : copy.getRow(cell.getRowIndex()))
                                .createCell(cell.getColumnIndex()))));
            }
            return bytes(to);
        }
    }

    private static void copy(Cell from, Cell to) {
        switch (from.getCellType()) {
            case NUMERIC -> to.setCellValue(from.getNumericCellValue());
            case STRING, FORMULA -> to.setCellValue(from.getStringCellValue());
            default -> to.setBlank();
        }
    }

    private static byte[] faulty(String format) throws IOException {
        return format.equals("xls") ? xls(faulty()) : faulty();
    }

    private static PolicySource source(String format, byte[] bytes) {
        return new PolicySource("tiers." + format, bytes);
    }

    private static byte[] annotated(String format, byte[] bytes) {
        PolicySource source = source(format, bytes);
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(source);
        assertThat(reading).isInstanceOf(WorkbookReading.Rejected.class);
        return WorkbookAnnotator.annotate(source, reading.findings(), WorkbookLimits.DEFAULT, Locale.ENGLISH)
                .orElseThrow();
    }

    private static byte[] mended(String format, byte[] bytes) {
        return WorkbookAnnotator.annotate(source(format, bytes), List.of(), WorkbookLimits.DEFAULT, Locale.ENGLISH)
                .orElseThrow();
    }

    private static byte[] commented(String format, List<String> cells) throws IOException {
        Workbook workbook = open(faulty(format));
        for (String cell : cells) {
            comment(workbook, cell);
        }
        return bytes(workbook);
    }

    private static void comment(Workbook workbook, String cell) {
        Sheet sheet = workbook.getSheet("Rules");
        CellAddress at = new CellAddress(cell);
        Drawing<?> drawing =
                sheet.getDrawingPatriarch() == null ? sheet.createDrawingPatriarch() : sheet.getDrawingPatriarch();
        ClientAnchor anchor = workbook.getCreationHelper().createClientAnchor();
        anchor.setCol1(at.getColumn());
        anchor.setRow1(at.getRow());
        anchor.setCol2(at.getColumn() + 3);
        anchor.setRow2(at.getRow() + 3);
        Comment comment = drawing.createCellComment(anchor);
        Font bold = workbook.createFont();
        bold.setBold(true);
        RichTextString text = workbook.getCreationHelper().createRichTextString(NOTE);
        text.applyFont(0, 7, bold);
        comment.setString(text);
        comment.setAuthor("Ann");
        comment.setAddress(at);
    }

    private static String comment(Sheet sheet, String cell) {
        Comment comment = sheet.getCellComment(new CellAddress(cell));
        return comment == null ? "" : comment.getString().getString();
    }

    private static List<String> comments(byte[] bytes) throws IOException {
        try (Workbook workbook = open(bytes)) {
            return workbook.getSheet("Rules").getCellComments().entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue().getAuthor() + " "
                            + entry.getValue().getString().getString())
                    .sorted()
                    .toList();
        }
    }

    static Stream<List<String>> places() {
        return Stream.of(
                List.of("D11"),
                List.of("C11"),
                List.of("C11", "D11"),
                List.of("C11", "C12"),
                List.of("D11", "D12"),
                List.of("B11"),
                List.of("C10"),
                List.of("C13"),
                List.of("E11", "F11", "G11"),
                List.of("C11", "C12", "D11", "D12", "E12"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatAnAnalystCommentedStaysAndComesBack(List<String> places) throws IOException {
        for (String format : List.of("xlsx", "xls")) {
            byte[] before = commented(format, places);

            byte[] once = annotated(format, before);

            try (Workbook workbook = open(once)) {
                Sheet rules = workbook.getSheet("Rules");
                assertThat(comment(rules, "C11")).contains("not a number: >= 80000~");
                assertThat(comment(rules, "C12")).contains("not a number: much");
                assertThat(places)
                        .allSatisfy(place -> assertThat(comment(rules, place)).startsWith(NOTE));
            }
            assertThat(comments(annotated(format, once))).isEqualTo(comments(once));
            assertThat(comments(mended(format, once))).isEqualTo(comments(before));
        }
    }

    @Test
    void letteringStays() throws IOException {
        byte[] once = annotated("xlsx", commented("xlsx", List.of("C11")));
        for (byte[] bytes : List.of(once, mended("xlsx", once), mended("xlsx", annotated("xlsx", once)))) {
            try (Workbook workbook = open(bytes)) {
                Comment comment = workbook.getSheet("Rules").getCellComment(new CellAddress("C11"));
                XSSFRichTextString text = (XSSFRichTextString) comment.getString();
                assertThat(text.getFontAtIndex(0).getBold()).isTrue();
                assertThat(text.getFontAtIndex(9) == null
                                || !text.getFontAtIndex(9).getBold())
                        .isTrue();
                assertThat(comment.getAuthor()).isEqualTo("Ann");
            }
        }
        byte[] old = mended("xls", annotated("xls", commented("xls", List.of("C11"))));
        try (Workbook workbook = open(old)) {
            RichTextString text = workbook.getSheet("Rules")
                    .getCellComment(new CellAddress("C11"))
                    .getString();
            assertThat(text.numFormattingRuns()).isPositive();
            assertThat(text.getIndexOfFormattingRun(0)).isZero();
        }
    }

    @Test
    void whatAnAnalystWritesIntoOurCommentStays() throws IOException {
        Workbook workbook = open(annotated("xlsx", faulty()));
        Comment ours = workbook.getSheet("Rules").getCellComment(new CellAddress("C11"));
        ours.setString(new XSSFRichTextString("Before. " + ours.getString().getString() + "\nI will ask."));

        byte[] mended = mended("xlsx", annotated("xlsx", bytes(workbook)));

        assertThat(comments(mended)).containsExactly("C11 Gradus Before. \nI will ask.");
    }

    @ParameterizedTest
    @CsvSource({"xlsx,''", "xls,''", "xlsx,C11", "xls,C11", "xlsx,D11", "xls,D11"})
    void annotatingAgainAddsNothing(String format, String commented) throws Exception {
        byte[] file = commented.isEmpty() ? faulty(format) : commented(format, List.of(commented));
        file = annotated(format, file);
        List<Object> first = counts(file);

        for (int pass = 2; pass <= 12; pass++) {
            file = annotated(format, file);
        }

        assertThat(counts(file)).isEqualTo(first);
    }

    private static List<Object> counts(byte[] bytes) throws Exception {
        try (Workbook workbook = open(bytes)) {
            List<Object> counts = new ArrayList<>();
            counts.add("styles " + workbook.getNumCellStyles() + ", fonts " + workbook.getNumberOfFonts() + ", sheets "
                    + workbook.getNumberOfSheets());
            for (Sheet sheet : workbook) {
                Drawing<?> drawing = sheet.getDrawingPatriarch();
                int shapes = drawing instanceof HSSFPatriarch old
                        ? old.countOfAllChildren()
                        : drawing == null ? 0 : (int) drawing.spliterator().getExactSizeIfKnown();
                counts.add(sheet.getSheetName() + ": comments "
                        + sheet.getCellComments().size() + ", marks "
                        + sheet.getSheetConditionalFormatting().getNumConditionalFormattings() + ", shapes " + shapes);
            }
            if (workbook instanceof XSSFWorkbook xlsx) {
                counts.add("formats " + xlsx.getStylesSource()._getDXfsSize());
                counts.add("parts " + xlsx.getPackage().getParts().size());
                counts.add("texts " + xlsx.getSharedStringSource().getUniqueCount());
            }
            return counts;
        }
    }
}
