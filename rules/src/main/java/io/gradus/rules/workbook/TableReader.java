package io.gradus.rules.workbook;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gradus.rules.Field;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.ActionReader.Action;
import io.gradus.rules.workbook.ConditionReader.Column;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.DecisionTable.Where;
import io.gradus.rules.workbook.TablePart.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one decision table in Drools' spreadsheet layout: five technical rows, then a rule a row. */
final class TableReader {

    private final TableBlock block;
    private final TableHead head;
    private final SheetGrid sheet;
    private final SheetKeywords keywords;
    private final OutcomeCodes codes;
    private final Findings findings;
    private final CellReader cells;
    private final SuspiciousText suspicious;
    private final ActionCellReader actionCells;
    private final ConditionReader conditions;
    private final ActionReader actions;
    private final List<Integer> limiting = new ArrayList<>();
    private final Map<ColumnKind, List<Integer>> attributes = new EnumMap<>(ColumnKind.class);
    private final List<Place.Cell> severalAct = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private boolean kindUnknown;

    TableReader(
            TableBlock block, SheetKeywords keywords, Vocabulary vocabulary, OutcomeCodes codes, Findings findings) {
        this.block = block;
        this.head = new TableHead(block);
        this.sheet = block.sheet();
        this.keywords = keywords;
        this.codes = codes;
        this.findings = findings;
        this.cells = new CellReader(findings);
        this.suspicious = new SuspiciousText(findings);
        this.actionCells = new ActionCellReader(cells, findings);
        this.conditions = new ConditionReader(block, vocabulary, findings);
        List<Integer> asking = head.columns(ColumnKind.CONDITION);
        this.actions = new ActionReader(
                conditions.bound(asking), conditions.boundElsewhere(asking), vocabulary, codes, findings);
    }

    TablePart read() {
        Optional<RawCell> shifted = head.snippetAmongTypes();
        if (shifted.isPresent()) {
            findings.add(
                    shifted.get().place(),
                    FindingCode.TYPES_MISSING,
                    shifted.get().normalised());
            return unread();
        }
        if (head.hasNoKinds()) {
            findings.add(
                    block.start().place(),
                    FindingCode.COLUMN_KINDS_MISSING,
                    block.start().normalised());
            return unread();
        }
        for (int column = block.firstColumn(); column <= block.lastColumn(); column++) {
            RawCell kind = sheet.spread(block.kindRow(), column);
            if (!kind.isBlank()) {
                readColumn(kind, column);
            }
        }
        List<Action> read = actions.actions();
        if (limiting.isEmpty() && !kindUnknown) {
            findings.add(block.start().place(), FindingCode.CONDITION_MISSING);
        }
        if (!codes.collects()
                && !kindUnknown
                && !actions.hasRefused()
                && read.stream().noneMatch(action -> action.column().action() == null)) {
            missing(block.start(), FindingCode.ACTION_MISSING);
        }
        if (codes.collects() && read.isEmpty() && !kindUnknown && !actions.hasRefused()) {
            findings.add(block.start().place(), FindingCode.SCORE_MISSING);
        }
        List<Rule> rules = rules(read);
        reportColumns(read, rules);
        new HiddenCells(sheet, findings)
                .report(rules.stream().map(rule -> rule.row().number()).toList(), deciding(read));
        List<ConditionColumn> columns =
                conditions.columns().stream().map(Column::column).toList();
        return new TablePart(block, columns, distinct(read), rules, conditions.beyond(), severalAct, unread);
    }

    /** The table when nothing of it can be read. */
    private TablePart unread() {
        unread.add(new Unread(block.start().place(), ""));
        return new TablePart(block, List.of(), List.of(), List.of(), List.of(), List.of(), unread);
    }

    /** Columns that are wrong from top to bottom are wrong by their heading. */
    private void reportColumns(List<Action> read, List<Rule> rules) {
        List<ColumnFaults.Read> columns = new ArrayList<>();
        conditions.columns().stream()
                .map(one -> new ColumnFaults.Read(
                        one.column().place(), one.column().field().name(), one.reads()))
                .forEach(columns::add);
        read.stream()
                .filter(action -> action.constant() == null)
                .map(action -> new ColumnFaults.Read(action.column().place(), name(action), raw -> reads(action, raw)))
                .forEach(columns::add);
        new ColumnFaults(sheet, findings)
                .report(columns, rules.stream().map(rule -> rule.row().number()).toList())
                .forEach(column -> unread.add(new Unread(column.heading(), column.name())));
    }

    private static String name(Action action) {
        return action.column().action() == null
                ? PolicySheetReader.OUTCOMES
                : action.column().action();
    }

