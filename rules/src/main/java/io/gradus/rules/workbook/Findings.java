package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while reading goes on, so that one look tells an analyst everything. */
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void add(Place place, FindingCode code, Object... arguments) {
        found.add(Finding.at(place, code, arguments));
    }

    boolean has(Place place) {
        return found.stream().anyMatch(finding -> finding.place().equals(place));
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Finding::isError);
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
