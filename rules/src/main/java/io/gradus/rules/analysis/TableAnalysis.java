package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Outcome;
import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds what is wrong or doubtful in a table as a whole, exactly, by interval algebra over its typed columns: no customer is
 * sampled. Bounded in time: what a very large table leaves unexamined is itself a finding.
 */
public final class TableAnalysis {

    /** So many comparisons of boxes at most for each kind of question; some seconds on a slow machine. */
    static final long COMPARISONS = 120_000_000;

    private final PolicyWorkbook workbook;
    private final DecisionTable table;
    private final long comparisons;
    private final List<Finding> findings = new ArrayList<>();
    private List<Box> impossible = List.of();

    private TableAnalysis(PolicyWorkbook workbook, long comparisons) {
        this.workbook = workbook;
        this.table = workbook.table();
        this.comparisons = comparisons;
    }

    /** Everything there is to say of the workbook's table; empty for a clean one. */
    public static List<Finding> of(PolicyWorkbook workbook) {
        return of(workbook, COMPARISONS);
    }

    static List<Finding> of(PolicyWorkbook workbook, long comparisons) {
        TableAnalysis analysis = new TableAnalysis(workbook, comparisons);
        analysis.analyse();
        return List.copyOf(analysis.findings);
    }

    /**
     * What is wrong with a table whatever its unread cells say, which are blank in it: single cells, and what one row asks
     * against itself.
     */
    static List<Finding> ofCells(PolicyWorkbook workbook) {
        TableAnalysis analysis = new TableAnalysis(workbook, COMPARISONS);
        analysis.checkPersonal();
        analysis.checkDomains();
        Space.of(workbook.table()).ifPresent(space -> analysis.checkContradictions(analysis.boxes(space), space));
        return List.copyOf(analysis.findings);
    }

    /** What is wrong among rows of a table from which others are left out, whatever those say. */
    static List<Finding> ofRows(PolicyWorkbook workbook) {
        TableAnalysis analysis = new TableAnalysis(workbook, COMPARISONS);
        Space.of(workbook.table()).ifPresent(analysis::checkRows);
        return List.copyOf(analysis.findings);
    }

    private void checkRows(Space space) {
        List<Box> boxes = boxes(space);
        BitSet empty = new BitSet();
        IntStream.range(0, boxes.size())
                .filter(index -> boxes.get(index).isEmpty())
                .forEach(empty::set);
        switch (workbook.policy().hitPolicy()) {
            case FIRST -> checkDeadRows(boxes, empty);
            case UNIQUE -> checkOverlaps(boxes, space);
            case COLLECT -> {}
        }
    }

    private List<Box> boxes(Space space) {
        return table.rows().stream().map(row -> space.box(table, row)).toList();
    }

    private void analyse() {
        checkPersonal();
        checkDomains();
        checkOutcomes();
        Optional<Space> space = Space.of(table);
        if (space.isEmpty()) {
            table.conditions().stream()
                    .filter(column -> column.field().type() == FieldType.TEXTS)
                    .findFirst()
                    .ifPresent(column -> add(
                            column.place(),
                            FindingCode.FIELD_NOT_ANALYSED,
                            column.field().name()));
            return;
        }
        List<Box> boxes = boxes(space.get());
        BitSet silent = checkContradictions(boxes, space.get());
        impossible = space.get().relations().impossible(space.get().everybody());
        switch (workbook.policy().hitPolicy()) {
            case FIRST -> {
                checkGaps(boxes, space.get());
                Box[] decided = checkDeadRows(boxes, silent);
                checkRedundantRows(boxes, decided);
                findings.addAll(Ladder.findings(workbook));
            }
            case UNIQUE -> {
                checkGaps(boxes, space.get());
                checkOverlaps(boxes, space.get());
                findings.addAll(Ladder.findings(workbook));
            }
            case COLLECT -> {}
        }
    }

    private void add(Place place, FindingCode code, Object... arguments) {
        findings.add(Finding.at(place, code, arguments));
    }

    private void checkPersonal() {
        if (workbook.policy().personalReason() == null) {
            table.conditions().stream()
                    .filter(column -> column.field().personal())
                    .forEach(column -> add(
                            column.place(),
                            FindingCode.PERSONAL_WITHOUT_REASON,
                            column.field().name()));
        }
    }

    private void checkDomains() {
        for (Row row : table.rows()) {
            for (int column = 0; column < row.cells().size(); column++) {
                Cell cell = row.cells().get(column);
                Field field = table.conditions().get(column).field();
                Domain.outside(field, cell.condition())
                        .ifPresent(value -> add(
                                cell.place(),
                                FindingCode.FIELD_OUT_OF_DOMAIN,
                                (Phrase) locale -> new Words(locale).value(field, value),
                                field.name(),
                                Domain.of(field)));
            }
        }
    }

    private void checkOutcomes() {
        for (Outcome outcome : workbook.policy().outcomes()) {
            boolean yielded =
                    table.rows().stream().anyMatch(row -> row.outcome().equals(outcome.code()));
            if (!yielded) {
                Place place = workbook.outcomePlaces().getOrDefault(outcome.code(), new Place.Sheet("Policy"));
                add(place, FindingCode.OUTCOME_UNUSED, outcome.code());
            }
        }
    }