    private boolean reads(Action action, RawCell raw) {
        Findings tried = new Findings();
        Field scored = action.column().scored();
        String name = action.column().action();
        if (scored != null) {
            new CellReader(tried).given(scored, raw);
        } else if (name != null) {
            new ActionCellReader(new CellReader(tried), tried).read(name, raw);
        }
        return name == null ? codes.reads(ConditionReader.unquoted(raw)) : !tried.hasErrors();
    }

    /** Without a sheet Policy, tables may give outcomes and actions apart, as several rows act for Drools. */
    private void missing(RawCell where, FindingCode code, Object... arguments) {
        if (codes.areNamed()) {
            severalAct.add(where.place());
        } else {
            findings.add(where.place(), code, arguments);
        }
    }

    private static List<ActionColumn> distinct(List<Action> actions) {
        Map<String, ActionColumn> columns = new LinkedHashMap<>();
        actions.forEach(one -> columns.putIfAbsent(String.valueOf(one.column().action()), one.column()));
        return List.copyOf(columns.values());
    }

    private void readColumn(RawCell kind, int column) {
        Optional<ColumnKind> known = ColumnKind.of(kind.normalised()).filter(ColumnKind::isHonoured);
        if (known.isEmpty() && head.isBeside(kind, column)) {
            return;
        }
        if (known.isEmpty()) {
            findings.add(kind.place(), FindingCode.COLUMN_KIND_REFUSED, kind.normalised());
            kindUnknown |= ColumnKind.of(kind.normalised()).isEmpty();
            leaveUnread(kind, column);
            return;
        }
        switch (known.get()) {
            case CONDITION -> {
                limiting.add(column);
                long before = findings.errors();
                conditions.read(column);
                if (findings.errors() > before) {
                    leaveUnread(sheet.spread(block.snippetRow(), column), column);
                }
            }
            case ACTION -> {
                RawCell snippet = sheet.spread(block.snippetRow(), column);
                if (!actions.read(sheet.spread(block.patternRow(), column), snippet, head.label(column))) {
                    leaveUnread(snippet, column);
                }
            }
            default ->
                attributes
                        .computeIfAbsent(known.get(), any -> new ArrayList<>())
                        .add(column);
        }
    }

    private void leaveUnread(RawCell heading, int column) {
        String name = Stream.of(head.label(column), heading.normalised(), ColumnKind.CONDITION.header())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        unread.add(new Unread(heading.place(), name));
    }

    private List<Rule> rules(List<Action> read) {
        List<Rule> rules = numbers(read).stream()
                .filter(this::isEnabled)
                .map(number -> rule(number, read))
                .toList();
        if (rules.isEmpty() && unread.isEmpty()) {
            findings.add(block.start().place(), FindingCode.ROWS_MISSING);
        }
        return rules;
    }

    /** The numbers of the rows that hold a rule; below them, and between, stand notes. */
    private List<Integer> numbers(List<Action> read) {
        List<Integer> giving =
                read.stream().map(action -> action.column().place().column()).toList();
        List<Integer> numbers = new ArrayList<>();
        boolean afterGap = false;
        for (int number = block.labelRow() + 1; number <= block.lastRow(); number++) {
            if (!hasCells(number, read)) {
                afterGap = !numbers.isEmpty();
            } else if (!Notes.isRow(sheet, number, limiting, giving, afterGap)) {
                numbers.add(number);
                afterGap = false;
            }
        }
        return numbers;
    }

    private boolean hasCells(int number, List<Action> read) {
        return limitingAndActing(read)
                .anyMatch(column -> !sheet.spread(number, column).isBlank());
    }

    private Stream<Integer> limitingAndActing(List<Action> read) {
        return Stream.concat(
                limiting.stream(),
                read.stream().map(action -> action.column().place().column()));
    }

    /** All columns that make a difference to what is decided; the others are for people. */
    private List<Integer> deciding(List<Action> read) {
        Stream<Integer> ordering = Stream.of(
                        ColumnKind.PRIORITY, ColumnKind.ENABLED, ColumnKind.ACTIVATION_GROUP, ColumnKind.XOR_GROUP)
                .flatMap(kind -> attributes.getOrDefault(kind, List.of()).stream());
        return Stream.concat(limitingAndActing(read), ordering).distinct().toList();
    }

    private boolean isEnabled(int number) {
        return attribute(ColumnKind.ENABLED, number)
                .findFirst()
                .map(cell -> SheetKeywords.isEnabled(cell, findings))
                .orElse(keywords.enabled());
    }

    /** The cells of a row under headings of that kind that are not blank. */
    private Stream<RawCell> attribute(ColumnKind kind, int number) {
        return attributes.getOrDefault(kind, List.of()).stream()
                .map(column -> sheet.spread(number, column))
                .filter(cell -> !cell.isBlank());
    }

