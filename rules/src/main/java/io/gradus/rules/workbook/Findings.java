package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Labels;
import io.gradus.rules.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while reading goes on, so that one look tells an analyst everything. */
final class Findings {

    private static final int MOST = 1000;
    private static final int LONGEST = 200;

    private final List<Finding> found = new ArrayList<>();
    private final Set<FindingCode> ignored;
    private final Set<Formulas.Fault> causes = new HashSet<>();
    private final Set<Place> explained = new HashSet<>();

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
        if (found.size() < MOST) {
            found.add(finding);
        } else if (found.size() == MOST) {
            found.add(Finding.at(Place.FILE, FindingCode.FINDINGS_TOO_MANY, MOST));
        }
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
        return found.stream().anyMatch(finding -> finding.place().equals(place));
    }

    /** Whether something is wrong in those rows of the table, from its first column to its last. */
    boolean hasErrorsIn(TableBlock table, int firstRow, int lastRow) {
        return found.stream()
                .filter(Finding::isError)
                .map(Finding::place)
                .anyMatch(place -> place instanceof Place.Cell cell
                        && cell.sheet().equals(table.sheet().name())
                        && cell.row() >= firstRow
                        && cell.row() <= lastRow
                        && cell.column() >= table.firstColumn()
                        && cell.column() <= table.lastColumn());
    }

    /** Whether one of the codes was found. */
    boolean hasAny(FindingCode... codes) {
        return found.stream().anyMatch(finding -> Arrays.asList(codes).contains(finding.code()));
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Finding::isError);
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
