package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.TablePart.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a workbook as one.
 *
 * @param ruleSet what the first sheet that names its rules calls them, may be empty
 * @param nativeTables the tables as they lie there, where they say what the typed table cannot
 * @param unread columns and tables that could not be read
 */
record PolicyTables(
        DecisionTable table, String ruleSet, @Nullable NativeTables nativeTables, List<Unread> unread) {

    /** What identifies a column among tables: the how manieth of its kind it is in one of them. */
    private record Column(String field, String operator, int occurrence) {}

    /** Reads the tables of the sheets; absent after a finding when there are none. */
    static Optional<PolicyTables> read(
            List<SheetGrid> sheets, Vocabulary vocabulary, OutcomeCodes codes, Findings findings) {
        List<TablePart> parts = new ArrayList<>();
        String ruleSet = "";
        boolean hidden = false;
        for (SheetGrid sheet : sheets) {
            hidden |= sheet.reportHiddenTitles();
            List<TableBlock> blocks = TableBlock.of(sheet, codes.areNamed());
            if (!blocks.isEmpty()) {
                if (sheet.isHidden()) {
                    refuseHidden(sheet, findings);
                }
                refuseCut(blocks, findings);
                SheetKeywords keywords = SheetKeywords.read(sheet, blocks, findings);
                ruleSet = ruleSet.isEmpty() ? keywords.ruleSet() : ruleSet;
                blocks.forEach(
                        block -> parts.add(new TableReader(block, keywords, vocabulary, codes, findings).read()));
            }
        }
        if (parts.isEmpty()) {
            if (!hidden) {
                findings.add(Place.FILE, FindingCode.RULE_TABLE_MISSING);
            }
            return Optional.empty();
        }
        if (codes.areNamed() && codes.outcomes().isEmpty() && !findings.hasErrors()) {
            findings.add(parts.get(0).block().start().place(), FindingCode.ACTION_MISSING);
        }
        PolicyTables tables = new PolicyTables(
                joined(parts),
                ruleSet,
                nativeTables(parts),
                parts.stream().flatMap(part -> part.unread().stream()).toList());
        if (codes.areNamed()
                && !isGrouped(parts)
                && tables.nativeTables() == null
                && tables.unread().isEmpty()) {
            warnOfOverlap(tables.table(), findings);
        }
        return Optional.of(tables);
    }

    private static void refuseCut(List<TableBlock> blocks, Findings findings) {
        for (TableBlock block : blocks) {
            blocks.stream()
                    .filter(block::isCutBy)
                    .forEach(other -> findings.add(
                            other.start().place(),
                            FindingCode.TABLE_CUTS_ANOTHER,
                            block.start().place().toString()));
        }
    }

    /** Rules that nobody sees are rules that nobody reviews. */
    static void refuseHidden(SheetGrid sheet, Findings findings) {
        findings.add(new Place.Sheet(sheet.name()), FindingCode.SHEET_HIDDEN, sheet.name());
    }

    private static boolean isGrouped(List<TablePart> parts) {
        return parts.stream()
                .flatMap(part -> part.rules().stream())
                .noneMatch(rule -> rule.group().isBlank());
    }

    /** Drools lets all rows act that match, and without a sheet Policy nothing says that the first alone shall. */
    private static void warnOfOverlap(DecisionTable table, Findings findings) {
        RowOverlap.first(table)
                .ifPresent(pair -> findings.add(
                        new Place.Cell(pair.lower().sheet(), pair.lower().number(), 0),
                        FindingCode.FIRST_ROW_DECIDES,
                        pair.upper().place()));
    }

    /** Rows are tried by priority, and where that is the same from the first sheet to the last and from top to bottom. */
    private static DecisionTable joined(List<TablePart> parts) {
        Map<Column, ConditionColumn> conditions = new LinkedHashMap<>();
        Map<String, ActionColumn> actions = new LinkedHashMap<>();
        for (TablePart part : parts) {
            List<Column> columns = columns(part);
            IntStream.range(0, columns.size())
                    .forEach(i -> conditions.putIfAbsent(
                            columns.get(i), part.conditions().get(i)));
            part.actions().forEach(action -> actions.putIfAbsent(String.valueOf(action.action()), action));
        }
        List<Column> all = List.copyOf(conditions.keySet());
        List<Row> rows = parts.stream()
                .flatMap(part -> spread(part, all))
                .sorted(Comparator.comparingInt(Rule::priority).reversed())
                .map(Rule::row)
                .toList();
        String name = parts.get(0).block().name();
        return new DecisionTable(name, List.copyOf(conditions.values()), List.copyOf(actions.values()), rows);
    }

    private static List<Column> columns(TablePart part) {
        Map<String, Integer> seen = new HashMap<>();
        return part.conditions().stream()
                .map(column -> new Column(
                        column.field().name(),
                        column.operator(),
                        seen.merge(column.field().name() + " " + column.operator(), 1, Integer::sum)))
                .toList();
    }

    private static Stream<Rule> spread(TablePart part, List<Column> all) {
        List<Column> own = columns(part);
        return part.rules().stream().map(rule -> new Rule(spread(rule.row(), own, all), rule.priority(), rule.group()));
    }

    /** The row with a cell for each column of all tables; blank where its own table has no such column. */
    private static Row spread(Row row, List<Column> own, List<Column> all) {
        List<Cell> cells = all.stream()
                .map(column -> own.indexOf(column))
                .map(i -> i < 0
                        ? new Cell(new Place.Cell(row.sheet(), row.number(), 0), "", Condition.ANY)
                        : row.cells().get(i))
                .toList();
        return new Row(
                row.sheet(), row.number(), cells, row.outcome(), row.actions(), row.scores(), row.note(), row.where());
    }

    private static @Nullable NativeTables nativeTables(List<TablePart> parts) {
        List<Place.Cell> several = Stream.concat(
                        parts.stream().flatMap(part -> part.severalAct().stream()), secondGroup(parts))
                .toList();
        List<Place.Cell> beyond = Stream.concat(
                        parts.stream().flatMap(part -> part.beyond().stream()), several.stream())
                .distinct()
                .toList();
        if (beyond.isEmpty()) {
            return null;
        }
        List<NativeTables.Sheet> sheets = parts.stream()
                .map(part -> part.block().sheet())
                .distinct()
                .map(sheet -> NativeTables.sheet(
                        sheet,
                        parts.stream()
                                .filter(part -> part.block().sheet() == sheet)
                                .toList()))
                .toList();
        return new NativeTables(beyond, !several.isEmpty(), sheets);
    }

    /** Where rows are in several activation groups, Drools lets a row of each act. */
    private static Stream<Place.Cell> secondGroup(List<TablePart> parts) {
        List<RawCell> groups = parts.stream()
                .flatMap(part -> part.rules().stream().map(Rule::group))
                .toList();
        String first = groups.isEmpty() ? "" : groups.get(0).text();
        return groups.stream()
                .filter(group -> !group.text().equals(first))
                .map(RawCell::place)
                .limit(1);
    }
}
