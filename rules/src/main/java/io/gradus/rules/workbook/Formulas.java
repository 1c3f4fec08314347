package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCell;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellFormulaType;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.STCellType;

/**
 * The formulas of a workbook. One without a value in the file is calculated where that takes little and reaches nowhere else.
 * What cannot be trusted is a fault, of the cell itself and of all that take their value from it, and told when one of them is
 * read: a formula in a cell that nobody reads is nobody's business.
 */
final class Formulas {

    private static final int LONGEST = 8192;
    private static final long MOST_CELLS = 5_000_000;
    private static final String TITLE = "ruletable";

    private final Workbook workbook;
    private final ReadingBudget budget;
    private final boolean recalculated;
    private final Map<Place.Cell, Cell> cells = new LinkedHashMap<>();
    private final Map<Place.Cell, String> texts = new HashMap<>();
    private final Map<String, NavigableMap<Integer, NavigableMap<Integer, Place.Cell>>> bySheet = new HashMap<>();
    private final Set<Place.Cell> open = new HashSet<>();
    private final Set<String> shared = new HashSet<>();
    private final Map<Place.Cell, Optional<Fault>> known = new HashMap<>();

    /** Why the value of a formula cannot be trusted, at the cell to change. */
    record Fault(Place.Cell place, FindingCode code, String formula) {}

    /** A formula on the way from one that is asked for to those that it reads. */
    private record Step(Place.Cell place, FormulaReferences.Read read, Iterator<Place.Cell> precedents) {}

    Formulas(Workbook workbook, ReadingBudget budget) {
        this.workbook = workbook;
        this.budget = budget;
        this.recalculated = workbook instanceof XSSFWorkbook xlsx
                && xlsx.getCTWorkbook().isSetCalcPr()
                && xlsx.getCTWorkbook().getCalcPr().getFullCalcOnLoad();
        for (Sheet sheet : workbook) {
            for (Row row : sheet) {
                row.forEach(this::collect);
            }
        }
        boolean reaching = texts.values().stream().anyMatch(FormulaCheck::reachesOut);
        if (reaching || !open.isEmpty()) {
            examine();
        }
    }

    private void collect(Cell cell) {
        budget.spendTime();
        if (cell.getCellType() != CellType.FORMULA) {
            return;
        }
        Place.Cell place =
                new Place.Cell(cell.getSheet().getSheetName(), cell.getRowIndex() + 1, cell.getColumnIndex());
        String text = text(cell);
        cells.put(place, cell);
        texts.put(place, text);
        if (text.contains("!") && isShared(cell)) {
            shared.add(sharedBy(place, cell));
        }
        bySheet.computeIfAbsent(place.sheet(), any -> new TreeMap<>())
                .computeIfAbsent(place.row(), any -> new TreeMap<>())
                .put(place.column(), place);
        if (!isCalculated(cell)
                || (text.toLowerCase(Locale.ROOT).contains(TITLE) && !TableBlock.isStart(shown(cell)))) {
            open.add(place);
        }
    }

    private static String text(Cell cell) {
        if (cell instanceof XSSFCell held) {
            CTCell written = held.getCTCell();
            return written.isSetF() ? written.getF().getStringValue() : "";
        }
        return cell.getCellFormula();
    }

    private static boolean isShared(Cell cell) {
        return cell instanceof XSSFCell held
                && held.getCTCell().isSetF()
                && held.getCTCell().getF().getT() == STCellFormulaType.SHARED;
    }

    private static String sharedBy(Place.Cell place, Cell cell) {
        return place.sheet() + " " + ((XSSFCell) cell).getCTCell().getF().getSi();
    }

    private static String shown(Cell cell) {
        return cell.getCachedFormulaResultType() == CellType.STRING ? cell.getStringCellValue() : "";
    }

    /**
     * Whether the file holds the value of the formula. Some programs write a value of 0 and have the next program calculate. The
     * old format always has a value; there nothing tells a calculated one. Only a text can be shown empty.
     */
    private boolean isCalculated(Cell cell) {
        if (!(cell instanceof XSSFCell held)) {
            return true;
        }
        CTCell written = held.getCTCell();
        return !recalculated && written.isSetV() && (!written.getV().isEmpty() || written.getT() == STCellType.STR);
    }

