package io.gradus.rules.workbook;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.DefaultIndexedColorMap;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** How workbooks made for people look: calm colours, thin lines, locked headings, open cells. */
final class WorkbookStyles {

    /** Fills for outcomes, highest first, and the ink that goes with each. */
    static final String[][] OUTCOME_COLOURS = {
        {"FDE9B8", "6B4A00"},
        {"DCEBF7", "1F4E79"},
        {"E2F1DC", "2E5C1E"},
        {"EEE3F5", "513070"},
        {"FBE3D6", "7A3B12"},
        {"E0F2F1", "124F4A"},
        {"F2F2F2", "595959"},
        {"FCE4EC", "7A1F3D"},
        {"E8EAF6", "2B3A7A"},
        {"F1F8E9", "4A5F1A"},
        {"ECEFF1", "37474F"},
    };

    private static final String INK = "1F4E79";
    private static final String GREY = "6B7785";
    private static final String LINE = "C3CEDB";

    private final Map<Integer, XSSFCellStyle> quoted = new HashMap<>();
    final XSSFCellStyle title;
    final XSSFCellStyle advice;
    final XSSFCellStyle technical;
    final XSSFCellStyle conditionHeading;
    final XSSFCellStyle actionHeading;
    final XSSFCellStyle plainHeading;
    final XSSFCellStyle value;
    final XSSFCellStyle money;
    final XSSFCellStyle date;
    final XSSFCellStyle note;
    final XSSFCellStyle open;
    final XSSFCellStyle text;
    final XSSFCellStyle heading;

    WorkbookStyles(XSSFWorkbook workbook) {
        title = style(workbook, INK, 16, true, null);
        advice = style(workbook, GREY, 9, false, null);
        technical = style(workbook, GREY, 9, false, null);
        conditionHeading = bordered(style(workbook, INK, 10, true, "DCEBF7"), HorizontalAlignment.CENTER);
        actionHeading = bordered(style(workbook, "513070", 10, true, "EBDDF3"), HorizontalAlignment.CENTER);
        plainHeading = bordered(style(workbook, "37474F", 10, true, "EEF3F8"), HorizontalAlignment.CENTER);
        value = unlocked(bordered(style(workbook, "222222", 10, false, null), HorizontalAlignment.CENTER));
        money = unlocked(bordered(style(workbook, "222222", 10, false, null), HorizontalAlignment.CENTER));
        money.setDataFormat(workbook.createDataFormat().getFormat("#,##0.##########"));
        date = unlocked(bordered(style(workbook, "222222", 10, false, null), HorizontalAlignment.CENTER));
        date.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
        note = unlocked(bordered(style(workbook, GREY, 10, false, null), HorizontalAlignment.LEFT));
        open = unlocked(style(workbook, "222222", 10, false, null));
        text = style(workbook, "222222", 10, false, null);
        text.setWrapText(true);
        text.setVerticalAlignment(VerticalAlignment.TOP);
        heading = style(workbook, INK, 12, true, null);
    }

    /** The same style for a text that starts like a formula: it stays a text even when somebody edits it. */
    XSSFCellStyle quoted(XSSFCellStyle style) {
        return quoted.computeIfAbsent((int) style.getIndex(), any -> {
            XSSFCellStyle copy = style.copy();
            copy.setQuotePrefixed(true);
            return copy;
        });
    }

    private static XSSFCellStyle style(
            XSSFWorkbook workbook, String ink, int size, boolean bold, @Nullable String fill) {
        XSSFFont font = workbook.createFont();
        font.setFontName("Calibri");
        font.setFontHeightInPoints((short) size);
        font.setBold(bold);
        font.setColor(colour(ink));
        XSSFCellStyle style = workbook.createCellStyle();
        style.setFont(font);
        style.setVerticalAlignment(VerticalAlignment.CENTER);
        if (fill != null) {
            style.setFillForegroundColor(colour(fill));
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        }
        return style;
    }

    private static XSSFCellStyle bordered(XSSFCellStyle style, HorizontalAlignment alignment) {
        style.setAlignment(alignment);
        style.setWrapText(true);
        style.setBorderTop(BorderStyle.THIN);
        style.setBorderBottom(BorderStyle.THIN);
        style.setBorderLeft(BorderStyle.THIN);
        style.setBorderRight(BorderStyle.THIN);
        XSSFColor line = colour(LINE);
        style.setTopBorderColor(line);
        style.setBottomBorderColor(line);
        style.setLeftBorderColor(line);
        style.setRightBorderColor(line);
        return style;
    }

    private static XSSFCellStyle unlocked(XSSFCellStyle style) {
        style.setLocked(false);
        return style;
    }

    static XSSFColor colour(String hex) {
        int rgb = Integer.parseInt(hex, 16);
        byte[] bytes = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
        return new XSSFColor(bytes, new DefaultIndexedColorMap());
    }
}
