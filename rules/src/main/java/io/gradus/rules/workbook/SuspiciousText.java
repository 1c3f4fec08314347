package io.gradus.rules.workbook;

import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.SpoofChecker.RestrictionLevel;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    /** What people write for any value at all. */
    static final String ANY_WORDS = "不限|不限制|不论|不論|任意|任何|全部|所有|全体|全體|全国|全國|各地|均可|通用|any|all|anything|everything|\\*";

    /** What people write where there is nothing, or nothing to say. */
    static final String MISSING_WORDS =
            "无|無|没有|沒有|未填|空白|空值|暂无|暫無|\\([空无無]\\)|n/?a|null|none|nil|blank|#n/a|[-\u2013\u2014\u2015\u2500/\\\\_.]+";

    private static final Pattern ANY =
            Pattern.compile("(?:" + ANY_WORDS + ")|(?:所有|全部|任何|任意)\\p{IsHan}+", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTHING = Pattern.compile(MISSING_WORDS, Pattern.CASE_INSENSITIVE);
    private static final Pattern WILDCARD = Pattern.compile(".*[*%].*|.*[?？].*", Pattern.DOTALL);

    /** 非洲 is Africa; not before Latin letters may begin a name, as in Nottingham. */
    private static final Pattern NEGATION = Pattern.compile(
            "(非|不是|不等于|不等於|不含|不包括|不包含|!|not(?=\\P{IsLatin})|except\\s|excluding\\s|other than\\s)(?!洲|非)"
                    + "\\s*([^\\s\\p{Z}].*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern OUTSIDE = Pattern.compile("除了?(.+?)[以之]?外|(.+)[以之]外", Pattern.DOTALL);

    /** 和 is a part of many names, as of 呼和浩特, so two characters must stand on either side of it. */
    private static final Pattern OR = Pattern.compile(
            "(?<=[^\\s\\p{Z}])[\\s\\p{Z}]*或[\\s\\p{Z}]*(?=[^\\s\\p{Z}])|(?<=\\S)\\s+(?:or|and|&)\\s+(?=\\S)"
                    + "|(?<=\\p{IsHan}{2})[\\s\\p{Z}]*[和与與及跟][\\s\\p{Z}]*(?=\\p{IsHan}{2})"
                    + "|(?<=\\S)\\s*[/|／｜]{1,2}\\s*(?=\\S)",
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

    /** Looks at a condition cell, or at one that gives a scenario its value. */
    void check(Field field, RawCell cell) {
        LocalDateTime time = cell.time();
        if (time != null) {
            findings.add(cell.place(), FindingCode.DAY_WITH_TIME, time.toLocalTime(), time.toLocalDate());
        }
        if (cell.value() != null || cell.error() != null) {
            return;
        }
        if (field.type().isOrdered()) {
            checkNumber(cell);
            return;
        }
        boolean text = field.choices().isEmpty() && field.type() != FieldType.TRUTH;
        if (text && !findings.has(cell.place())) {
            checkExact(cell);
            checkMeant(cell);
        }
        checkText(cell, field.choices());
    }

    private void checkNumber(RawCell cell) {
        String text = cell.text().strip();
        if (!findings.has(cell.place()) && PLAIN_NUMBER.matcher(text).matches()) {
            findings.add(cell.place(), FindingCode.NUMBER_AS_TEXT, text);
        }
    }

    /** Words that are conditions in columns of numbers and codes are part of the text in those of texts. */
    private void checkMeant(RawCell cell) {
        String text = cell.text().strip();
        if (text.isEmpty() || CellReader.asksForPresence(text)) {
            return;
        }
        if (isNothing(text)) {
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_MISSING, text);
            return;
        }
        if (OR.matcher(text).find()) {
            String list = OR.matcher(text).replaceAll("、");
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_LIST, text, list);
            return;
        }
        CellReader.texts(text).forEach(item -> checkItem(cell, item));
    }

    private void checkItem(RawCell cell, String item) {
        Matcher negation = NEGATION.matcher(item);
        Matcher outside = OUTSIDE.matcher(item);
        if (isNothing(item)) {
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_MISSING, item);
        } else if (ANY.matcher(item).matches()) {
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_ANY, item);
        } else if (outside.matches()) {
            String left = outside.group(1) == null ? outside.group(2) : outside.group(1);
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_NEGATION, item, "非 " + left);
        } else if (negation.matches()) {
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_NEGATION, item, spaced(negation));
        } else if (WILDCARD.matcher(item).matches()) {
            findings.add(cell.place(), FindingCode.TEXT_MAY_BE_PATTERN, item);
        }
    }

    private static boolean isNothing(String text) {
        return NOTHING.matcher(RawCell.normalised(text)).matches();
    }

    /** With the word that negates before a space, where it is one that cells know. */
    private static String spaced(Matcher negation) {
        String word = negation.group(1).strip();
        boolean known = Set.of("非", "不是", "不等于", "不等於", "not").contains(word.toLowerCase(Locale.ROOT));
        return (known ? word : "非") + " " + negation.group(2);
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
