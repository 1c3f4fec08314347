package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands outside the tables of a sheet for all of them, as Drools reads it: in each row the first cell is a keyword or
 * a remark, and the second its value.
 *
 * @param ruleSet the name of the rules, may be empty
 * @param sequential whether rows are tried from top to bottom whatever their priority
 * @param enabled whether rows decide unless they say otherwise
 * @param priority the priority of rows that give none
 * @param group the activation group of rows that name none, may be empty
 */
record SheetKeywords(String ruleSet, boolean sequential, boolean enabled, int priority, String group) {

    private static final String CUSTOMER = "Customer";
    private static final Set<String> REFUSED = Set.of("functions", "variables", "queries", "declare", "unit");
    private static final Set<String> SALIENCE_LIMITS = Set.of("sequentialmaxpriority", "sequentialminpriority");
    private static final Map<String, Set<String>> ONLY = Map.of(
            "dialect", Set.of("java", "mvel"),
            // Cells would be read as shown, that is rounded.
            "numericdisabled", Set.of("false", "no", "off"));
    private static final Pattern IMPORT = Pattern.compile("(?:[A-Za-z_]\\w*+\\.)*+(?:Customer|\\*)");
    private static final Pattern VALUES = Pattern.compile("java\\.(?:util|math|time)\\.[A-Z]\\w*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");

    static SheetKeywords read(SheetGrid sheet, List<TableBlock> tables, Findings findings) {
        Reader reader = new Reader(findings, tables.size());
        for (int row = 1; row <= sheet.lastRow(); row++) {
            int number = row;
            List<RawCell> cells = sheet.row(row);
            if (!cells.isEmpty() && tables.stream().noneMatch(table -> table.covers(number))) {
                RawCell key = cells.get(0);
                reader.read(key, cells.size() > 1 ? cells.get(1) : RawCell.blank(key.place()));
                reader.refuseFurther(cells);
            }
        }
        return new SheetKeywords(reader.ruleSet, reader.sequential, reader.enabled, reader.priority, reader.group);
    }

    /** Drools' notion of yes. */
    static boolean isTrue(RawCell cell) {
        String text = cell.normalised().toLowerCase(Locale.ROOT);
        return text.equals("true") || text.startsWith("y") || text.equals("on") || text.equals("是");
    }

    /** Whether a cell switches on; anything but a plain yes or no is a finding, since a row would be lost silently. */
    static boolean isEnabled(RawCell cell, Findings findings) {
        BigDecimal number = cell.number();
        String text =
                number == null ? cell.normalised() : TableReader.plain(number).toPlainString();
        Optional<Boolean> said = TruthWords.read(text);
        if (said.isEmpty()) {
            findings.add(cell.place(), FindingCode.NOT_A_TRUTH, text);
        }
        return said.orElse(true);
    }

    private static final class Reader {

        private final Findings findings;
        private final int tables;
        private String ruleSet = "";
        private boolean sequential;
        private boolean enabled = true;
        private int priority;
        private String group = "";

        private Reader(Findings findings, int tables) {
            this.findings = findings;
            this.tables = tables;
        }

        private void read(RawCell key, RawCell value) {
            String keyword = key.normalised().toLowerCase(Locale.ROOT);
            if (REFUSED.contains(keyword)) {
                findings.add(key.place(), FindingCode.KEYWORD_REFUSED, key.normalised());
            } else if (ONLY.containsKey(keyword)) {
                limit(key, value, ONLY.getOrDefault(keyword, Set.of()));
            } else if (SALIENCE_LIMITS.contains(keyword)) {
                readSalienceLimit(key, value);
            } else {
                readHonoured(keyword, key, value);
            }
        }

        /** Drools reads the first keyword of a row only; an import further right would deceive a reader. */
        private void refuseFurther(List<RawCell> cells) {
            for (int i = 2; i < cells.size() - 1; i++) {
                if (cells.get(i).normalised().equalsIgnoreCase("import")) {
                    readHonoured("import", cells.get(i), cells.get(i + 1));
                }
            }
        }

        private void readHonoured(String keyword, RawCell key, RawCell value) {
            switch (keyword) {
                case "ruleset" -> ruleSet = ruleSet.isEmpty() ? value.normalised() : ruleSet;
                case "sequential" -> sequential = isTrue(value);
                case "import" ->
                    Arrays.stream(value.normalised().split(",", -1))
                            .map(String::strip)
                            .filter(name -> !name.isEmpty())
                            .forEach(name -> checkImport(value, name));
                default ->
                    ColumnKind.of(keyword)
                            .filter(kind -> kind.isAttribute() && keyword.length() > 1)
                            .ifPresent(kind -> readAttribute(kind, key, value));
            }
        }

        private void checkImport(RawCell value, String name) {
            if (!IMPORT.matcher(name).matches() && !VALUES.matcher(name).matches()) {
                findings.add(value.place(), FindingCode.IMPORT_REFUSED, name, CUSTOMER);
            }
        }

        private void readAttribute(ColumnKind kind, RawCell key, RawCell value) {
            if (!kind.isHonoured()) {
                findings.add(key.place(), FindingCode.KEYWORD_REFUSED, key.normalised());
            } else if (kind == ColumnKind.PRIORITY) {
                priority = SheetKeywords.priority(value, findings);
            } else if (kind == ColumnKind.ACTIVATION_GROUP || kind == ColumnKind.XOR_GROUP) {
                group = value.normalised();
            } else if (kind == ColumnKind.ENABLED) {
                enabled = value.isBlank() || isEnabled(value, findings);
            }
        }

        private void limit(RawCell key, RawCell value, Set<String> allowed) {
            if (!value.isBlank() && !allowed.contains(value.normalised().toLowerCase(Locale.ROOT))) {
                refuse(key, value, String.join(", ", allowed.stream().sorted().toList()));
            }
        }

        private void refuse(RawCell key, RawCell value, String allowed) {
            findings.add(
                    value.place(), FindingCode.KEYWORD_VALUE_REFUSED, key.normalised(), value.normalised(), allowed);
        }

        // Drools begins anew at the maximum with each table after a gap, so that rows of several tables would mingle.
        private void readSalienceLimit(RawCell key, RawCell value) {
            boolean maximum = key.normalised().equalsIgnoreCase("SequentialMaxPriority");
            if (maximum && tables > 1) {
                findings.add(key.place(), FindingCode.KEYWORD_REFUSED, key.normalised());
            } else if (!WHOLE.matcher(value.normalised()).matches()) {
                refuse(key, value, "65535");
            }
        }
    }

    /** The priority in a cell: a whole number, or 0 after a finding. */
    static int priority(RawCell cell, Findings findings) {
        String text = cell.exactText();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            // No whole number, or one that Drools cannot hold: the analyst is told so.
            findings.add(cell.place(), FindingCode.PRIORITY_REFUSED, text);
            return 0;
        }
    }
}
