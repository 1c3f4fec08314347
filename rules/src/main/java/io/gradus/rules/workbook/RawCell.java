package io.gradus.rules.workbook;

import com.google.common.base.CharMatcher;
import io.gradus.rules.Place;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it lies in the file.
 *
 * @param text what a person sees there
 * @param value a BigDecimal, LocalDate or Boolean where Excel holds one, a LocalDateTime where it holds a time of day besides;
 *     absent for text and blank cells
 * @param error the Excel error it shows, such as #DIV/0!
 */
record RawCell(
        Place.Cell place,
        String text,
        @Nullable Object value,
        @Nullable String error) {

    /** The sign with the space that stands before it, if any. */
    private static final Pattern PERCENT = Pattern.compile("\\s?%$");

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
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate();
        }
        return value instanceof LocalDate date ? date : null;
    }

    /** The day with its time, where it holds one besides midnight; no column counts it. */
    @Nullable
    LocalDateTime time() {
        return value instanceof LocalDateTime time ? time : null;
    }

    /** What a person sees, unless it is a rounded number: then the number that counts. */
    String exactText() {
        BigDecimal number = number();
        String seen = text.strip();
        if (number == null) {
            return seen;
        }
        Matcher percent = PERCENT.matcher(seen);
        String sign = percent.find() ? percent.group() : "";
        String digits = seen.substring(0, seen.length() - sign.length()).replace(",", "");
        boolean plain = digits.matches("-?\\d{1,30}(\\.\\d{1,30})?");
        BigDecimal held = sign.isEmpty() ? number : number.movePointRight(2);
        return plain && new BigDecimal(digits).compareTo(held) == 0
                ? seen
                : TableReader.plain(held).toPlainString() + sign;
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