    private BitSet checkContradictions(List<Box> boxes, Space space) {
        BitSet found = new BitSet();
        for (int index = 0; index < boxes.size(); index++) {
            Box box = boxes.get(index);
            int empty = IntStream.range(0, box.axes())
                    .filter(axis -> box.side(axis).isEmpty())
                    .findFirst()
                    .orElse(-1);
            if (empty >= 0) {
                found.set(index);
                Field field = space.axis(empty).field();
                List<Cell> cells = table.cellsOn(table.rows().get(index), field);
                // A single cell that names a value beyond the field has its finding already.
                if (cells.size() > 1
                        || Domain.outside(field, cells.get(0).condition()).isEmpty()) {
                    add(
                            cells.get(cells.size() - 1).place(),
                            FindingCode.ROW_CONTRADICTS,
                            field.name(),
                            cells.stream().map(Cell::text).collect(Collectors.joining(" | ")));
                }
            } else if (checkRelations(table.rows().get(index), box, space)) {
                found.set(index);
            }
        }
        return found;
    }

    /** Whether nobody matches a row because one of its fields never exceeds another; said at the cell further right. */
    private boolean checkRelations(Row row, Box box, Space space) {
        Relations.Conflict conflict = space.relations().conflict(box);
        if (conflict == null) {
            return false;
        }
        Field lower = space.axis(conflict.lower()).field();
        Field upper = space.axis(conflict.upper()).field();
        Cell lowerCell = lastCellOn(row, lower);
        Cell upperCell = lastCellOn(row, upper);
        boolean lowerLast = lowerCell.place().column() > upperCell.place().column();
        add(
                (lowerLast ? lowerCell : upperCell).place(),
                FindingCode.ROW_CONTRADICTS_RELATION,
                lower.name(),
                lowerCell.place() + " " + lowerCell.text(),
                upper.name(),
                upperCell.place() + " " + upperCell.text());
        return true;
    }

    private Cell lastCellOn(Row row, Field field) {
        List<Cell> cells = table.cellsOn(row, field);
        return cells.get(cells.size() - 1);
    }

    private void checkGaps(List<Box> boxes, Space space) {
        Budget budget = new Budget(comparisons);
        findings.addAll(new Gaps(table, space, boxes).findings(budget));
        if (budget.isSpent()) {
            cutShort("gaps");
        }
    }

    /** Boxes and after them those of customers whom there cannot be. */
    private List<Box> withImpossible(List<Box> boxes) {
        return Stream.concat(boxes.stream(), impossible.stream()).toList();
    }

    /** For each row some customers whom it decides; none for a row that never does, or was not examined. */
    private @Nullable Box[] checkDeadRows(List<Box> boxes, BitSet empty) {
        Budget budget = new Budget(comparisons);
        @Nullable Box[] decided = new @Nullable Box[boxes.size()];
        for (int index = 0; index < boxes.size(); index++) {
            if (!empty.get(index) && !budget.isSpent()) {
                Cover.Answer answer = Cover.of(boxes.get(index), withImpossible(boxes.subList(0, index)), budget);
                decided[index] = answer.hole();
                if (answer.covered()) {
                    BitSet above = answer.covering().get(0, index);
                    add(table.rows().get(index).firstCell(), FindingCode.ROW_DEAD, places(above));
                }
            }
        }
        if (budget.isSpent()) {
            cutShort("dead rows");
        }
        return decided;
    }

    private void checkRedundantRows(List<Box> boxes, @Nullable Box[] decided) {
        Budget budget = new Budget(comparisons);
        // Customers whom there cannot be are nobody's to decide, as if rows above all others took them.
        int first = impossible.size();
        List<Box> after = Stream.concat(impossible.stream(), boxes.stream()).toList();
        for (int index = 0; index < boxes.size() - 1; index++) {
            Box part = decided[index];
            if (part == null || budget.isSpent()) {
                continue;
            }
            Row row = table.rows().get(index);
            // A row that says nothing but "everybody else" may repeat an outcome; that is how tables are written.
            IntPredicate same = other -> table.rows().get(other).givesTheSame(row)
                    && table.rows().get(other).cells().stream().anyMatch(cell -> cell.condition() != Condition.ANY);
            // Most rows are not redundant, and a single customer shows it.
            boolean possible = isTaken(part.corner(RoaringBitmap::first), index, boxes, same)
                    && isTaken(part.corner(RoaringBitmap::last), index, boxes, same);
            if (possible) {
                Takeover.Answer answer = Takeover.of(after, first + index, other -> same.test(other - first), budget);
                if (answer.redundant()) {
                    BitSet takers = answer.takers().get(first, after.size());
                    add(row.firstCell(), FindingCode.ROW_REDUNDANT, places(takers));
                }
            }
        }
        if (budget.isSpent()) {
            cutShort("redundant rows");
        }
    }

    private static boolean isTaken(Box customer, int row, List<Box> boxes, IntPredicate same) {
        return IntStream.range(row + 1, boxes.size())
                .filter(other -> boxes.get(other).meets(customer))
                .limit(1)
                .anyMatch(same);
    }

    private void checkOverlaps(List<Box> boxes, Space space) {
        Budget budget = new Budget(comparisons);
        findings.addAll(new Overlaps(table, space, boxes).findings(budget));
        if (budget.isSpent()) {
            cutShort("overlaps");
        }
    }

    private void cutShort(String what) {
        Phrase named = locale -> new Words(locale).text("question." + what.replace(' ', '-'));
        add(
                table.conditions().get(0).place(),
                FindingCode.ANALYSIS_CUT_SHORT,
                named,
                table.rows().size());
    }

    private String places(BitSet rows) {
        return rows.stream().mapToObj(index -> table.rows().get(index).place()).collect(Collectors.joining(", "));
    }
}
