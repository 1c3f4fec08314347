package io.gradus.rules.workbook;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.text.ParsePosition;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes Chinese numerals in digits: 一万 is 10000, 百分之三十 is 30%. */
final class SpokenNumbers {

    private static final String CHARACTERS = "〇零一二两兩三四五六七八九十百千万萬亿億";
    private static final String NUMERAL = "[" + CHARACTERS + "]+";
    private static final Pattern ANY = Pattern.compile(NUMERAL);

    // Behind digits 万 is a multiplier, which the grammar knows.
    private static final Pattern RUN = Pattern.compile("(?<![0-9.几幾数數" + CHARACTERS + "])" + NUMERAL + "(?!分之)");
    private static final Pattern SHARE = Pattern.compile("百分之(" + NUMERAL + "|[0-9]+(?:\\.[0-9]+)?)");

    private SpokenNumbers() {}

    /** The text with its numerals in digits; those that are not written the usual way stay. */
    static String inDigits(String text) {
        if (!ANY.matcher(text).find()) {
            return text;
        }
        // The formats of ICU are not for several threads.
        RuleBasedNumberFormat numerals = new RuleBasedNumberFormat(ULocale.CHINA, RuleBasedNumberFormat.SPELLOUT);
        String shares = SHARE.matcher(text).replaceAll(share -> digits(share, 1, numerals) + "%");
        return RUN.matcher(shares).replaceAll(run -> digits(run, 0, numerals));
    }

    private static String digits(MatchResult found, int group, RuleBasedNumberFormat numerals) {
        String written = found.group(group)
                .replace('零', '〇')
                .replace('两', '二')
                .replace('兩', '二')
                .replace('萬', '万')
                .replace('億', '亿');
        if (Character.isDigit(written.charAt(0))) {
            return written;
        }
        ParsePosition end = new ParsePosition(0);
        Number number = numerals.parse(written, end);
        boolean usual = end.getIndex() == written.length()
                && (numerals.format(number.longValue()).equals(written)
                        || (written.startsWith("十")
                                && numerals.format(number.longValue()).equals("一" + written)));
        return Matcher.quoteReplacement(usual ? String.valueOf(number.longValue()) : found.group(group));
    }
}