    private Rule rule(int number, List<Action> read) {
        int priority = attribute(ColumnKind.PRIORITY, number)
                .findFirst()
                .map(cell -> SheetKeywords.priority(cell, findings))
                .orElse(keywords.priority());
        RawCell group = group(number);
        if (codes.collects() && !group.isBlank()) {
            findings.add(group.place(), FindingCode.COLLECT_REFUSED, group.normalised());
        }
        return new Rule(row(number, read), keywords.sequential() ? Integer.MAX_VALUE : priority, group);
    }

    private RawCell group(int number) {
        return Stream.concat(attribute(ColumnKind.ACTIVATION_GROUP, number), attribute(ColumnKind.XOR_GROUP, number))
                .findFirst()
                .orElse(new RawCell(
                        new Place.Cell(sheet.name(), number, block.firstColumn()), keywords.group(), null, null));
    }

    private Row row(int number, List<Action> read) {
        List<Cell> conditionCells = conditions.columns().stream()
                .map(column -> column.cells().apply(number))
                .toList();
        String outcome = "";
        RawCell outcomeCell = null;
        Map<String, String> others = new LinkedHashMap<>();
        Map<String, BigDecimal> scores = new LinkedHashMap<>();
        Map<String, Place.Cell> places = new HashMap<>();
        for (Action action : read) {
            RawCell raw = given(number, action);
            String name = action.column().action();
            if (name != null && (!raw.isBlank() || !places.containsKey(name))) {
                places.put(name, raw.place());
            }
            Field scored = action.column().scored();
            if (scored != null) {
                score(scored, raw).ifPresent(points -> scores.put(scored.name(), points));
            } else if (name == null) {
                outcomeCell = outcomeCell == null || !raw.isBlank() ? raw : outcomeCell;
            } else if (!raw.isBlank()) {
                others.put(name, actionCells.read(name, raw));
            }
        }
        if (codes.collects() && !actions.hasRefused() && addsNothing(number, read)) {
            findings.add(new Place.Cell(sheet.name(), number, block.firstColumn()), FindingCode.SCORE_MISSING);
        }
        if (outcomeCell != null && outcomeCell.isBlank()) {
            missing(outcomeCell, FindingCode.OUTCOME_MISSING, codes.known());
        } else if (outcomeCell != null) {
            outcome = codes.code(outcomeCell);
            suspicious.checkText(outcomeCell, codes.list());
        }
        List<RawCell> note = note(number);
        Where where = new Where(
                outcomeCell == null ? null : outcomeCell.place(),
                places,
                note.isEmpty() ? null : note.get(0).place());
        String said = note.stream().map(cell -> cell.text().strip()).collect(joining(" "));
        return new Row(sheet.name(), number, conditionCells, outcome, others, scores, said, where);
    }

    private boolean addsNothing(int number, List<Action> read) {
        return !read.isEmpty()
                && read.stream()
                        .allMatch(action -> sheet.spread(
                                        number, action.column().place().column())
                                .isBlank());
    }

    private Optional<BigDecimal> score(Field field, RawCell raw) {
        return raw.isBlank()
                ? Optional.empty()
                : Optional.ofNullable((BigDecimal) cells.given(field, raw)).map(TableReader::plain);
    }

    /** Excel holds 5 as 5.0; how it holds a number is not to show in a sum. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** What the row gives by that column: the cell's text, or the column's own where the cell has a mark. */
    private RawCell given(int number, Action action) {
        RawCell raw = sheet.spread(number, action.column().place().column());
        String constant = action.constant();
        if (raw.isBlank() || raw.error() != null) {
            return raw;
        }
        return constant == null ? ConditionReader.unquoted(raw) : new RawCell(raw.place(), constant, null, null);
    }

    /** The code that a cell means by a code, a label, or a code followed by a label; null when it means none. */
    static @Nullable String outcomeCode(PolicyDescription policy, String text) {
        if (text.isEmpty()) {
            return null;
        }
        return Stream.<Predicate<Outcome>>of(
                        outcome -> outcome.code().equals(text),
                        outcome -> meant(outcome).contains(text))
                .flatMap(means -> policy.outcomes().stream().filter(means))
                .map(Outcome::code)
                .findFirst()
                .orElse(null);
    }

    /** The texts by which a cell may name the outcome. */
    static Set<String> meant(Outcome outcome) {
        Labels label = outcome.label();
        return Stream.of("", label.en(), label.zhCn(), label.zhTw())
                .flatMap(text -> Stream.of(text, outcome.code() + " " + text))
                .map(RawCell::normalised)
                .collect(toUnmodifiableSet());
    }

    private List<RawCell> note(int number) {
        Stream<RawCell> left = IntStream.range(0, block.firstColumn()).mapToObj(column -> sheet.cell(number, column));
        Stream<RawCell> named =
                Stream.concat(attribute(ColumnKind.NAME, number), attribute(ColumnKind.DESCRIPTION, number));
        return Stream.concat(left, named)
                .filter(cell -> !cell.text().strip().isEmpty())
                .toList();
    }
}
