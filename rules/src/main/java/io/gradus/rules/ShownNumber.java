package io.gradus.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer's number beside the cell that it was compared with: as a share where the cell is one, and never on its other side. */
final class ShownNumber {

    private static final int PLACES = 6;
    private static final int PLACES_OF_SHARES = 1;
    private static final int EXACT_PLACES_OF_SHARES = 2;
    private static final Pattern PERCENT = Pattern.compile("(\\s?)[%％]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?");

    private ShownNumber() {}

    /** The sign = or ≈ and the number, as in {@code ≈ 11.8 %} beside {@code < 20 %}. */
    static String beside(String cell, BigDecimal value) {
        Matcher percent = PERCENT.matcher(cell);
        if (percent.find()) {
            BigDecimal share = value.movePointRight(2).stripTrailingZeros();
            return signed(share, EXACT_PLACES_OF_SHARES, PLACES_OF_SHARES, cell) + percent.group(1) + "%";
        }
        return signed(value, PLACES, PLACES, cell);
    }

    private static String signed(BigDecimal value, int exact, int places, String cell) {
        if (value.scale() <= exact) {
            return "= " + value.toPlainString();
        }
        List<BigDecimal> limits = NUMBER.matcher(cell)
                .results()
                .map(found -> new BigDecimal(found.group().replace(",", "")))
                .toList();
        int shown = places;
        while (shown < value.scale() && !isOnTheSameSide(value, rounded(value, shown), limits)) {
            shown++;
        }
        return "≈ " + rounded(value, shown).toPlainString();
    }

    private static BigDecimal rounded(BigDecimal value, int places) {
        return value.setScale(places, RoundingMode.HALF_EVEN);
    }

    private static boolean isOnTheSameSide(BigDecimal value, BigDecimal rounded, List<BigDecimal> limits) {
        return limits.stream().allMatch(limit -> value.compareTo(limit) == rounded.compareTo(limit));
    }
}
