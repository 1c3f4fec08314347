package io.gradus.rules.workbook;

import io.gradus.rules.HitPolicy;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes a table as a plain Drools decision table: any Drools tool compiles it, against a class Customer with a getter for
 * each field, to the same decisions. All rows are in one activation group with falling priority, so that the first row that
 * matches is the one that acts.
 */
public final class PlainTableWriter {

    private static final int RULE_TABLE = 3;
    private static final int NOTE = 0;
    private static final int PRIORITY = 1;
    private static final int GROUP = 2;
    private static final int FIRST = 3;
    private static final int KIND_ROW = RULE_TABLE + 1;
    private static final int PATTERN_ROW = RULE_TABLE + 2;
    private static final int SNIPPET_ROW = RULE_TABLE + 3;
    private static final int LABEL_ROW = RULE_TABLE + 4;
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@].*", Pattern.DOTALL);

    private final PolicyWorkbook source;
    private final Workbook workbook = new XSSFWorkbook();
    private final Sheet sheet = workbook.createSheet("Rules");
    private final CellStyle text = workbook.createCellStyle();
    private final CellStyle quoted = workbook.createCellStyle();

    private PlainTableWriter(PolicyWorkbook source) {
        this.source = source;
        short asText = workbook.createDataFormat().getFormat("@");
        text.setDataFormat(asText);
        quoted.setDataFormat(asText);
        // A spreadsheet program leaves such a cell a text when somebody edits it.
        quoted.setQuotePrefixed(true);
    }

    /**
     * The bytes of an .xlsx file.
     *
     * @throws IllegalArgumentException when the workbook says more than its typed table, or its rows add up
     */
    public static byte[] write(PolicyWorkbook source) {
        if (source.policy().hitPolicy() == HitPolicy.COLLECT) {
            throw new IllegalArgumentException("the rows of " + source.policy().id() + " add up");
        }
        if (!source.beyond().isEmpty()) {
            throw new IllegalArgumentException(
                    source.policy().id() + " says more than its table at " + source.beyond());
        }
        return new PlainTableWriter(source).bytes();
    }

    private byte[] bytes() {
        try (workbook;
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            writeHead();
            List<PlainColumn> columns = columns();
            for (int i = 0; i < columns.size(); i++) {
                writeColumn(FIRST + i, columns.get(i));
            }
            mergePattern(columns.size());
            writeOrder();
            writeActions(FIRST + columns.size());
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PlainColumn> columns() {
        DecisionTable table = source.table();
        List<PlainColumn> limiting = IntStream.range(0, table.conditions().size())
                .boxed()
                .flatMap(index -> PlainColumn.of(table, index).stream())
                .toList();
        PlainColumn everybody = PlainColumn.ofEverybody(limiting, table.rows().size());
        List<PlainColumn> columns = new ArrayList<>(limiting);
        if (everybody.cells().contains("null")) {
            columns.add(0, everybody);
        }
        return columns;
    }

    private void put(int row, int column, String value) {
        org.apache.poi.ss.usermodel.Row line = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        Cell cell = line.createCell(column);
        cell.setCellStyle(FORMULA.matcher(value).matches() ? quoted : text);
        if (!value.isEmpty()) {
            cell.setCellValue(value);
        }
    }

    private void writeHead() {
        String id = source.policy().id();
        put(0, NOTE, "RuleSet");
        put(0, PRIORITY, "policies." + id.replace('-', '_'));
        put(1, NOTE, "Import");
        put(1, PRIORITY, "io.gradus.rules.Customer");
        put(RULE_TABLE, PRIORITY, "RuleTable " + id.replace('-', ' '));
    }

    private void writeColumn(int at, PlainColumn column) {
        put(KIND_ROW, at, "CONDITION");
        put(PATTERN_ROW, at, at == FIRST ? "$c : Customer" : "");
        put(SNIPPET_ROW, at, column.snippet());
        put(LABEL_ROW, at, column.heading());
        IntStream.range(0, column.cells().size())
                .forEach(row -> put(LABEL_ROW + 1 + row, at, column.cells().get(row)));
    }

    /** The merged cells make one pattern of all conditions. Drools sees those that are really there, so all are. */
    private void mergePattern(int columns) {
        if (columns > 1) {
            sheet.addMergedRegion(new CellRangeAddress(PATTERN_ROW, PATTERN_ROW, FIRST, FIRST + columns - 1));
        }
    }

    private void writeOrder() {
        List<Row> rows = source.table().rows();
        put(KIND_ROW, PRIORITY, "PRIORITY");
        put(KIND_ROW, GROUP, "ACTIVATION-GROUP");
        put(LABEL_ROW, PRIORITY, "Priority");
        put(LABEL_ROW, GROUP, "First row decides");
        for (int i = 0; i < rows.size(); i++) {
            put(LABEL_ROW + 1 + i, NOTE, rows.get(i).note());
            put(LABEL_ROW + 1 + i, PRIORITY, Integer.toString(rows.size() - i));
            put(LABEL_ROW + 1 + i, GROUP, source.policy().id());
        }
    }

    private void writeActions(int first) {
        DecisionTable table = source.table();
        for (int i = 0; i < table.actions().size(); i++) {
            String name = table.actions().get(i).action();
            int at = first + i;
            put(KIND_ROW, at, "ACTION");
            put(SNIPPET_ROW, at, name == null ? "$c.outcome(\"$param\");" : "$c.action(\"" + name + "\", \"$param\");");
            put(LABEL_ROW, at, name == null ? source.policy().title().en() : name);
            IntStream.range(0, table.rows().size())
                    .forEach(row -> put(
                            LABEL_ROW + 1 + row, at, given(table.rows().get(row), String.valueOf(name), name == null)));
        }
    }

    private static String given(Row row, String action, boolean outcome) {
        return outcome ? row.outcome() : row.actions().getOrDefault(action, "");
    }
}
