package io.gradus.tables;

import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws a decision table as an SVG picture, from the typed model: the same table gives the same text. */
final class TablePicture {

    private static final int CHARACTER = 7;
    private static final int LINE = 17;
    private static final int PADDING = 8;
    private static final int NARROWEST = 11;
    private static final int WIDEST_VALUE = 24;
    private static final int WIDEST_TEXT = 34;
    private static final String INK = "#222222";
    private static final String[][] OUTCOME_COLOURS = {
        {"#fde9b8", "#6b4a00"},
        {"#dcebf7", "#1f4e79"},
        {"#e2f1dc", "#2e5c1e"},
        {"#eee3f5", "#513070"},
        {"#fbe3d6", "#7a3b12"},
        {"#e0f2f1", "#124f4a"},
        {"#f2f2f2", "#595959"},
        {"#fce4ec", "#7a1f3d"},
        {"#e8eaf6", "#2b3a7a"},
        {"#f1f8e9", "#4a5f1a"},
        {"#eceff1", "#37474f"},
    };

    private final PolicyWorkbook workbook;
    private final List<Column> columns;
    private final StringBuilder svg = new StringBuilder();

    /**
     * One column of the picture.
     *
     * @param widest its width in half-width characters at most
     * @param fill the colour of its heading
     */
    private record Column(String heading, List<String> texts, int widest, String fill, String ink) {

        Column {
            texts = texts.stream().map(Column::languageALine).toList();
        }

        private static String languageALine(String text) {
            return text.replace("  ", "\n");
        }

        int characters() {
            int longest = Stream.concat(Stream.of(heading), texts.stream())
                    .flatMap(String::lines)
                    .mapToInt(TextWidth::of)
                    .max()
                    .orElse(0);
            return Math.max(NARROWEST, Math.min(widest, longest));
        }

        int width() {
            return characters() * CHARACTER + 2 * PADDING;
        }

        List<String> lines(String text) {
            return TextWidth.wrap(text, characters());
        }
    }

    private TablePicture(PolicyWorkbook workbook) {
        this.workbook = workbook;
        this.columns = columns(workbook);
    }

    /** The picture as the text of an SVG file. */
    static String of(PolicyWorkbook workbook) {
        return new TablePicture(workbook).draw();
    }

    private static String both(Labels labels) {
        return labels.en() + "\n" + labels.zhCn();
    }

    private static List<Column> columns(PolicyWorkbook workbook) {
        DecisionTable table = workbook.table();
        List<Row> rows = table.rows();
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Why\n理由", rows.stream().map(Row::note).toList(), WIDEST_TEXT, "#eef3f8", "#37474f"));
        for (int i = 0; i < table.conditions().size(); i++) {
            int column = i;
            columns.add(new Column(
                    both(table.conditions().get(i).field().label()),
                    rows.stream().map(row -> row.cells().get(column).text()).toList(),
                    WIDEST_VALUE,
                    "#dcebf7",
                    "#1f4e79"));
        }
        table.actions().forEach(action -> columns.add(column(workbook, action)));
        return columns;
    }

    private static Column column(PolicyWorkbook workbook, ActionColumn action) {
        List<Row> rows = workbook.table().rows();
        String name = action.action();
        return name == null
                ? new Column(
                        both(workbook.policy().title()),
                        rows.stream().map(row -> shown(outcome(workbook, row))).toList(),
                        WIDEST_VALUE,
                        "#ebddf3",
                        "#513070")
                : new Column(
                        action.label().replaceFirst(" (?=\\p{IsHan})", "\n"),
                        rows.stream()
                                .map(row -> row.actions().getOrDefault(name, ""))
                                .toList(),
                        WIDEST_TEXT,
                        "#ebddf3",
                        "#513070");
    }

    private static Outcome outcome(PolicyWorkbook workbook, Row row) {
        return workbook.policy().outcome(row.outcome()).orElseThrow();
    }

    private static String shown(Outcome outcome) {
        return outcome.code() + " " + outcome.label().zhCn();
    }

    private String draw() {
        int rows = workbook.table().rows().size();
        int height =
                headingHeight() + IntStream.range(0, rows).map(this::height).sum() + 2;
        int width = columns.stream().mapToInt(Column::width).sum() + 2;
        Labels title = workbook.policy().title();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"Calibri, Carlito, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif\""
                        + " font-size=\"13\">%n",
                width,
                height,
                width,
                height));
        line("<title>" + escaped(title.en() + "  " + title.zhCn()) + "</title>");
        line("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        drawHeadings();
        int y = 1 + headingHeight();
        for (int row = 0; row < rows; row++) {
            drawRow(row, y);
            y += height(row);
        }
        line("</svg>");
        return svg.toString().replace("\r", "");
    }

    private int headingHeight() {
        return columns.stream()
                                .mapToInt(
                                        column -> column.lines(column.heading()).size())
                                .max()
                                .orElse(1)
                        * LINE
                + PADDING;
    }

    private int height(int row) {
        return columns.stream()
                                .mapToInt(column ->
                                        column.lines(column.texts().get(row)).size())
                                .max()
                                .orElse(1)
                        * LINE
                + PADDING;
    }

    private void drawHeadings() {
        int x = 1;
        for (Column column : columns) {
            drawCell(x, 1, column.width(), headingHeight(), column.fill());
            drawText(column.lines(column.heading()), x, 1, column.width(), headingHeight(), column.ink(), true);
            x += column.width();
        }
    }

    private void drawRow(int row, int y) {
        int x = 1;
        int outcomeColumn = 1 + workbook.table().conditions().size();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String[] colours = i == outcomeColumn ? colours(row) : new String[] {"#ffffff", i == 0 ? "#5a6673" : INK};
            drawCell(x, y, column.width(), height(row), colours[0]);
            List<String> lines = column.lines(column.texts().get(row));
            drawText(lines, x, y, i == 0 ? 0 : column.width(), height(row), colours[1], i == outcomeColumn);
            x += column.width();
        }
    }

    private String[] colours(int row) {
        List<Outcome> outcomes = workbook.policy().outcomes();
        Outcome outcome = outcome(workbook, workbook.table().rows().get(row));
        return OUTCOME_COLOURS[outcomes.indexOf(outcome) % OUTCOME_COLOURS.length];
    }

    private void drawCell(int x, int y, int width, int height, String fill) {
        line("<rect x=\"" + x + "\" y=\"" + y + "\" width=\"" + width + "\" height=\"" + height + "\" fill=\"" + fill
                + "\" stroke=\"#c3cedb\"/>");
    }

    /** Draws lines in the middle of a cell, or from its left edge when the width is 0. */
    private void drawText(List<String> lines, int x, int y, int width, int height, String ink, boolean bold) {
        int top = y + (height - lines.size() * LINE) / 2 + 13;
        String anchor = width == 0 ? "" : " text-anchor=\"middle\"";
        int from = width == 0 ? x + PADDING : x + width / 2;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                line("<text x=\"" + from + "\" y=\"" + (top + i * LINE) + "\" fill=\"" + ink + "\"" + anchor
                        + (bold ? " font-weight=\"bold\"" : "") + ">" + escaped(lines.get(i)) + "</text>");
            }
        }
    }

    private void line(String text) {
        svg.append(text).append('\n');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]", " ");
    }
}
