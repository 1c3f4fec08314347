package io.gradus.app.cli;

import io.gradus.app.shared.Texts;
import io.gradus.rules.Finding;
import io.gradus.rules.Place;
import io.gradus.rules.ShownText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints findings as {@code file: Sheet!Cell: error|warning: message}. */
final class FindingPrinter {

    private FindingPrinter() {}

    static void print(PrintWriter out, String file, List<Finding> findings, Locale locale) {
        for (Finding finding : findings) {
            String place = finding.place() == Place.FILE
                    ? ""
                    : " " + ShownText.of(finding.place().toString()) + ":";
            String severity = Texts.in(locale).format("severity." + finding.severity());
            out.println(ShownText.of(file) + ":" + place + " " + severity + ": " + finding.message(locale));
            finding.repair(locale).ifPresent(repair -> out.println("    -> " + repair));
        }
    }
}
