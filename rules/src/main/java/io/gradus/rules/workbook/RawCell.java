package io.gradus.rules.workbook;

import com.google.common.base.CharMatcher;
import io.gradus.rules.Place;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it lies in the file.
 *
 * @param text what a person sees there
 * @param value a BigDecimal, LocalDate or Boolean where Excel holds one; absent for text and blank cells
 * @param error the Excel error it shows, such as #DIV/0!
 */
record RawCell(
        Place.Cell place,
        String text,
        @Nullable Object value,
        @Nullable String error) {

    private static final Map<String, String> LOOK_ALIKES = Map.ofEntries(
            Map.entry("“", ""),
            Map.entry("”", ""),
            Map.entry("„", ""),
            Map.entry("‘", "'"),
            Map.entry("’", "'"),
            Map.entry("≥", ">="),
            Map.entry("≧", ">="),
            Map.entry("≤", "<="),
            Map.entry("≦", "<="),
            Map.entry("≠", "!="),
            Map.entry("−", "-"),
            Map.entry("…", ".."),
            Map.entry("...", ".."));

    static RawCell blank(Place.Cell place) {
        return new RawCell(place, "", null, null);
    }

    boolean isBlank() {
        return value == null && error == null && normalised().isEmpty();
    }

    @Nullable
    BigDecimal number() {
        return value instanceof BigDecimal number ? number : null;
    }

    @Nullable
    LocalDate date() {
        return value instanceof LocalDate date ? date : null;
    }

    /** What a person sees, unless it is a rounded number: then the number that counts. */
    String exactText() {
        BigDecimal number = number();
        String seen = text.strip();
        if (number == null) {
            return seen;
        }
        String digits = seen.replace(",", "").replace("%", "");
        boolean plain = digits.matches("-?\\d{1,30}(\\.\\d{1,30})?");
        BigDecimal shown = plain ? new BigDecimal(digits).movePointLeft(seen.endsWith("%") ? 2 : 0) : null;
        return shown != null && shown.compareTo(number) == 0 ? seen : number.toPlainString();
    }

    /** The text as meant: full-width characters and curly quotes read as their plain forms, spaces at the ends gone. */
    String normalised() {
        return normalised(text);
    }

    /** Any text as meant. */
    static String normalised(String text) {
        // Most cells are plain, and every cell is asked several times.
        if (CharMatcher.ascii().matchesAllOf(text) && !text.contains("...")) {
            return text.strip();
        }
        String plain = text;
        for (Map.Entry<String, String> lookAlike : LOOK_ALIKES.entrySet()) {
            plain = plain.replace(lookAlike.getKey(), lookAlike.getValue());
        }
        return Normalizer.normalize(plain, Normalizer.Form.NFKC).strip();
    }
}
