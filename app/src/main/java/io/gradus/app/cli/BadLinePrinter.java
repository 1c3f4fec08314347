package io.gradus.app.cli;

import io.gradus.app.customer.BadLine;
import io.gradus.app.customer.BadLines;
import io.gradus.app.customer.Progress;
import io.gradus.app.shared.Texts;
import io.gradus.rules.ShownText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** Prints the lines of a file that could not be read. */
final class BadLinePrinter {

    private static final int SHOWN = 20;

    private BadLinePrinter() {}

    /** Prints the first of them and returns how many there are. */
    static long print(PrintWriter err, Path file, BadLines bad) {
        Locale locale = Locale.getDefault();
        for (BadLine line : bad.kept().stream().limit(SHOWN).toList()) {
            err.println(ShownText.of(file + ": " + line.message(locale)));
        }
        if (bad.count() > 0) {
            err.println(file + ": " + Texts.in(locale).format("cli.bad-lines", bad.count()));
        }
        return bad.count();
    }

    /** Reads a file once without keeping anything, and prints its bad lines. */
    static BadLines shown(PrintWriter err, Path file, Function<Progress, BadLines> reading) {
        try (ConsoleProgress progress = ConsoleProgress.ofFile("cli.checking")) {
            BadLines bad = reading.apply(progress);
            print(err, file, bad);
            return bad;
        }
    }
}
