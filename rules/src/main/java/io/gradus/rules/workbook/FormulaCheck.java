package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Workbook;

/** Tells formulas that take their value from other files or the web, so that what they show cannot be trusted. */
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

    private FormulaCheck() {}

    /** Finds names that stand for something in another file. */
    static void checkNames(Workbook workbook, Findings findings) {
        for (Name name : workbook.getAllNames()) {
            String formula = name.isFunctionName() ? "" : name.getRefersToFormula();
            if (formula != null && reachesOut(formula)) {
                findings.add(Place.FILE, FindingCode.LINKS_REFUSED, name.getNameName() + " = " + formula);
            }
        }
    }

    static boolean reachesOut(String formula) {
        String without = TEXT.matcher(formula).replaceAll("\"\"");
        return ELSEWHERE.matcher(without).find() || REACHING.matcher(without).find();
    }
}
