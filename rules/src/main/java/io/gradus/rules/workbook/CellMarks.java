package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.ConditionalFormatting;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTConditionalFormatting;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTDxf;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTWorksheet;

/** Colours cells by conditional formats, which leave a cell's own format alone and can be told from all others. */
final class CellMarks {

    private static final String MARK = "N(\"gradus finding\")=0";

    private CellMarks() {}

    /** Takes our marks away from a sheet; false when there were none. */
    static boolean clean(Sheet sheet) {
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

    /** Marks a cell as an error or else as a warning. */
    static void mark(Sheet sheet, Place.Cell cell, boolean error) {
        short colour = (error ? IndexedColors.ROSE : IndexedColors.LIGHT_YELLOW).getIndex();
        SheetConditionalFormatting formatting = sheet.getSheetConditionalFormatting();
        ConditionalFormattingRule rule = formatting.createConditionalFormattingRule(MARK);
        CellRangeAddress[] one = {new CellRangeAddress(cell.row() - 1, cell.row() - 1, cell.column(), cell.column())};
        OptionalInt known = sheet instanceof XSSFSheet written ? known(written, colour) : OptionalInt.empty();
        if (known.isEmpty()) {
            PatternFormatting fill = rule.createPatternFormatting();
            fill.setFillBackgroundColor(colour);
            fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
        }
        formatting.addConditionalFormatting(one, rule);
        known.ifPresent(format -> reuse((XSSFSheet) sheet, format));
    }

    /** A format that an earlier annotation made; POI would make another each time. */
    private static OptionalInt known(XSSFSheet sheet, short colour) {
        StylesTable styles = sheet.getWorkbook().getStylesSource();
        return IntStream.range(0, styles._getDXfsSize())
                .filter(i -> isFill(styles.getDxfAt(i), colour))
                .findFirst();
    }

    private static boolean isFill(CTDxf format, short colour) {
        boolean fillOnly = format.isSetFill() && !format.isSetFont() && !format.isSetBorder() && !format.isSetNumFmt();
        return fillOnly
                && format.getFill().isSetPatternFill()
                && format.getFill().getPatternFill().isSetBgColor()
                && format.getFill().getPatternFill().getBgColor().getIndexed() == colour;
    }

    private static void reuse(XSSFSheet sheet, int format) {
        CTWorksheet written = sheet.getCTWorksheet();
        List<CTConditionalFormatting> all = written.getConditionalFormattingList();
        all.get(all.size() - 1).getCfRuleArray(0).setDxfId(format);
    }
}
