package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Messages;
import io.gradus.rules.Place;
import io.gradus.rules.PolicySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.ConditionalFormatting;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.Drawing;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellRangeAddress;

/**
 * Gives an analyst's own workbook back with its findings: a comment and a mark on each faulty cell, and a sheet that lists
 * them with links. Marks are conditional formats, so that no cell loses its own format; what an earlier annotation left is
 * taken away first; nothing else is changed.
 */
public final class WorkbookAnnotator {

    static final String SHEET = "Findings";

    private static final String AUTHOR = "Gradus";
    private static final String MARK = "N(\"gradus finding\")=0";
    private static final String TITLE = "Gradus";
    private static final int FIRST_LISTED = 3;
    private static final int CODE_COLUMN = 2;
    private static final List<String> HEADINGS = List.of("place", "severity", "code", "finding", "repair");
    private static final List<Locale> LOCALES =
            List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE);
    private static final Set<String> CODES =
            Arrays.stream(FindingCode.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    private static final int WIDE = 256;
    private static final int COMMENT_COLUMNS = 4;
    private static final int COMMENT_ROWS = 6;
    private static final int LONGEST_COMMENT = 4_000;
    private static final List<Integer> WIDTHS = List.of(16, 10, 28, 80, 60);
    private static final float LINE_POINTS = 15;
    /** No row can be higher. */
    private static final float HIGHEST = 409;

    private final Workbook workbook;
    private final Locale locale;
    private final Messages texts;
    private final List<List<OwnCell>> ownLines = new ArrayList<>();

    /** A cell of a line that an analyst added to our list. */
    private record OwnCell(int column, Consumer<Cell> value, CellStyle style) {}

    private WorkbookAnnotator(Workbook workbook, Locale locale) {
        this.workbook = workbook;
        this.locale = locale;
        this.texts = texts(locale);
    }

    private static Messages texts(Locale locale) {
        return Messages.of(WorkbookAnnotator.class, "io.gradus.rules.words", locale);
    }

    /** Whether files of that kind can be annotated. */
    public static boolean canAnnotate(PolicySource source) {
        String name = source.fileName().toLowerCase(Locale.ROOT);
        return name.endsWith(".xlsx") || name.endsWith(".xls");
    }

    /**
     * The file with the findings written into it, in its own format; empty when it cannot be read as a workbook. Without
     * findings, and without any of earlier annotations, these are the very bytes that came in.
     */
    public static Optional<byte[]> annotate(
            PolicySource source, List<Finding> findings, WorkbookLimits limits, Locale locale) {
        if (!isHarmless(source.bytes(), limits)) {
            return Optional.empty();
        }
        try (Workbook workbook = WorkbookFactory.create(new ByteArrayInputStream(source.bytes()));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            WorkbookAnnotator annotator = new WorkbookAnnotator(workbook, locale);
            boolean cleaned = annotator.clean();
            if (findings.isEmpty() && !cleaned) {
                return Optional.of(source.bytes());
            }
            annotator.write(findings);
            workbook.write(out);
            return Optional.of(out.toByteArray());
        } catch (IOException | RuntimeException e) {
            // As when reading: damaged files show in many unchecked exceptions of POI.
            return Optional.empty();
        }
    }

    /** Only what the reader opens is opened here again, as a whole. */
    private static boolean isHarmless(byte[] bytes, WorkbookLimits limits) {
        try (Workbook opened = WorkbookFile.open(bytes, new ReadingBudget(limits, bytes.length))) {
            return opened.getNumberOfSheets() > 0;
        } catch (IOException | RuntimeException e) {
            // The reader's findings say why.
            return false;
        }
    }

    /** Takes away what an earlier annotation left; false when there was nothing. */
    private boolean clean() {
        boolean found = false;
        for (int index = workbook.getNumberOfSheets() - 1; index >= 0; index--) {
            if (workbook.getNumberOfSheets() > 1 && isOurs(workbook.getSheetAt(index))) {
                keepOwnLines(workbook.getSheetAt(index));
                int active = workbook.getActiveSheetIndex();
                workbook.removeSheetAt(index);
                workbook.setActiveSheet(Math.min(active, workbook.getNumberOfSheets() - 1));
                found = true;
            }
        }
        for (Sheet sheet : workbook) {
            found |= cleanComments(sheet);
            found |= cleanMarks(sheet);
        }
        return found;
    }

    /** A sheet of ours is known by its title and headings, wherever it stands; an analyst's own sheet of that name stays. */
    private static boolean isOurs(Sheet sheet) {
        return isOurs(sheet.getSheetName(), (row, column) -> text(sheet, row, column));
    }

    /** The same of a sheet as the reader has it, so that no list is taken for rules. */
    static boolean isOurs(SheetGrid sheet) {
        return isOurs(sheet.name(), (row, column) -> sheet.look(row + 1, column).text());
    }

    private static boolean isOurs(String name, BiFunction<Integer, Integer, String> text) {
        if (!name.startsWith(SHEET) || !text.apply(0, 0).startsWith(TITLE + ": ")) {
            return false;
        }
        List<String> headings = IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> text.apply(FIRST_LISTED - 1, column))
                .toList();
        return LOCALES.stream()
                .map(WorkbookAnnotator::texts)
                .anyMatch(words -> headings.equals(HEADINGS.stream()
                        .map(heading -> words.format("heading." + heading))
                        .toList()));
    }

    /** What an analyst wrote into our list: the lines that name no finding. */
    private void keepOwnLines(Sheet sheet) {
        for (int row = FIRST_LISTED; row <= sheet.getLastRowNum(); row++) {
            Row line = sheet.getRow(row);
            if (line != null && !CODES.contains(text(sheet, row, CODE_COLUMN))) {
                List<OwnCell> cells = new ArrayList<>();
                line.forEach(cell -> {
                    if (cell.getCellType() != CellType.BLANK) {
                        cells.add(new OwnCell(cell.getColumnIndex(), value(cell), cell.getCellStyle()));
                    }
                });
                if (!cells.isEmpty()) {
                    ownLines.add(cells);
                }
            }
        }
    }

    private static Consumer<Cell> value(Cell cell) {
        return switch (cell.getCellType()) {
            case NUMERIC -> {
                double number = cell.getNumericCellValue();
                yield copy -> copy.setCellValue(number);
            }
            case BOOLEAN -> {
                boolean truth = cell.getBooleanCellValue();
                yield copy -> copy.setCellValue(truth);
            }
            case FORMULA -> {
                String formula = cell.getCellFormula();
                yield copy -> copy.setCellFormula(formula);
            }
            default -> {
                String text = cell.toString();
                yield copy -> copy.setCellValue(text);
            }
        };
    }

    private static String text(Sheet sheet, int row, int column) {
        Row line = sheet.getRow(row);
        Cell cell = line == null ? null : line.getCell(column);
        return cell == null ? "" : cell.toString();
    }

    private static boolean cleanComments(Sheet sheet) {
        List<Comment> ours = sheet.getCellComments().values().stream()
                .filter(comment -> AUTHOR.equals(comment.getAuthor()))
                .map(Comment.class::cast)
                .toList();
        for (Comment comment : ours) {
            Row row = sheet.getRow(comment.getRow());
            Cell cell = row == null ? null : row.getCell(comment.getColumn());
            if (cell != null) {
                cell.removeCellComment();
            }
        }
        return !ours.isEmpty();
    }

    private static boolean cleanMarks(Sheet sheet) {
        SheetConditionalFormatting formatting = sheet.getSheetConditionalFormatting();
        boolean found = false;
        for (int i = formatting.getNumConditionalFormattings() - 1; i >= 0; i--) {
            if (isMark(formatting.getConditionalFormattingAt(i))) {
                formatting.removeConditionalFormatting(i);
                found = true;
            }
        }
        return found;
    }

    private static boolean isMark(ConditionalFormatting one) {
        return one.getNumberOfRules() == 1 && MARK.equals(one.getRule(0).getFormula1());
    }

    private void write(List<Finding> findings) {
        if (findings.isEmpty() && ownLines.isEmpty()) {
            return;
        }
        Map<Place.Cell, List<Finding>> byCell = findings.stream()
                .filter(finding -> finding.place() instanceof Place.Cell)
                .collect(Collectors.groupingBy(
                        finding -> shown((Place.Cell) finding.place()), LinkedHashMap::new, Collectors.toList()));
        byCell.forEach(this::comment);
        byCell.entrySet().stream()
                .collect(Collectors.groupingBy(entry -> entry.getKey().sheet()))
                .forEach((sheet, cells) ->
                        mark(sheet, cells.stream().map(Map.Entry::getKey).toList(), byCell));
        list(findings);
    }

    /** The cell itself, or where it is hidden, as technical rows are, the next below and to the right that can be seen. */
    private Place.Cell shown(Place.Cell place) {
        Sheet sheet = workbook.getSheet(place.sheet());
        if (sheet == null) {
            return place;
        }
        int row = place.row() - 1;
        while (row <= sheet.getLastRowNum()
                && sheet.getRow(row) != null
                && sheet.getRow(row).getZeroHeight()) {
            row++;
        }
        return row > sheet.getLastRowNum()
                ? place
                : new Place.Cell(place.sheet(), row + 1, shownColumn(sheet, row, place.column()));
    }

    private static int shownColumn(Sheet sheet, int row, int column) {
        int end = sheet.getRow(row) == null ? 0 : sheet.getRow(row).getLastCellNum();
        return IntStream.range(column, end)
                .filter(candidate -> !sheet.isColumnHidden(candidate))
                .findFirst()
                .orElse(column);
    }

    private void comment(Place.Cell place, List<Finding> findings) {
        Sheet sheet = workbook.getSheet(place.sheet());
        if (sheet == null) {
            return;
        }
        Row row = sheet.getRow(place.row() - 1) == null
                ? sheet.createRow(place.row() - 1)
                : sheet.getRow(place.row() - 1);
        Cell cell = row.getCell(place.column(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        // What the analyst's own comment says stays; the list has the finding all the same.
        if (cell.getCellComment() != null) {
            return;
        }
        ClientAnchor anchor = workbook.getCreationHelper().createClientAnchor();
        anchor.setCol1(place.column() + 1);
        anchor.setCol2(place.column() + 1 + COMMENT_COLUMNS);
        anchor.setRow1(place.row() - 1);
        anchor.setRow2(place.row() - 1 + COMMENT_ROWS);
        Drawing<?> drawing =
                sheet.getDrawingPatriarch() == null ? sheet.createDrawingPatriarch() : sheet.getDrawingPatriarch();
        Comment comment = drawing.createCellComment(anchor);
        String text = findings.stream().map(this::words).collect(Collectors.joining("\n\n"));
        comment.setString(workbook.getCreationHelper()
                .createRichTextString(text.substring(0, Math.min(text.length(), LONGEST_COMMENT))));
        comment.setAuthor(AUTHOR);
        cell.setCellComment(comment);
    }

    private String words(Finding finding) {
        String words = severity(finding) + " " + finding.code() + "\n" + finding.message(locale);
        return words + finding.repair(locale).map(repair -> "\n→ " + repair).orElse("");
    }

    private String severity(Finding finding) {
        return texts.format("severity." + finding.severity());
    }

    private void mark(String sheetName, List<Place.Cell> cells, Map<Place.Cell, List<Finding>> byCell) {
        Sheet sheet = workbook.getSheet(sheetName);
        if (sheet == null) {
            return;
        }
        SheetConditionalFormatting formatting = sheet.getSheetConditionalFormatting();
        for (Place.Cell cell : cells) {
            boolean error = byCell.getOrDefault(cell, List.of()).stream().anyMatch(Finding::isError);
            ConditionalFormattingRule rule = formatting.createConditionalFormattingRule(MARK);
            PatternFormatting fill = rule.createPatternFormatting();
            fill.setFillBackgroundColor((error ? IndexedColors.ROSE : IndexedColors.LIGHT_YELLOW).getIndex());
            fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
            CellRangeAddress[] one = {new CellRangeAddress(cell.row() - 1, cell.row() - 1, cell.column(), cell.column())
            };
            formatting.addConditionalFormatting(one, rule);
        }
    }

    private void list(List<Finding> findings) {
        Sheet sheet = workbook.createSheet(freeName());
        long errors = findings.stream().filter(Finding::isError).count();
        CellStyle bold = style(true);
        CellStyle plain = style(false);
        CellStyle link = link();
        text(sheet, 0, 0, title(), TITLE + ": " + texts.format("findings", errors, findings.size() - errors));
        for (int i = 0; i < HEADINGS.size(); i++) {
            text(sheet, 2, i, bold, texts.format("heading." + HEADINGS.get(i)));
        }
        for (int i = 0; i < WIDTHS.size(); i++) {
            sheet.setColumnWidth(i, WIDTHS.get(i) * WIDE);
        }
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            Cell place = text(sheet, 3 + i, 0, plain, shown(finding.place()));
            linkTo(finding.place(), place, link);
            text(sheet, 3 + i, 1, plain, severity(finding));
            text(sheet, 3 + i, 2, plain, finding.code().name());
            text(sheet, 3 + i, 3, plain, finding.message(locale));
            text(sheet, 3 + i, 4, plain, finding.repair(locale).orElse(""));
            fitHeight(sheet.getRow(3 + i));
        }
        for (int i = 0; i < ownLines.size(); i++) {
            Row line = sheet.createRow(FIRST_LISTED + findings.size() + 1 + i);
            ownLines.get(i).forEach(own -> {
                Cell cell = line.createCell(own.column());
                cell.setCellStyle(own.style());
                own.value().accept(cell);
            });
        }
        sheet.createFreezePane(0, 3);
        print(sheet);
    }

    /** As formulas write it where the name of the sheet would read as the beginning of a table. */
    private static String shown(Place place) {
        String text = place.toString();
        return place instanceof Place.Cell at && TableBlock.isStart(at.sheet())
                ? "'" + at.sheet() + "'" + text.substring(at.sheet().length())
                : text;
    }

    /** Spreadsheet programs fit heights to wrapped texts only when somebody asks for it. */
    private static void fitHeight(Row row) {
        int lines = IntStream.range(0, WIDTHS.size())
                .map(i -> TextWidth.wrap(row.getCell(i).getStringCellValue(), WIDTHS.get(i) - 2)
                        .size())
                .max()
                .orElse(1);
        row.setHeightInPoints(Math.min(HIGHEST, LINE_POINTS * lines + 4));
    }

    /** A page as wide as the list, and the headings on each. */
    private static void print(Sheet sheet) {
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setPaperSize(PrintSetup.A4_PAPERSIZE);
        sheet.getPrintSetup().setLandscape(true);
        sheet.getPrintSetup().setFitWidth((short) 1);
        sheet.getPrintSetup().setFitHeight((short) 0);
        sheet.setRepeatingRows(new CellRangeAddress(2, 2, -1, -1));
    }

    /** The analyst's own sheet of that name stays. */
    private String freeName() {
        String name = SHEET;
        for (int i = 2; workbook.getSheet(name) != null; i++) {
            name = SHEET + " " + i;
        }
        return name;
    }

    private void linkTo(Place place, Cell cell, CellStyle style) {
        String sheet =
                place instanceof Place.Cell at ? at.sheet() : place instanceof Place.Sheet whole ? whole.sheet() : "";
        if (workbook.getSheet(sheet) == null) {
            return;
        }
        String name = place instanceof Place.Cell at ? shown(at).toString().substring(sheet.length() + 1) : "A1";
        Hyperlink link = workbook.getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
        link.setAddress("'" + sheet.replace("'", "''") + "'!" + name);
        cell.setHyperlink(link);
        cell.setCellStyle(style);
    }

    private static Cell text(Sheet sheet, int row, int column, CellStyle style, String text) {
        Row line = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        Cell cell = line.createCell(column);
        cell.setCellStyle(style);
        // Nothing in a list may read as the beginning of a table.
        String inert = TableBlock.isStart(text) ? "… " + text : text;
        cell.setCellValue(inert.substring(0, Math.min(inert.length(), 32_000)));
        return cell;
    }

    private CellStyle style(boolean heading) {
        CellStyle style = workbook.createCellStyle();
        style.setWrapText(true);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setQuotePrefixed(true);
        Font font = workbook.createFont();
        font.setBold(heading);
        style.setFont(font);
        if (heading) {
            style.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        return style;
    }

    /** On one line, over the columns to its right. */
    private CellStyle title() {
        CellStyle style = workbook.createCellStyle();
        Font font = workbook.createFont();
        font.setBold(true);
        font.setFontHeightInPoints((short) 14);
        style.setFont(font);
        return style;
    }

    private CellStyle link() {
        CellStyle style = style(false);
        Font font = workbook.createFont();
        font.setUnderline(Font.U_SINGLE);
        font.setColor(IndexedColors.BLUE.getIndex());
        style.setFont(font);
        return style;
    }
}
