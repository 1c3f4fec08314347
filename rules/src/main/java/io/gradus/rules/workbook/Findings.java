package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Labels;
import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Collects what is wrong while reading goes on, so that one look tells an analyst everything. */
final class Findings {

    private static final int MOST = 1000;
    private static final int LONGEST = 200;

    /** So many different faults of a kind are told apart in a column; with more of them it is one fault of the column. */
    private static final int MOST_IN_A_COLUMN = 5;

    private static final Set<FindingCode> OF_HEADINGS = EnumSet.of(
            FindingCode.PATTERN_REFUSED,
            FindingCode.FACT_NOT_BOUND,
            FindingCode.SNIPPET_MISSING,
            FindingCode.SNIPPET_REFUSED,
            FindingCode.ACTION_REFUSED,
            FindingCode.COLUMN_KIND_REFUSED,
            FindingCode.FIELD_UNKNOWN);

    private final List<Repeated> found = new ArrayList<>();
    private final Map<Kind, List<Repeated>> alike = new HashMap<>();
    private final Set<FindingCode> ignored;
    private final Set<Formulas.Fault> causes = new HashSet<>();
    private final Set<Place> explained = new HashSet<>();
    private long errors;

    /** Faults that may have one cause: of one kind on one sheet. */
    private record Kind(FindingCode code, String sheet) {}

    /** A fault with all the cells where it stands. */
    private static final class Repeated {

        private final Finding first;
        private final NavigableSet<Place.Cell> cells =
                new TreeSet<>(Comparator.comparingInt(Place.Cell::row).thenComparingInt(Place.Cell::column));
        private boolean joined;

        private Repeated(Finding first) {
            this.first = first;
            if (first.place() instanceof Place.Cell cell) {
                cells.add(cell);
            }
        }

        /** Whether the other says the same in the same column, or in any heading of the sheet. */
        private boolean isRepeatedBy(Finding other, Place.Cell cell) {
            return (isIn(cell.column()) || OF_HEADINGS.contains(other.code()))
                    && texts(first).equals(texts(other))
                    && first.readings().equals(other.readings());
        }

        private boolean isIn(int column) {
            return ((Place.Cell) first.place()).column() == column;
        }

        private static List<Object> texts(Finding finding) {
            return finding.arguments().stream()
                    .filter(argument -> !(argument instanceof Phrase) && !(argument instanceof Labels))
                    .toList();
        }

        private Finding finding() {
            return cells.size() < 2
                    ? first
                    : first.alsoAt(cells.stream()
                            .filter(cell -> !cell.equals(first.place()))
                            .toList());
        }
    }

    Findings() {
        this(Set.of());
    }

    /** @param ignored what says nothing in this kind of file */
    Findings(Set<FindingCode> ignored) {
        this.ignored = Set.copyOf(ignored);
    }

    /** Keeps the finding; of the thousands that a hostile file may cause only the first, and of long texts the beginning. */
    void add(Place place, FindingCode code, Object... arguments) {
        take(Finding.at(
                place, code, Arrays.stream(arguments).map(Findings::shortened).toArray()));
    }

    /** Keeps a finding that was made elsewhere. */
    void take(Finding finding) {
        if (ignored.contains(finding.code()) || explained.contains(finding.place())) {
            return;
        }
        errors += finding.isError() ? 1 : 0;
        if (finding.place() instanceof Place.Cell cell) {
            take(finding, cell);
        } else {
            keep(new Repeated(finding));
        }
    }

    /** A fault that is repeated is one finding that names all its cells. */
    private void take(Finding finding, Place.Cell cell) {
        List<Repeated> before = alike.computeIfAbsent(new Kind(finding.code(), cell.sheet()), any -> new ArrayList<>());
        List<Repeated> sameColumn =
                before.stream().filter(one -> one.isIn(cell.column())).toList();
        Optional<Repeated> same =
                before.stream().filter(one -> one.isRepeatedBy(finding, cell)).findFirst();
        if (same.isPresent()) {
            same.get().cells.add(cell);
        } else if (sameColumn.size() >= MOST_IN_A_COLUMN || sameColumn.stream().anyMatch(one -> one.joined)) {
            Repeated first = sameColumn.get(0);
            sameColumn.forEach(one -> first.cells.addAll(one.cells));
            first.cells.add(cell);
            first.joined = true;
            before.removeIf(one -> one != first && sameColumn.contains(one));
            found.removeIf(one -> one != first && sameColumn.contains(one));
        } else if (keep(new Repeated(finding))) {
            before.add(found.get(found.size() - 1));
        }
    }

    private boolean keep(Repeated one) {
        if (found.size() < MOST) {
            return found.add(one);
        }
        if (found.size() == MOST) {
            found.add(new Repeated(Finding.at(Place.FILE, FindingCode.FINDINGS_TOO_MANY, MOST)));
        }
        return false;
    }

    /** Keeps the fault of a formula, once, and from now on nothing that follows from it at the cell that shows its value. */
    void addCause(Formulas.Fault fault, Place shownAt) {
        if (causes.add(fault)) {
            explained.remove(fault.place());
            add(fault.place(), fault.code(), fault.formula());
        }
        explained.add(shownAt);
        explained.add(fault.place());
    }

    private static Object shortened(Object argument) {
        if (argument instanceof Labels labels) {
            return Labels.of(locale -> shortened(labels.in(locale)));
        }
        return argument instanceof String text ? shortened(text) : argument;
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    boolean has(Place place) {
        return found.stream().anyMatch(one -> one.first.place().equals(place) || contains(one, place));
    }

    private static boolean contains(Repeated one, Place place) {
        return place instanceof Place.Cell cell
                && one.first.place() instanceof Place.Cell first
                && first.sheet().equals(cell.sheet())
                && one.cells.contains(cell);
    }

    boolean hasErrors() {
        return errors > 0;
    }

    /** Counts an error that follows from one which is said already. */
    void addFollowing() {
        errors++;
    }

    /** How many errors there have been so far. */
    long errors() {
        return errors;
    }

    /** The codes of the errors in those rows of a column, by row. */
    Map<Integer, Set<FindingCode>> errorsIn(String sheet, int column, Collection<Integer> rows) {
        Map<Integer, Set<FindingCode>> wrong = new TreeMap<>();
        for (Repeated one : found) {
            if (one.first.isError()
                    && one.first.place() instanceof Place.Cell first
                    && first.sheet().equals(sheet)) {
                one.cells.stream()
                        .filter(cell -> cell.column() == column && rows.contains(cell.row()))
                        .forEach(cell -> wrong.computeIfAbsent(cell.row(), any -> new TreeSet<>())
                                .add(one.first.code()));
            }
        }
        return wrong;
    }

    /** Says of a column as a whole what its cells have been said to be wrong with one by one. */
    void replaceIn(String sheet, int column, Collection<Integer> rows, Finding whole) {
        dropIn(sheet, column, rows);
        take(whole);
    }

    /** Forgets what was found in those rows of a column. */
    void dropIn(String sheet, int column, Collection<Integer> rows) {
        Predicate<Repeated> there = one -> one.first.place() instanceof Place.Cell first
                && first.sheet().equals(sheet)
                && !one.cells.isEmpty()
                && one.cells.stream().allMatch(cell -> cell.column() == column && rows.contains(cell.row()));
        found.removeIf(there);
        alike.values().forEach(before -> before.removeIf(there));
    }

    List<Finding> all() {
        return found.stream().map(Repeated::finding).toList();
    }
}
