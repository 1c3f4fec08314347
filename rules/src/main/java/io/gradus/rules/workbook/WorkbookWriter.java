package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.InertText;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.ConditionalFormattingRule;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FontFormatting;
import org.apache.poi.ss.usermodel.PatternFormatting;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetConditionalFormatting;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Writes a workbook made for people: Drools' layout underneath, titles, colours, drop-downs and a guide on top. */
public final class WorkbookWriter {

    private static final int NOTE = 1;
    private static final int FIRST = 2;
    private static final int RULE_TABLE = 5;
    private static final int LABELS = 9;
    private static final int SPARE_ROWS = 40;
    private static final int FIRST_OUTCOME = 14;
    private static final int SHOWN_OUTCOME = 4;
    private static final int CHARACTER = 256;
    private static final int NOTE_WIDTH = 46;
    private static final int SCENARIO_WIDTH = 60;
    private static final int VALUE_WIDTH = 20;
    private static final int TEXT_WIDTH = 46;
    private static final int GUIDE_WIDTH = 88;
    private static final float LINE_POINTS = 13.5f;
    private static final float ROW_POINTS = 24;
    private static final float HEADING_POINTS = 34;
    private static final float GUIDE_POINTS = 18;
    private static final String RULES = "Rules";

    private final Vocabulary vocabulary;
    private final PolicyWorkbook source;
    private final XSSFWorkbook workbook = new XSSFWorkbook();
    private final WorkbookStyles styles = new WorkbookStyles(workbook);

    private WorkbookWriter(PolicyWorkbook source, Vocabulary vocabulary) {
        this.source = source;
        this.vocabulary = vocabulary;
    }

    /** The bytes of an .xlsx file that reads back as the same policy, table and scenarios. */
    public static byte[] write(PolicyWorkbook source, Vocabulary vocabulary) {
        return new WorkbookWriter(source, vocabulary).bytes();
    }

