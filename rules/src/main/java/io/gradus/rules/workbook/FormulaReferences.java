package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.hssf.usermodel.HSSFEvaluationWorkbook;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.formula.EvaluationName;
import org.apache.poi.ss.formula.EvaluationWorkbook;
import org.apache.poi.ss.formula.ExternSheetReferenceToken;
import org.apache.poi.ss.formula.ptg.AbstractFunctionPtg;
import org.apache.poi.ss.formula.ptg.Area3DPtg;
import org.apache.poi.ss.formula.ptg.Area3DPxg;
import org.apache.poi.ss.formula.ptg.AreaPtg;
import org.apache.poi.ss.formula.ptg.AreaPtgBase;
import org.apache.poi.ss.formula.ptg.ControlPtg;
import org.apache.poi.ss.formula.ptg.NamePtg;
import org.apache.poi.ss.formula.ptg.NameXPxg;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.formula.ptg.Ref3DPtg;
import org.apache.poi.ss.formula.ptg.Ref3DPxg;
import org.apache.poi.ss.formula.ptg.RefPtg;
import org.apache.poi.ss.formula.ptg.RefPtgBase;
import org.apache.poi.ss.formula.ptg.ScalarConstantPtg;
import org.apache.poi.ss.formula.ptg.ValueOperatorPtg;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFEvaluationWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** What the formulas of a workbook refer to, as far as they tell it themselves. */
final class FormulaReferences {

    private static final int DEEPEST_NAME = 10;
    /** What a newer function is to POI; a token before it has the name. */
    private static final String NAMED = "#external#";
    /** Those that end soon, make no long texts, depend on nothing but their arguments, and are given their cells openly. */
    private static final Set<String> KNOWN = Set.of(
            ("ABS AND AVERAGE AVERAGEIF CEILING CHAR CHOOSE CODE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF"
                            + " COUNTIFS DATE DATEVALUE DAY EDATE EOMONTH EVEN EXACT FALSE FIND FLOOR HLOOKUP HOUR IF IFERROR"
                            + " IFNA IFS INDEX INT ISBLANK ISERR ISERROR ISEVEN ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISTEXT"
                            + " LARGE LEFT LEN LOOKUP LOWER MATCH MAX MEDIAN MID MIN MINUTE MOD MONTH N NA NOT ODD OR POWER"
                            + " PRODUCT PROPER QUOTIENT RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SECOND SIGN SMALL SQRT SUM"
                            + " SUMIF SUMIFS SUMPRODUCT SWITCH T TEXT TIME TRIM TRUE TRUNC UPPER VALUE VLOOKUP WEEKDAY YEAR")
                    .split(" ", -1));

    private final Workbook workbook;
    private final EvaluationWorkbook formulas;

    FormulaReferences(Workbook workbook) {
        this.workbook = workbook;
        this.formulas = workbook instanceof XSSFWorkbook xlsx
                ? XSSFEvaluationWorkbook.create(xlsx)
                : HSSFEvaluationWorkbook.create((HSSFWorkbook) workbook);
    }

    /** An area of a sheet. */
    record Area(String sheet, CellRangeAddress cells) {}

    /**
     * What one formula reads.
     *
     * @param known whether these areas are all that it can read, and it calls no function but known ones
     */
    record Read(List<Area> areas, boolean known) {

        static final Read UNKNOWN = new Read(List.of(), false);

        /** How many cells the largest array has that the formula may make of its areas, times the areas. */
        long work() {
            long rows = areas.stream()
                    .mapToLong(area -> area.cells().getLastRow() - area.cells().getFirstRow() + 1L)
                    .max()
                    .orElse(1);
            long columns = areas.stream()
                    .mapToLong(
                            area -> area.cells().getLastColumn() - area.cells().getFirstColumn() + 1L)
                    .max()
                    .orElse(1);
            return rows * columns * Math.max(1, areas.size());
        }
    }

    /** What the formula in a cell reads. */
    Read of(Cell cell, Place.Cell place) {
        try {
            int sheet = workbook.getSheetIndex(place.sheet());
            Ptg[] tokens = formulas.getFormulaTokens(formulas.getSheet(sheet).getCell(place.row() - 1, place.column()));
            List<Area> areas = new ArrayList<>();
            boolean known = Arrays.stream(tokens)
                    .map(token -> add(token, cell.getSheet().getSheetName(), areas, DEEPEST_NAME))
                    .reduce(true, Boolean::logicalAnd);
            return new Read(areas, known);
        } catch (RuntimeException | StackOverflowError e) {
            // POI tells by many unchecked exceptions that it does not understand a formula.
            return Read.UNKNOWN;
        }
    }

    private boolean add(Ptg token, String own, List<Area> areas, int deepest) {
        if (token instanceof NamePtg name) {
            EvaluationName named = formulas.getName(name);
            return deepest > 0
                    && named.hasFormula()
                    && Arrays.stream(named.getNameDefinition())
                            .map(inner -> add(inner, own, areas, deepest - 1))
                            .reduce(true, Boolean::logicalAnd);
        }
        if (token instanceof AbstractFunctionPtg function) {
            return function.getName().equals(NAMED) || KNOWN.contains(function.getName());
        }
        if (token instanceof NameXPxg called) {
            return called.getExternalWorkbookNumber() < 1 && KNOWN.contains(called.getNameName());
        }
        Optional<CellRangeAddress> cells = cells(token);
        if (cells.isPresent()) {
            Optional<String> sheet = sheet(token, own);
            sheet.ifPresent(name -> areas.add(new Area(name, cells.get())));
            return sheet.isPresent();
        }
        return token instanceof ScalarConstantPtg || token instanceof ControlPtg || (token instanceof ValueOperatorPtg);
    }

    private static Optional<CellRangeAddress> cells(Ptg token) {
        if (token instanceof RefPtgBase one) {
            return Optional.of(new CellRangeAddress(one.getRow(), one.getRow(), one.getColumn(), one.getColumn()));
        }
        return token instanceof AreaPtgBase area
                ? Optional.of(new CellRangeAddress(
                        area.getFirstRow(), area.getLastRow(), area.getFirstColumn(), area.getLastColumn()))
                : Optional.empty();
    }

    /** The sheet that a reference leads to; absent where that is another file or several sheets. */
    private Optional<String> sheet(Ptg token, String own) {
        if (token instanceof RefPtg || token instanceof AreaPtg) {
            return Optional.of(own);
        }
        if (token instanceof Ref3DPxg one && one.getExternalWorkbookNumber() < 1 && one.getLastSheetName() == null) {
            return known(one.getSheetName());
        }
        if (token instanceof Area3DPxg one && one.getExternalWorkbookNumber() < 1 && one.getLastSheetName() == null) {
            return known(one.getSheetName());
        }
        boolean old = token instanceof Ref3DPtg || token instanceof Area3DPtg;
        if (!old || formulas.getExternalSheet(((ExternSheetReferenceToken) token).getExternSheetIndex()) != null) {
            return Optional.empty();
        }
        int sheet = formulas.convertFromExternSheetIndex(((ExternSheetReferenceToken) token).getExternSheetIndex());
        return sheet < 0 ? Optional.empty() : Optional.of(formulas.getSheetName(sheet));
    }

    private Optional<String> known(String sheet) {
        return Optional.ofNullable(workbook.getSheet(sheet)).map(found -> found.getSheetName());
    }
}
