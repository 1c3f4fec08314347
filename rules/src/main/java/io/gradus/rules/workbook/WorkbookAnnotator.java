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
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
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

    private static final String TITLE = "Gradus";
    private static final int FIRST_LISTED = 3;
    private static final int CODE_COLUMN = 2;
    private static final List<String> HEADINGS = List.of("place", "severity", "code", "finding", "repair");
    private static final List<Locale> LOCALES =
            List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE);
    private static final Set<String> CODES =
            Arrays.stream(FindingCode.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());
    private static final int WIDE = 256;
    private static final List<Integer> WIDTHS = List.of(16, 10, 28, 80, 60);
    private static final float LINE_POINTS = 15;
    private static final String FONT = "Calibri";
    private static final int USUAL_POINTS = 11;
    private static final int TITLE_POINTS = 14;
    private static final short GREY = IndexedColors.GREY_25_PERCENT.getIndex();
    private static final short NO_COLOUR = IndexedColors.AUTOMATIC.getIndex();
    /** No row can be higher. */
    private static final float HIGHEST = 409;

    private final Workbook workbook;
    private final Locale locale;
    private final Messages texts;
    private final CellComments comments;
    private final List<List<OwnCell>> ownLines = new ArrayList<>();

    /** A cell of a line that an analyst added to our list. */
    private record OwnCell(int column, Consumer<Cell> value, CellStyle style) {}

    private WorkbookAnnotator(Workbook workbook, Locale locale) {
        this.workbook = workbook;
        this.locale = locale;
        this.texts = texts(locale);
        this.comments = new CellComments(workbook);
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
            found |= comments.clean(sheet);
            found |= CellMarks.clean(sheet);
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

    private void write(List<Finding> findings) {
        if (findings.isEmpty() && ownLines.isEmpty()) {
            return;
        }
        Map<Place.Cell, List<Finding>> byCell = new LinkedHashMap<>();
        findings.forEach(finding -> finding.places().stream()
                .filter(Place.Cell.class::isInstance)
                .map(place -> shown((Place.Cell) place))
                .distinct()
                .forEach(cell ->
                        byCell.computeIfAbsent(cell, any -> new ArrayList<>()).add(finding)));
        byCell.forEach(this::annotate);
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

    private void annotate(Place.Cell place, List<Finding> findings) {
        Sheet sheet = workbook.getSheet(place.sheet());
        if (sheet != null) {
            comments.add(sheet, place, findings.stream().map(this::words).collect(Collectors.joining("\n\n")));
            CellMarks.mark(sheet, place, findings.stream().anyMatch(Finding::isError));
        }
    }

    private String words(Finding finding) {
        String words = severity(finding) + " " + finding.code() + "\n" + finding.message(locale);
        return words + finding.repair(locale).map(repair -> "\n→ " + repair).orElse("");
    }

    private String severity(Finding finding) {
        return texts.format("severity." + finding.severity());
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
        Font font = font(heading, USUAL_POINTS, Font.U_NONE, IndexedColors.BLACK);
        return style(font, heading, true);
    }

    /** On one line, over the columns to its right. */
    private CellStyle title() {
        return style(font(true, TITLE_POINTS, Font.U_NONE, IndexedColors.BLACK), false, false);
    }

    private CellStyle link() {
        return style(font(false, USUAL_POINTS, Font.U_SINGLE, IndexedColors.BLUE), false, true);
    }

    /** Formats and fonts that are there already are used again, so that annotating again adds none. */
    private CellStyle style(Font font, boolean filled, boolean wrapped) {
        return IntStream.range(0, workbook.getNumCellStyles())
                .mapToObj(workbook::getCellStyleAt)
                .filter(style -> style.getFontIndex() == font.getIndex() && isOurs(style, filled, wrapped))
                .findFirst()
                .orElseGet(() -> newStyle(font, filled, wrapped));
    }

    private static boolean isOurs(CellStyle style, boolean filled, boolean wrapped) {
        return style.getWrapText() == wrapped
                && style.getQuotePrefixed() == wrapped
                && style.getVerticalAlignment() == (wrapped ? VerticalAlignment.TOP : VerticalAlignment.BOTTOM)
                && style.getFillPattern() == (filled ? FillPatternType.SOLID_FOREGROUND : FillPatternType.NO_FILL)
                && style.getFillForegroundColor() == (filled ? GREY : NO_COLOUR)
                && style.getDataFormat() == 0
                && style.getBorderBottom() == BorderStyle.NONE
                && style.getBorderTop() == BorderStyle.NONE
                && style.getBorderLeft() == BorderStyle.NONE
                && style.getBorderRight() == BorderStyle.NONE
                && style.getAlignment() == HorizontalAlignment.GENERAL
                && style.getRotation() == 0
                && style.getIndention() == 0
                && style.getLocked();
    }

    private CellStyle newStyle(Font font, boolean filled, boolean wrapped) {
        CellStyle style = workbook.createCellStyle();
        style.setFont(font);
        style.setWrapText(wrapped);
        style.setQuotePrefixed(wrapped);
        style.setVerticalAlignment(wrapped ? VerticalAlignment.TOP : VerticalAlignment.BOTTOM);
        if (filled) {
            style.setFillForegroundColor(GREY);
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        return style;
    }

    private Font font(boolean bold, int points, byte underline, IndexedColors colour) {
        short height = (short) (points * Font.TWIPS_PER_POINT);
        Font known = workbook.findFont(bold, colour.getIndex(), height, FONT, false, false, Font.SS_NONE, underline);
        if (known != null) {
            return known;
        }
        Font font = workbook.createFont();
        font.setFontName(FONT);
        font.setBold(bold);
        font.setFontHeight(height);
        font.setUnderline(underline);
        font.setColor(colour.getIndex());
        return font;
    }
}
