package io.gradus.rules.workbook;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How wide texts show, in half-width characters: a Chinese character takes two. */
public final class TextWidth {

    private static final int FIRST_WIDE = 0x1100;

    private TextWidth() {}

    /** The width of a text on one line. */
    public static int of(String text) {
        return text.codePoints()
                .map(character -> character >= FIRST_WIDE ? 2 : 1)
                .sum();
    }

    /** The lines of a text in a column of that width, broken where a reader would break them. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> wrapLine(line, width, lines));
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static void wrapLine(String text, int width, List<String> lines) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        StringBuilder line = new StringBuilder();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            String part = text.substring(from, to);
            if (line.length() > 0 && of(line + part.stripTrailing()) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(part);
            from = to;
        }
        lines.add(line.toString().stripTrailing());
    }
}
