package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Scenario;
import io.gradus.rules.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.jspecify.annotations.Nullable;

/** Reads a workbook file once into the typed model. */
public final class WorkbookReader {

    /** Larger files are refused before they are read. */
    public static final int MAXIMUM_BYTES = 10 * 1024 * 1024;

    private static final String GUIDE = "Guide";
    private static final Set<String> NOT_RULES =
            Set.of(PolicySheetReader.SHEET, ScenarioReader.SHEET, GUIDE, WorkbookAnnotator.SHEET);

    private final Vocabulary vocabulary;

    public WorkbookReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Reads the file; whatever is wrong with it comes back as findings, all at once. */
    public WorkbookReading read(PolicySource source) {
        String name = source.fileName().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".xlsx") && !name.endsWith(".xls")) {
            return refused(FindingCode.FILE_TYPE_UNKNOWN, source.fileName());
        }
        if (source.bytes().length > MAXIMUM_BYTES) {
            return refused(FindingCode.FILE_TOO_LARGE, source.bytes().length, MAXIMUM_BYTES);
        }
        try (Workbook workbook = WorkbookFactory.create(new ByteArrayInputStream(source.bytes()))) {
            Map<String, SheetGrid> sheets = new LinkedHashMap<>();
            IntStream.range(0, workbook.getNumberOfSheets())
                    .mapToObj(workbook::getSheetAt)
                    .forEach((Sheet sheet) -> sheets.put(sheet.getSheetName(), new SheetGrid(sheet)));
            return read(sheets);
        } catch (EncryptedDocumentException e) {
            return refused(FindingCode.FILE_ENCRYPTED);
        } catch (IOException | RuntimeException e) {
            // POI reports damaged files by many unchecked exceptions; to the analyst they are one: not a workbook.
            return refused(FindingCode.FILE_UNREADABLE, source.fileName());
        }
    }

    private static WorkbookReading refused(FindingCode code, Object... arguments) {
        return new WorkbookReading.Rejected(List.of(Finding.at(Place.FILE, code, arguments)));
    }

    private WorkbookReading read(Map<String, SheetGrid> sheets) {
        Findings findings = new Findings();
        SheetGrid policySheet = sheets.get(PolicySheetReader.SHEET);
        if (policySheet == null) {
            findings.add(Place.FILE, FindingCode.POLICY_SHEET_MISSING);
            return new WorkbookReading.Rejected(findings.all());
        }
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
        return sheet == null ? null : new TableReader(sheet, start, vocabulary, policy, findings).read();
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
