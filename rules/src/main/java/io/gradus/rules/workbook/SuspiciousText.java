package io.gradus.rules.workbook;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that is read, but most likely is not what the analyst meant to write. */
final class SuspiciousText {

    /** Spaces that nobody sees: at the ends, doubled, of unusual width or of none. */
    private static final Pattern STRAY = Pattern.compile(
            "^[\\s\\p{Z}].*|.*[\\s\\p{Z}]$|.*\\p{Z}{2,}.*|.*[\\u00A0\\u200B\\u200C\\u200D\\u2060\\uFEFF].*",
            Pattern.DOTALL);

    private static final Pattern PLAIN_NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private static final Pattern UNUSUAL = Pattern.compile("[“”„]|[\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFF5A]+");

    private static final Pattern ANY =
            Pattern.compile("不限|不限制|任意|任何|全部|所有|any|all|anything|\\*", Pattern.CASE_INSENSITIVE);

    /** 非洲 is Africa; not before Latin letters may begin a name, as in Nottingham. */
    private static final Pattern NEGATION =
            Pattern.compile("(非|不是|不等于|不等於|not(?=\\P{IsLatin}))(?!洲)([^\\s\\p{Z}].*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern OR = Pattern.compile(
            "(?<=[^\\s\\p{Z}])[\\s\\p{Z}]*或[\\s\\p{Z}]*(?=[^\\s\\p{Z}])|(?<=\\S)\\s+or\\s+(?=\\S)",
            Pattern.CASE_INSENSITIVE);

    /** Latin mixed with Chinese, Japanese or Korean is fine; Latin mixed with Cyrillic or Greek is not. */
    private static final SpoofChecker MIXED = new SpoofChecker.Builder()
            .setChecks(SpoofChecker.RESTRICTION_LEVEL)
            .setRestrictionLevel(RestrictionLevel.HIGHLY_RESTRICTIVE)
            .build();

    private static final SpoofChecker CONFUSABLE =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private final Findings findings;

    SuspiciousText(Findings findings) {
        this.findings = findings;
    }

    /** Looks at a condition cell. */
    void check(Field field, RawCell cell) {
        if (cell.value() != null || cell.error() != null) {
            return;
        }
        if (field.type().isOrdered()) {
            boolean read = !findings.has(cell.place());
            if (read && PLAIN_NUMBER.matcher(cell.text().strip()).matches()) {
                findings.add(
                        cell.place(), FindingCode.NUMBER_AS_TEXT, cell.text().strip());
            }
            return;
        }
        boolean text = field.choices().isEmpty() && field.type() != FieldType.TRUTH;
        if (text && !findings.has(cell.place())) {
            checkExact(cell);
            checkMeant(cell);
        }
        checkText(cell, field.choices());
    }

    /** Words that are conditions in columns of numbers and codes are part of the text in those of texts. */
    private void checkMeant(RawCell cell) {
        String text = cell.text().strip();
        Matcher negation = NEGATION.matcher(text);
        if (ANY.matcher(text).matches()) {
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_ANY, text);
        } else if (negation.matches()) {
            String spaced = negation.group(1) + " " + negation.group(2);
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_NEGATION, text, spaced);
        } else if (OR.matcher(text).find()) {
            findings.add(
                    cell.place(),
                    FindingCode.TEXT_MAY_BE_LIST,
                    text,
                    OR.matcher(text).replaceAll("、"));
        }
    }

    /** Customers' data hardly hold quotation marks around a text, or letters and digits of full width. */
    private void checkExact(RawCell cell) {
        String unusual =
                UNUSUAL.matcher(cell.text()).results().map(MatchResult::group).collect(Collectors.joining(" "));
        if (!unusual.isEmpty()) {
            findings.add(cell.place(), FindingCode.TEXT_EXACT, cell.text().strip(), unusual);
        }
    }

    /**
     * Looks at a cell that holds a text or a code.
     *
     * @param codes what the cell may name, if that is limited
     */
    void checkText(RawCell cell, List<String> codes) {
        String text = cell.text();
        if (cell.value() != null || cell.error() != null || cell.isBlank()) {
            return;
        }
        if (STRAY.matcher(text).matches()) {
            findings.add(cell.place(), FindingCode.SPACE_STRAY, text);
        }
        String meant = cell.normalised();
        String code = codes.stream()
                .filter(one -> !one.equals(meant.toUpperCase(Locale.ROOT)) && CONFUSABLE.areConfusable(one, meant) != 0)
                .findFirst()
                .orElse("");
        if (!code.isEmpty() || MIXED.failsChecks(meant)) {
            findings.add(cell.place(), FindingCode.LOOK_ALIKE, text, code.isEmpty() ? named(meant) : code);
        }
    }

    /** The letters that are neither Latin nor Chinese, by code point. */
    private static String named(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .filter(letter -> Character.UnicodeScript.of(letter) != Character.UnicodeScript.LATIN
                        && Character.UnicodeScript.of(letter) != Character.UnicodeScript.HAN)
                .distinct()
                .mapToObj(letter -> Character.toString(letter) + String.format(Locale.ROOT, " (U+%04X)", letter))
                .collect(Collectors.joining(", "));
    }
}
