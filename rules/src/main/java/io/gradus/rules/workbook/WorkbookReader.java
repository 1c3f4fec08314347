package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Labels;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.OldFileFormatException;
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
        if (CsvFile.isCsv(source.fileName())) {
            return readCsv(source);
        }
        String name = source.fileName().toLowerCase(Locale.ROOT);
        if (source.bytes().length == 0) {
            return refused(FindingCode.FILE_EMPTY, source.fileName());
        }
        Optional<Labels> kind = FileKind.of(source.bytes());
        if (kind.isPresent()) {
            return refused(FindingCode.FILE_KIND_REFUSED, source.fileName(), kind.get());
        }
        if (!name.endsWith(".xlsx") && !name.endsWith(".xls")) {
            return refused(FindingCode.FILE_TYPE_UNKNOWN, source.fileName());
        }
        byte[] bytes = source.bytes();
        if (bytes.length > limits.fileBytes()) {
            return refused(FindingCode.FILE_TOO_LARGE, bytes.length, limits.fileBytes());
        }
        ReadingBudget budget = new ReadingBudget(limits, bytes.length);
        try (Workbook workbook = WorkbookFile.open(bytes, budget)) {
            // Tables written for other tools often hold their numbers as texts.
            boolean plain = workbook.getSheet(PolicySheetReader.SHEET) == null;
            Findings findings = new Findings(plain ? Set.of(FindingCode.NUMBER_AS_TEXT) : Set.of());
            FormulaCheck.checkNames(workbook, findings);
            return read(sheets(workbook, budget, findings), source.baseName(), findings);
        } catch (RefusedWorkbookException e) {
            return new WorkbookReading.Rejected(List.of(e.finding()));
        } catch (EncryptedDocumentException e) {
            return refused(FindingCode.FILE_ENCRYPTED);
        } catch (OldFileFormatException e) {
            return refused(FindingCode.FILE_KIND_REFUSED, source.fileName(), FileKind.oldExcel());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // POI reports damaged files by many unchecked exceptions; to the analyst they are one: not a workbook.
            return refused(FindingCode.FILE_UNREADABLE, source.fileName());
        }
    }

    private WorkbookReading readCsv(PolicySource source) {
        if (source.bytes().length > CsvFile.MAXIMUM_BYTES) {
            return refused(FindingCode.FILE_TOO_LARGE, source.bytes().length, CsvFile.MAXIMUM_BYTES);
        }
        CsvFile csv = new CsvFile(source);
        Workbook workbook = csv.workbook();
        if (workbook == null) {
            return new WorkbookReading.Rejected(csv.findings());
        }
        // Every number in such a file is text.
        Findings findings = new Findings(Set.of(FindingCode.NUMBER_AS_TEXT));
        ReadingBudget budget = new ReadingBudget(limits, source.bytes().length);
        try {
            return read(sheets(workbook, budget, findings), source.baseName(), findings);
        } catch (RefusedWorkbookException e) {
            return new WorkbookReading.Rejected(List.of(e.finding()));
        }
    }

    private static WorkbookReading refused(FindingCode code, Object... arguments) {
        return new WorkbookReading.Rejected(List.of(Finding.at(Place.FILE, code, arguments)));
    }

    private static Map<String, SheetGrid> sheets(Workbook workbook, ReadingBudget budget, Findings findings) {
        Map<String, SheetGrid> sheets = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        Formulas formulas = new Formulas(workbook, budget);
        for (Sheet sheet : workbook) {
            String name = sheet.getSheetName();
            if (!names.add(RawCell.normalised(name).replaceAll("\\s+", "").toLowerCase(Locale.ROOT))) {
                findings.add(new Place.Sheet(name), FindingCode.SHEET_NAME_TWICE, name);
            }
            sheets.put(name, new SheetGrid(sheet, budget, formulas, findings));
        }
        return sheets;
    }

    private WorkbookReading read(Map<String, SheetGrid> sheets, String baseName, Findings findings) {
        SheetGrid policySheet = sheets.get(PolicySheetReader.SHEET);
        PolicySheetReader policyReader =
                policySheet == null ? null : new PolicySheetReader(policySheet, vocabulary, findings);
        PolicyDescription stated = policyReader == null ? null : policyReader.read();
        OutcomeCodes codes = stated == null || policyReader == null
                ? OutcomeCodes.named(findings)
                : OutcomeCodes.of(stated, policyReader.isOutcomesRead(), findings);
        List<SheetGrid> rules = sheets.values().stream()
                .filter(sheet -> !NOT_RULES.contains(sheet.name()) && !WorkbookAnnotator.isOurs(sheet))
                .toList();
        if (policySheet != null && policySheet.isHidden()) {
            PolicyTables.refuseHidden(policySheet, findings);
        }
        Optional<PolicyTables> tables = PolicyTables.read(rules, vocabulary, codes, findings);
        if (policyReader != null && stated != null) {
            policyReader.missOutcomes(stated, codes);
        }
        if (tables.isEmpty()) {
            return new WorkbookReading.Rejected(withoutTables(sheets, stated, codes, findings));
        }
        PolicyDescription policy = stated == null ? describe(tables.get(), baseName, codes, findings) : stated;
        List<Scenario> scenarios =
                scenarios(sheets.get(ScenarioReader.SHEET), policy, tables.get().table(), codes, findings);
        PolicyWorkbook workbook = new PolicyWorkbook(
                policy,
                tables.get().table(),
                scenarios,
                sheets.containsKey(ScenarioReader.SHEET) ? new Place.Sheet(ScenarioReader.SHEET) : null,
                guide(sheets.get(GUIDE)),
                policyReader == null ? Map.of() : policyReader.outcomePlaces(),
                tables.get().nativeTables());
        return findings.hasErrors()
                ? new WorkbookReading.Rejected(
                        findings.all(),
                        new PartlyRead(
                                workbook,
                                tables.get().unread(),
                                codes.areKnown(),
                                policyReader == null || policyReader.isHitPolicyRead()))
                : new WorkbookReading.Succeeded(workbook, findings.all());
    }

    /** What is wrong with a file that has no table, in its other sheets too. */
    private List<Finding> withoutTables(
            Map<String, SheetGrid> sheets, @Nullable PolicyDescription stated, OutcomeCodes codes, Findings findings) {
        SheetGrid tests = sheets.get(ScenarioReader.SHEET);
        if (tests != null && stated != null) {
            DecisionTable none = new DecisionTable("", List.of(), List.of(), List.of());
            new ScenarioReader(tests, vocabulary, stated, none, codes.areKnown(), findings).read();
        }
        return findings.all();
    }

    /** A table without a sheet Policy is described by its file, its name and its rows. */
    private static PolicyDescription describe(
            PolicyTables tables, String baseName, OutcomeCodes codes, Findings findings) {
        findings.add(Place.FILE, FindingCode.POLICY_SHEET_MISSING);
        String id = Stream.of(
                        baseName,
                        madeId(tables.ruleSet()),
                        madeId(tables.table().name()))
                .filter(PolicyDescription::isId)
                .findFirst()
                .orElse("");
        if (id.isEmpty()) {
            findings.add(Place.FILE, FindingCode.POLICY_ID_REFUSED, baseName);
        }
        String title = tables.table().name().isEmpty() ? id : tables.table().name();
        Labels labels = new Labels(title, title, title);
        return new PolicyDescription(id, labels, labels, codes.outcomes());
    }

    private static String madeId(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
    }

    private List<Scenario> scenarios(
            @Nullable SheetGrid sheet,
            PolicyDescription policy,
            DecisionTable table,
            OutcomeCodes codes,
            Findings findings) {
        if (sheet == null) {
            findings.add(Place.FILE, FindingCode.TESTS_SHEET_MISSING);
            return List.of();
        }
        return new ScenarioReader(sheet, vocabulary, policy, table, codes.areKnown(), findings).read();
    }

    private static List<String> guide(@Nullable SheetGrid sheet) {
        return sheet == null
                ? List.of()
                : sheet.find(cell -> true).map(cell -> cell.text().strip()).toList();
    }
}
