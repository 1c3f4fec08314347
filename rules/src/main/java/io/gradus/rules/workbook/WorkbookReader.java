package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Scenario;
import io.gradus.rules.Vocabulary;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.jspecify.annotations.Nullable;

/** Reads a workbook file once into the typed model. */
public final class WorkbookReader {

    private static final String GUIDE = "Guide";
    private static final Set<String> NOT_RULES =
            Set.of(PolicySheetReader.SHEET, ScenarioReader.SHEET, GUIDE, WorkbookAnnotator.SHEET);

    private final Vocabulary vocabulary;
    private final WorkbookLimits limits;

    public WorkbookReader(Vocabulary vocabulary) {
        this(vocabulary, WorkbookLimits.DEFAULT);
    }

    public WorkbookReader(Vocabulary vocabulary, WorkbookLimits limits) {
        this.vocabulary = vocabulary;
        this.limits = limits;
    }

    /** Reads the file; whatever is wrong with it comes back as findings, all at once. */
    public WorkbookReading read(PolicySource source) {
        String name = source.fileName().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".xlsx") && !name.endsWith(".xls")) {
            return refused(FindingCode.FILE_TYPE_UNKNOWN, source.fileName());
        }
        byte[] bytes = source.bytes();
        if (bytes.length > limits.fileBytes()) {
            return refused(FindingCode.FILE_TOO_LARGE, bytes.length, limits.fileBytes());
        }
        ReadingBudget budget = new ReadingBudget(limits, bytes.length);
        try (Workbook workbook = WorkbookFile.open(bytes, budget)) {
            Findings findings = new Findings();
            new FormulaCheck(findings, budget).check(workbook);
            return read(sheets(workbook, budget, findings), findings);
        } catch (RefusedWorkbookException e) {
            return new WorkbookReading.Rejected(List.of(e.finding()));
        } catch (EncryptedDocumentException e) {
            return refused(FindingCode.FILE_ENCRYPTED);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // POI reports damaged files by many unchecked exceptions; to the analyst they are one: not a workbook.
            return refused(FindingCode.FILE_UNREADABLE, source.fileName());
        }
    }

    private static WorkbookReading refused(FindingCode code, Object... arguments) {
        return new WorkbookReading.Rejected(List.of(Finding.at(Place.FILE, code, arguments)));
    }

    private static Map<String, SheetGrid> sheets(Workbook workbook, ReadingBudget budget, Findings findings) {
        Map<String, SheetGrid> sheets = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (Sheet sheet : workbook) {
            String name = sheet.getSheetName();
            if (!names.add(RawCell.normalised(name).replaceAll("\\s+", "").toLowerCase(Locale.ROOT))) {
                findings.add(new Place.Sheet(name), FindingCode.SHEET_NAME_TWICE, name);
            }
            sheets.put(name, new SheetGrid(sheet, budget));
        }
        return sheets;
    }

    private WorkbookReading read(Map<String, SheetGrid> sheets, Findings findings) {
        SheetGrid policySheet = sheets.get(PolicySheetReader.SHEET);
        if (policySheet == null) {
            findings.add(Place.FILE, FindingCode.POLICY_SHEET_MISSING);
            return new WorkbookReading.Rejected(findings.all());
        }
        refuseHidden(policySheet, findings);
        PolicySheetReader policyReader = new PolicySheetReader(policySheet, findings);
        PolicyDescription policy = policyReader.read();
        DecisionTable table = table(sheets, policy, findings);
        List<Scenario> scenarios = scenarios(sheets.get(ScenarioReader.SHEET), policy, findings);
        if (table == null || findings.hasErrors()) {
            return new WorkbookReading.Rejected(findings.all());
        }
        PolicyWorkbook workbook =
                new PolicyWorkbook(policy, table, scenarios, guide(sheets.get(GUIDE)), policyReader.outcomePlaces());
        return new WorkbookReading.Succeeded(workbook, findings.all());
    }

    private @Nullable DecisionTable table(Map<String, SheetGrid> sheets, PolicyDescription policy, Findings findings) {
        List<RawCell> starts = sheets.values().stream()
                .filter(sheet -> !NOT_RULES.contains(sheet.name()))
                .flatMap(sheet -> sheet.find(
                        cell -> cell.normalised().toLowerCase(Locale.ROOT).startsWith("ruletable")))
                .toList();
        if (starts.isEmpty()) {
            findings.add(Place.FILE, FindingCode.RULE_TABLE_MISSING);
            return null;
        }
        starts.stream()
                .skip(1)
                .forEach(start -> findings.add(
                        start.place(),
                        FindingCode.RULE_TABLE_SECOND,
                        starts.get(0).place()));
        RawCell start = starts.get(0);
        SheetGrid sheet = sheets.get(start.place().sheet());
        if (sheet == null) {
            return null;
        }
        refuseHidden(sheet, findings);
        return new TableReader(sheet, start, vocabulary, policy, findings).read();
    }

    /** Rules that nobody sees are rules that nobody reviews. */
    private static void refuseHidden(SheetGrid sheet, Findings findings) {
        if (sheet.isHidden()) {
            findings.add(new Place.Sheet(sheet.name()), FindingCode.SHEET_HIDDEN, sheet.name());
        }
    }

    private List<Scenario> scenarios(@Nullable SheetGrid sheet, PolicyDescription policy, Findings findings) {
        if (sheet == null) {
            findings.add(Place.FILE, FindingCode.TESTS_SHEET_MISSING);
            return List.of();
        }
        return new ScenarioReader(sheet, vocabulary, policy, findings).read();
    }

    private static List<String> guide(@Nullable SheetGrid sheet) {
        return sheet == null
                ? List.of()
                : sheet.find(cell -> true).map(cell -> cell.text().strip()).toList();
    }
}