    private void examine() {
        FormulaReferences references = new FormulaReferences(workbook);
        FormulaEvaluator evaluator = workbook.getCreationHelper().createFormulaEvaluator();
        for (Place.Cell place : cells.keySet()) {
            Deque<Step> path = new ArrayDeque<>();
            Set<Place.Cell> onPath = new HashSet<>();
            enter(place, references, path, onPath);
            while (!path.isEmpty()) {
                budget.spendTime();
                Step step = path.peekLast();
                if (step.precedents().hasNext()) {
                    Place.Cell next = step.precedents().next();
                    if (onPath.contains(next)) {
                        known.put(step.place(), Optional.of(fault(step.place(), FindingCode.FORMULA_NOT_CALCULATED)));
                    } else {
                        enter(next, references, path, onPath);
                    }
                } else {
                    path.removeLast();
                    onPath.remove(step.place());
                    if (!known.containsKey(step.place())) {
                        known.put(step.place(), Optional.ofNullable(examined(step, evaluator)));
                    }
                }
            }
        }
    }

    private void enter(Place.Cell place, FormulaReferences references, Deque<Step> path, Set<Place.Cell> onPath) {
        Cell cell = cells.get(place);
        if (cell != null && !known.containsKey(place)) {
            // Excel shares no formula that names a sheet; POI would take its cells from the sheet where it stands.
            boolean odd = isShared(cell) && shared.contains(sharedBy(place, cell));
            FormulaReferences.Read read = odd ? FormulaReferences.Read.UNKNOWN : references.of(cell, place);
            path.add(new Step(place, read, precedents(read).iterator()));
            onPath.add(place);
        }
    }

    private Stream<Place.Cell> precedents(FormulaReferences.Read read) {
        return read.areas().stream()
                .flatMap(area -> bySheet
                        .getOrDefault(area.sheet(), new TreeMap<>())
                        .subMap(
                                area.cells().getFirstRow() + 1,
                                true,
                                area.cells().getLastRow() + 1,
                                true)
                        .values()
                        .stream()
                        .flatMap(row -> row
                                .subMap(
                                        area.cells().getFirstColumn(),
                                        true,
                                        area.cells().getLastColumn(),
                                        true)
                                .values()
                                .stream()));
    }

    private Fault fault(Place.Cell place, FindingCode code) {
        return new Fault(place, code, texts.getOrDefault(place, ""));
    }

    private @Nullable Fault examined(Step step, FormulaEvaluator evaluator) {
        Place.Cell place = step.place();
        if (FormulaCheck.reachesOut(texts.getOrDefault(place, ""))) {
            return fault(place, FindingCode.FORMULA_REACHES_OUT);
        }
        Optional<Fault> before = precedents(step.read())
                .flatMap(one -> known.getOrDefault(one, Optional.empty()).stream())
                .findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        if (!step.read().known()) {
            // It may take its value from any other.
            Optional<Fault> any = texts.entrySet().stream()
                    .filter(other -> FormulaCheck.reachesOut(other.getValue()))
                    .map(other -> fault(other.getKey(), FindingCode.FORMULA_REACHES_OUT))
                    .findFirst();
            if (any.isPresent()) {
                return any.get();
            }
        }
        Cell cell = cells.get(place);
        boolean calculated = !open.contains(place) || isCalculated(step, cell, evaluator);
        return calculated && cell != null && isFixed(cell) ? null : fault(place, FindingCode.FORMULA_NOT_CALCULATED);
    }

    private boolean isCalculated(Step step, @Nullable Cell cell, FormulaEvaluator evaluator) {
        boolean small = step.read().known()
                && step.read().work() <= MOST_CELLS
                && texts.getOrDefault(step.place(), "").length() <= LONGEST;
        if (!small || cell == null || cell.isPartOfArrayFormulaGroup()) {
            return false;
        }
        try {
            evaluator.evaluateFormulaCell(cell);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            // POI tells by many unchecked exceptions that it cannot calculate a formula.
            return false;
        }
    }

    /** Leaves the value alone in the cell, so that what reads it calculates with what is there. */
    private boolean isFixed(Cell cell) {
        if (cell.getCachedFormulaResultType() == CellType.STRING
                && cell.getStringCellValue().length() > budget.limits().cellCharacters()) {
            return false;
        }
        if (!cell.isPartOfArrayFormulaGroup()) {
            cell.removeFormula();
        }
        return true;
    }

    /** Why the value in a cell cannot be trusted, if it is a formula's. */
    Optional<Fault> fault(Place.Cell place) {
        return known.getOrDefault(place, Optional.empty());
    }

    /** Whether there is nothing to show for that formula. */
    boolean isOpen(Place.Cell place) {
        return open.contains(place) && fault(place).isPresent();
    }

    /** The faults of the cells of a sheet that might begin a table. */
    List<Fault> hiddenTitles(String sheet) {
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().sheet().equals(sheet) && isOpen(entry.getKey()))
                .filter(entry -> texts.getOrDefault(entry.getKey(), "")
                        .toLowerCase(Locale.ROOT)
                        .contains(TITLE))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }
}
