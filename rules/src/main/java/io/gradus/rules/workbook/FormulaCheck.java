package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCell;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellType;

/**
 * Refuses formulas whose shown value cannot be trusted: those that take it from other files or the web, and those that no
 * spreadsheet program has calculated. Every sheet counts, since a table may take its values from any.
 */
final class FormulaCheck {

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?<![\\p{L}\\p{N}_.\\]])\\[\\d+\\]" // [1]Sheet1!A1
                    + "|'[^']*[\\[\\]|][^']*'\\s*!" // 'C:\\dir\\[file.xlsx]Sheet1'!A1
                    + "|\\[[^\\[\\]]*\\.[A-Za-z]{2,5}\\]" // [file.xlsx]Sheet1!A1
                    + "|\\|" // application|topic!item
                    + "|(?:file|https?|ftp|smb):" //
                    + "|\\\\\\\\");
    private static final Pattern REACHING = Pattern.compile(
            "(?<![\\p{L}\\p{N}_])(?:_xl\\w*\\.)*(?:WEBSERVICE|FILTERXML|ENCODEURL|HYPERLINK|IMAGE|RTD|CALL|REGISTER(?:\\.ID)?"
                    + "|EXEC|DDE\\w*|SQL\\.REQUEST|CUBE\\w+|INDIRECT|STOCKHISTORY|FIELDVALUE|TRANSLATE|DETECTLANGUAGE|PY"
                    + "|COPILOT|IMPORT(?:DATA|XML|HTML|RANGE|FEED)|GOOGLEFINANCE|GOOGLETRANSLATE)\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    private final Findings findings;
    private final ReadingBudget budget;

    FormulaCheck(Findings findings, ReadingBudget budget) {
        this.findings = findings;
        this.budget = budget;
    }

    void check(Workbook workbook) {
        for (Name name : workbook.getAllNames()) {
            String formula = name.isFunctionName() ? "" : name.getRefersToFormula();
            if (formula != null && reachesOut(formula)) {
                findings.add(Place.FILE, FindingCode.LINKS_REFUSED, name.getNameName() + " = " + formula);
            }
        }
        for (Sheet sheet : workbook) {
            for (Row row : sheet) {
                row.forEach(this::check);
            }
        }
    }

    private void check(Cell cell) {
        budget.spendTime();
        if (cell.getCellType() != CellType.FORMULA) {
            return;
        }
        Place.Cell place =
                new Place.Cell(cell.getSheet().getSheetName(), cell.getRowIndex() + 1, cell.getColumnIndex());
        String formula = formula(cell);
        if (reachesOut(formula)) {
            findings.add(place, FindingCode.FORMULA_REACHES_OUT, formula);
        } else if (!isCalculated(cell)) {
            findings.add(place, FindingCode.FORMULA_NOT_CALCULATED, formula);
        }
    }

    private static String formula(Cell cell) {
        if (cell instanceof XSSFCell held) {
            CTCell written = held.getCTCell();
            return written.isSetF() ? written.getF().getStringValue() : "";
        }
        return cell.getCellFormula();
    }

    /** The old format always has a value; there nothing tells a calculated one. Only a text can be shown empty. */
    private static boolean isCalculated(Cell cell) {
        if (!(cell instanceof XSSFCell held)) {
            return true;
        }
        CTCell written = held.getCTCell();
        return written.isSetV() && (!written.getV().isEmpty() || written.getT() == STCellType.STR);
    }

    static boolean reachesOut(String formula) {
        String without = TEXT.matcher(formula).replaceAll("\"\"");
        return ELSEWHERE.matcher(without).find() || REACHING.matcher(without).find();
    }
}