    private byte[] bytes() {
        try (workbook;
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet rules = workbook.createSheet(RULES);
            XSSFSheet policy = workbook.createSheet(PolicySheetReader.SHEET);
            XSSFSheet tests = workbook.createSheet(ScenarioReader.SHEET);
            XSSFSheet guide = workbook.createSheet("Guide");
            writePolicy(policy);
            writeRules(rules);
            writeTests(tests);
            writeGuide(guide);
            workbook.forEach(WorkbookWriter::printOnePageWide);
            workbook.setActiveSheet(0);
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private XSSFCell put(XSSFSheet sheet, int row, int column, XSSFCellStyle style, @Nullable Object value) {
        XSSFRow line = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        XSSFCell cell = line.createCell(column);
        cell.setCellStyle(style);
        if (value instanceof Number number) {
            cell.setCellValue(number.doubleValue());
        } else if (value instanceof LocalDate day) {
            cell.setCellValue(day);
        } else if (value instanceof Boolean truth) {
            cell.setCellValue(truth);
        } else if (value != null && !value.toString().isEmpty()) {
            cell.setCellValue(value.toString());
            if (InertText.startsLikeFormula(value.toString())) {
                cell.setCellStyle(styles.quoted(style));
            }
        }
        return cell;
    }

    private static String both(Labels labels) {
        return labels.en() + "\n" + labels.zhCn();
    }

    private void title(XSSFSheet sheet, int column, String title, String advice) {
        put(sheet, 0, column, styles.title, title);
        sheet.getRow(0).setHeightInPoints(26);
        put(sheet, 1, column, styles.advice, advice);
    }

    private void writeRules(XSSFSheet sheet) {
        DecisionTable table = source.table();
        Labels titles = source.policy().title();
        title(
                sheet,
                NOTE,
                titles.en() + "  " + titles.zhCn(),
                advice()
                        + " · blank means any · >= 5,000 · [10,000..50,000) takes in 10,000 but not"
                        + " 50,000 · A, B   "
                        + (collects() ? "符合的各行相加" : "自上而下，先符合者为准")
                        + " · 空白表示不限");
        technicalRows(sheet, table);
        int actionColumn = FIRST + table.conditions().size();
        put(sheet, LABELS, NOTE, styles.plainHeading, "Why\n理由");
        for (int i = 0; i < table.conditions().size(); i++) {
            Field field = table.conditions().get(i).field();
            put(sheet, LABELS, FIRST + i, styles.conditionHeading, both(field.label()));
        }
        for (int i = 0; i < table.actions().size(); i++) {
            ActionColumn action = table.actions().get(i);
            String label = action.action() == null ? both(titles) : action.label();
            label = action.scored() == null ? label : both(action.scored().label());
            put(sheet, LABELS, actionColumn + i, styles.actionHeading, label);
        }
        for (int i = 0; i < table.rows().size(); i++) {
            writeRow(sheet, LABELS + 1 + i, table, table.rows().get(i));
        }
        int lastRow = LABELS + table.rows().size();
        finishRules(sheet, table, actionColumn, lastRow);
    }

    private void technicalRows(XSSFSheet sheet, DecisionTable table) {
        int width = table.conditions().size();
        String id = source.policy().id();
        put(sheet, RULE_TABLE - 2, NOTE, styles.technical, "RuleSet");
        put(sheet, RULE_TABLE - 2, FIRST, styles.technical, "policies." + id.replace('-', '_'));
        put(sheet, RULE_TABLE - 1, NOTE, styles.technical, "Import");
        put(sheet, RULE_TABLE - 1, FIRST, styles.technical, "io.gradus.rules.Customer");
        put(sheet, RULE_TABLE, FIRST, styles.technical, "RuleTable " + id.replace('-', ' '));
        for (int i = 0; i < width; i++) {
            put(sheet, RULE_TABLE + 1, FIRST + i, styles.technical, "CONDITION");
            put(sheet, RULE_TABLE + 2, FIRST + i, styles.technical, i == 0 ? "$c : Customer" : null);
            String snippet = table.conditions().get(i).field().name() + " "
                    + table.conditions().get(i).operator();
            put(sheet, RULE_TABLE + 3, FIRST + i, styles.technical, snippet.strip());
        }
        if (width > 1) {
            sheet.addMergedRegion(new CellRangeAddress(RULE_TABLE + 2, RULE_TABLE + 2, FIRST, FIRST + width - 1));
        }
        for (int i = 0; i < table.actions().size(); i++) {
            put(sheet, RULE_TABLE + 1, FIRST + width + i, styles.technical, "ACTION");
            put(
                    sheet,
                    RULE_TABLE + 3,
                    FIRST + width + i,
                    styles.technical,
                    snippet(table.actions().get(i)));
        }
        IntStream.rangeClosed(RULE_TABLE - 2, RULE_TABLE + 3)
                .forEach(row -> sheet.getRow(row).setZeroHeight(true));
    }

    private static String snippet(ActionColumn column) {
        if (column.action() == null) {
            return "$c.outcome(\"$param\");";
        }
        return column.scored() == null
                ? "$c.action(\"" + column.action() + "\", \"$param\");"
                : "$c.score(\"" + column.action() + "\", $param);";
    }

    private boolean collects() {
        return source.policy().hitPolicy() == HitPolicy.COLLECT;
    }

    private String advice() {
        return collects() ? "Every row that matches adds its number" : "First row that matches decides";
    }

    private void writeRow(XSSFSheet sheet, int at, DecisionTable table, Row row) {
        put(sheet, at, NOTE, styles.note, row.note());
        for (int i = 0; i < row.cells().size(); i++) {
            put(sheet, at, FIRST + i, styles.value, number(row.cells().get(i)));
        }
        for (int i = 0; i < table.actions().size(); i++) {
            String action = table.actions().get(i).action();
            Object text = action == null ? shown(row.outcome()) : row.actions().get(action);
            text = table.actions().get(i).scored() == null ? text : row.scores().get(String.valueOf(action));
            put(sheet, at, FIRST + row.cells().size() + i, styles.value, text);
        }
    }

    /** Not every program lets rows grow with their texts, so that the heights are given. */
    private static void fitHeights(XSSFSheet sheet, int headings, int lastRow, float least) {
        for (int row = headings; row <= lastRow; row++) {
            int lines = 1;
            for (org.apache.poi.ss.usermodel.Cell cell : sheet.getRow(row)) {
                int width = sheet.getColumnWidth(cell.getColumnIndex()) / CHARACTER - 2;
                if (cell.getCellType() == CellType.STRING) {
                    lines = Math.max(
                            lines,
                            TextWidth.wrap(cell.getStringCellValue(), width).size());
                }
            }
            sheet.getRow(row)
                    .setHeightInPoints(Math.max(LINE_POINTS * lines + 6, row == headings ? HEADING_POINTS : least));
        }
    }

    /** A plain number goes into the cell as a number, so that Excel does not warn of numbers stored as text. */
    private static Object number(Cell cell) {
        boolean plain = cell.text().matches("\\d+(\\.\\d+)?");
        return plain ? new BigDecimal(cell.text()) : cell.text();
    }

    private String shown(@Nullable String code) {
        return source.policy()
                .outcome(String.valueOf(code))
                .map(outcome -> outcome.code() + " " + outcome.label().zhCn())
                .orElse("");
    }

    private void finishRules(XSSFSheet sheet, DecisionTable table, int actionColumn, int lastRow) {
        sheet.setColumnWidth(0, 600);
        sheet.setColumnWidth(NOTE, NOTE_WIDTH * CHARACTER);
        int columns = table.conditions().size() + table.actions().size();
        for (int column = FIRST; column < FIRST + columns; column++) {
            int action = column - actionColumn;
            int width = action < 0
                    ? VALUE_WIDTH
                    : actionWidth(table, table.actions().get(action));
            sheet.setColumnWidth(column, width * CHARACTER);
            sheet.setDefaultColumnStyle(column, styles.open);
        }
        fitHeights(sheet, LABELS, lastRow, ROW_POINTS);
        sheet.setDefaultColumnStyle(NOTE, styles.open);
        chooseOutcomes(sheet, LABELS + 1, lastRow + SPARE_ROWS, actionColumn);
        sheet.createFreezePane(FIRST, LABELS + 1);
        sheet.setDisplayGridlines(false);
        protect(sheet);
    }

    /** Wide enough that its longest text fills a few lines only. */
    private static int actionWidth(DecisionTable table, ActionColumn column) {
        if (column.action() == null) {
            return VALUE_WIDTH;
        }
        int longest = table.rows().stream()
                .map(row -> row.actions().getOrDefault(column.action(), ""))
                .mapToInt(TextWidth::of)
                .max()
                .orElse(0);
        int heading = column.label().lines().mapToInt(TextWidth::of).max().orElse(0);
        return Math.max(heading + 4, Math.min(TEXT_WIDTH, Math.max(longest / 2, Math.min(longest, VALUE_WIDTH)) + 2));
    }

    private void chooseOutcomes(XSSFSheet sheet, int firstRow, int lastRow, int column) {
        int outcomes = source.policy().outcomes().size();
        if (outcomes == 0) {
            return;
        }
        String list = PolicySheetReader.SHEET + "!$E$" + (FIRST_OUTCOME + 1) + ":$E$" + (FIRST_OUTCOME + outcomes);
        DataValidationHelper helper = sheet.getDataValidationHelper();
        DataValidation validation = helper.createValidation(
                helper.createFormulaListConstraint(list), new CellRangeAddressList(firstRow, lastRow, column, column));
        validation.setShowErrorBox(true);
        validation.createErrorBox("Outcome 结果", "Choose one of the outcomes of the sheet Policy. 请选择 Policy 工作表中的结果。");
        sheet.addValidationData(validation);
        colourOutcomes(sheet, firstRow, lastRow, column);
    }

    private void colourOutcomes(XSSFSheet sheet, int firstRow, int lastRow, int column) {
        SheetConditionalFormatting formatting = sheet.getSheetConditionalFormatting();
        CellRangeAddress[] range = {new CellRangeAddress(firstRow, lastRow, column, column)};
        String cell = "$" + CellReference.convertNumToColString(column) + (firstRow + 1);
        for (int i = 0; i < source.policy().outcomes().size(); i++) {
            String shown = PolicySheetReader.SHEET + "!$E$" + (FIRST_OUTCOME + 1 + i);
            String[] colours = WorkbookStyles.OUTCOME_COLOURS[i % WorkbookStyles.OUTCOME_COLOURS.length];
            ConditionalFormattingRule rule = formatting.createConditionalFormattingRule(cell + "=" + shown);
            PatternFormatting fill = rule.createPatternFormatting();
            fill.setFillBackgroundColor(WorkbookStyles.colour(colours[0]));
            fill.setFillPattern(PatternFormatting.SOLID_FOREGROUND);
            FontFormatting font = rule.createFontFormatting();
            font.setFontColor(WorkbookStyles.colour(colours[1]));
            formatting.addConditionalFormatting(range, rule);
        }
    }

    /** Locks headings and technical rows against slips; there is no password, so nobody is locked out. */
    private static void protect(XSSFSheet sheet) {
        sheet.enableLocking();
        sheet.lockInsertRows(false);
        sheet.lockDeleteRows(false);
        sheet.lockFormatCells(false);
        sheet.lockFormatColumns(false);
        sheet.lockFormatRows(false);
        sheet.lockSort(false);
    }

    private static void printOnePageWide(Sheet sheet) {
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setLandscape(true);
        sheet.getPrintSetup().setFitWidth((short) 1);
        sheet.getPrintSetup().setFitHeight((short) 0);
    }

    private void writePolicy(XSSFSheet sheet) {
        PolicyDescription policy = source.policy();
        title(sheet, 0, "Policy  策略", "What this policy is, and its outcomes, highest first   策略说明与结果（由高到低）");
        entry(sheet, 3, "id", "编号", policy.id());
        entry(sheet, 4, PolicySheetReader.HIT_POLICY, "命中方式", policy.hitPolicy().name());
        entry(sheet, 5, "title en", "名称（英文）", policy.title().en());
        entry(sheet, 6, "title zh-CN", "名称（简体）", policy.title().zhCn());
        entry(sheet, 7, "title zh-TW", "名稱（繁體）", policy.title().zhTw());
        entry(sheet, 8, "description en", "说明（英文）", policy.description().en());
        entry(sheet, 9, "description zh-CN", "说明（简体）", policy.description().zhCn());
        entry(sheet, 10, "description zh-TW", "說明（繁體）", policy.description().zhTw());
        if (policy.personalReason() != null) {
            entry(sheet, 11, PolicySheetReader.PERSONAL_REASON, "使用个人信息的理由", policy.personalReason());
        }
        if (policy.claim() != null) {
            entry(sheet, 12, PolicySheetReader.CLAIM, "声称", policy.claim().toString());
        }
        List<String> headings = List.of(PolicySheetReader.OUTCOMES, "English", "简体中文", "繁體中文", "in lists 下拉显示");
        for (int i = 0; i < headings.size(); i++) {
            put(sheet, FIRST_OUTCOME - 1, i, styles.actionHeading, headings.get(i));
        }
        for (int i = 0; i < policy.outcomes().size(); i++) {
            writeOutcome(sheet, FIRST_OUTCOME + i, policy.outcomes().get(i));
        }
        List<Integer> widths = List.of(24, 26, 26, 26, 30);
        IntStream.range(0, widths.size()).forEach(i -> sheet.setColumnWidth(i, widths.get(i) * 256));
        sheet.setDisplayGridlines(false);
    }

    private void entry(XSSFSheet sheet, int row, String name, String hint, String value) {
        put(sheet, row, 0, styles.plainHeading, name);
        put(sheet, row, 1, styles.plainHeading, hint);
        put(sheet, row, PolicySheetReader.VALUE, styles.open, value);
    }

    private void writeOutcome(XSSFSheet sheet, int row, Outcome outcome) {
        put(sheet, row, 0, styles.value, outcome.code());
        put(sheet, row, 1, styles.value, outcome.label().en());
        put(sheet, row, 2, styles.value, outcome.label().zhCn());
        put(sheet, row, 3, styles.value, outcome.label().zhTw());
        XSSFCell shown = put(sheet, row, SHOWN_OUTCOME, styles.value, shown(outcome.code()));
        shown.setCellFormula("A" + (row + 1) + "&\" \"&C" + (row + 1));
        shown.setCellValue(shown(outcome.code()));
    }

    private void writeTests(XSSFSheet sheet) {
        title(
                sheet,
                0,
                "Tests  测试",
                "A customer a row and the outcome it must get; run whenever the workbook is loaded   每行一个客户及其应得结果，加载工作簿时自动运行");
        List<Field> fields = scenarioFields();
        boolean dated = source.scenarios().stream().anyMatch(one -> !one.asOf().equals(ScenarioReader.ANY_DAY));
        List<String> names = new ArrayList<>(List.of(ScenarioReader.NAME));
        List<String> labels = new ArrayList<>(List.of("Scenario\n场景"));
        if (dated) {
            names.add(ScenarioReader.AS_OF);
            labels.add("As of\n评估日期");
        }
        fields.forEach(field -> {
            names.add(field.name());
            labels.add(both(field.label()));
        });
        names.add(ScenarioReader.EXPECT);
        labels.add("Expected\n预期结果");
        for (int i = 0; i < names.size(); i++) {
            put(sheet, 2, i, styles.technical, names.get(i));
            put(sheet, 3, i, i == names.size() - 1 ? styles.actionHeading : styles.conditionHeading, labels.get(i));
            sheet.setColumnWidth(i, (i == 0 ? SCENARIO_WIDTH : VALUE_WIDTH) * CHARACTER);
        }
        sheet.getRow(2).setZeroHeight(true);
        for (int i = 0; i < source.scenarios().size(); i++) {
            writeScenario(sheet, 4 + i, source.scenarios().get(i), fields, dated);
        }
        fitHeights(sheet, 3, 3 + source.scenarios().size(), ROW_POINTS);
        chooseOutcomes(sheet, 4, 4 + source.scenarios().size() + SPARE_ROWS, names.size() - 1);
        sheet.createFreezePane(1, 4);
        sheet.setDisplayGridlines(false);
    }

    private List<Field> scenarioFields() {
        return vocabulary.fields().stream()
                .filter(field -> source.scenarios().stream()
                        .anyMatch(scenario -> scenario.given().containsKey(field.name())))
                .toList();
    }

    private void writeScenario(XSSFSheet sheet, int row, Scenario scenario, List<Field> fields, boolean dated) {
        put(sheet, row, 0, styles.note, scenario.name());
        int column = 1;
        if (dated) {
            put(sheet, row, column++, styles.date, scenario.asOf());
        }
        for (Field field : fields) {
            Object value = scenario.given().get(field.name());
            Object written = value instanceof List<?> several
                    ? String.join(", ", several.stream().map(String::valueOf).toList())
                    : value;
            put(sheet, row, column++, style(field), written);
        }
        put(sheet, row, column, styles.value, expected(scenario));
    }

    private Object expected(Scenario scenario) {
        if (scenario.scored() == null) {
            return shown(scenario.expected());
        }
        return scenario.expected() == null ? ScenarioReader.NO_SUM : new BigDecimal(scenario.expected());
    }

    private XSSFCellStyle style(Field field) {
        return switch (field.type()) {
            case DATE -> styles.date;
            case MONEY, DECIMAL -> styles.money;
            default -> styles.value;
        };
    }

    private void writeGuide(XSSFSheet sheet) {
        sheet.setColumnWidth(0, GUIDE_WIDTH * CHARACTER);
        for (int i = 0; i < source.guide().size(); i++) {
            String line = source.guide().get(i);
            XSSFCellStyle style = i == 0 ? styles.title : line.startsWith("■") ? styles.heading : styles.text;
            put(sheet, i, 0, style, line);
        }
        if (!source.guide().isEmpty()) {
            fitHeights(sheet, 0, source.guide().size() - 1, GUIDE_POINTS);
        }
        sheet.setDisplayGridlines(false);
    }
}
