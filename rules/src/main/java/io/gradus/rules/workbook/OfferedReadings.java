package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the writer of a cell that is not read may have meant: the cell rewritten by one or two of the rules below. Only what can
 * be read is offered.
 */
final class OfferedReadings {

    private static final int MOST = 4;
    private static final int MOST_TRIED = 100;

    /** Longer cells are no slips of the pen. */
    private static final int LONGEST = 100;

    /** What a part of a cell may stand for. */
    private record Rule(Pattern written, Function<MatchResult, List<String>> meant) {

        Stream<String> apply(String text) {
            int ways = written.matcher(text)
                    .results()
                    .mapToInt(found -> meant.apply(found).size())
                    .max()
                    .orElse(0);
            return IntStream.range(0, ways)
                    .mapToObj(way -> written.matcher(text)
                            .replaceAll(found -> readings(found, way))
                            .strip());
        }

        private String readings(MatchResult found, int way) {
            List<String> readings = meant.apply(found);
            return way < readings.size() ? readings.get(way) : Matcher.quoteReplacement(found.group());
        }
    }

    private static Rule rule(String written, String... meant) {
        return new Rule(Pattern.compile(written, Pattern.CASE_INSENSITIVE), found -> List.of(meant));
    }

    private static Rule numbers(String written, Function<MatchResult, List<String>> meant) {
        return new Rule(Pattern.compile(written, Pattern.CASE_INSENSITIVE), meant);
    }

    private static Rule days(String written, Function<MatchResult, List<String>> meant) {
        return new Rule(Pattern.compile(written, Pattern.CASE_INSENSITIVE), found -> {
            try {
                return meant.apply(found).stream()
                        .map(Matcher::quoteReplacement)
                        .toList();
            } catch (DateTimeException e) {
                // No such day, so it was not meant.
                return List.of();
            }
        });
    }

    private static final List<Rule> ANYTHING = List.of(
            rule("^(?:" + SuspiciousText.ANY_WORDS + ")$", ""),
            rule("^(?:" + SuspiciousText.MISSING_WORDS + ")$", "missing", ""));

    private static final List<Rule> NUMBERS = List.of(
            rule("(?<=\\d)\\s*w(?![a-z])", "万"),
            rule("(?<=\\d)\\s*k(?![a-z])", "千"),
            rule("(?<=\\d)\\s*(?:m|mn|mio)(?![a-z])", "百万"),
            rule("(?<=\\d)百", "00"),
            rule("(\\d)成(\\d)", "$1$2%"),
            rule("(\\d)成半", "$15%"),
            rule("\\+$", "以上"),
            rule("(?<!以)[内內]$|之[内內]$|以[里裡]$", "以内"),
            rule("^(?:大约|大約|约|約|approx(?:\\.|imately)?|about|around|circa|ca\\.|~|≈)|(?:左右|上下|or so)$", ""),
            rule("[,;、|/]\\s*(?=[<>=不小低少大超高多满滿])|\\s+(?:but|yet)\\s+|但", "且"),
            rule("(?<=[\\d万千元天])以[上下内內](?=$)", ""),
            rule("^[<>]=?\\s*(?=.*以[上下内內]$)", ""),
            rule("^([^<>=]*\\d[^<>=]*)(>=?|<=?)$", "$2 $1"),
            rule("^([\\[(])(\\d{1,3}),(\\d{3})([\\])])$", "$1$2..$3$4"),
            rule("(?<=\\d),(?=\\d)", "", ", ", "."),
            rule("(?<=\\d)、(?=\\d)", ""),
            rule("(?<![\\d.])0+(?=\\d)", ""),
            rule("(?<=\\d)\\.(?=\\d{3}(?!\\d))", ""),
            rule("(?<=\\d)\\.0+(?!\\d)", ""),
            rule("(?<=\\d)(\\.\\d{3})(?!\\d)", "$10"),
            rule("(?<=[\\d元块塊])[整钱錢]$", ""),
            rule("^([^<>=]*\\d[^<>=]*?)\\s*[~–—至到-]$", ">= $1"),
            rule("[。.;,、!?~–—至到-]+$", ""));

    private static final int DAYS_A_MONTH = 30;
    private static final int DAYS_A_LONG_MONTH = 31;
    private static final int DAYS_A_YEAR = 365;
    private static final int DAYS_A_LEAP_YEAR = 366;

    /** Longer periods in days, where the vocabulary does not say how many they have. */
    private static final List<Rule> PERIODS = List.of(
            rule("半年|half a year", "182天", "183天"),
            numbers(
                    "(\\d{1,4})\\s*(?:个月|個月|月|months?)",
                    found -> List.of(times(found, DAYS_A_MONTH), times(found, DAYS_A_LONG_MONTH))),
            numbers(
                    "(\\d{1,3})\\s*(?:年|years?)",
                    found -> List.of(times(found, DAYS_A_YEAR), times(found, DAYS_A_LEAP_YEAR))));

    private static String times(MatchResult found, int days) {
        return Integer.parseInt(found.group(1)) * days + "天";
    }

    private static final List<Rule> DAYS = List.of(
            days("(?<!\\d)(\\d{4})\\.(\\d{1,2})\\.(\\d{1,2})(?!\\d)", found -> List.of(day(found, 1, 2, 3))),
            days("(?<!\\d)(\\d{4})(\\d{2})(\\d{2})(?!\\d)", found -> List.of(day(found, 1, 2, 3))),
            days("(?<!\\d)(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})(?!\\d)", found -> List.of(day(found, 3, 2, 1))),
            days("(?<!\\d)(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})(?!\\d)", found -> List.of(day(found, 3, 1, 2))),
            days("\\d{1,2} [a-z]{3,9},? \\d{4}|[a-z]{3,9} \\d{1,2},? \\d{4}", OfferedReadings::named),
            days("^(\\d{4})(?:[-/.]|年)(\\d{1,2})月?$", OfferedReadings::month),
            days("^(\\d{4})年?$", OfferedReadings::year),
            rule("[ T]+\\d{1,2}:\\d{2}.*$", ""),
            rule("^(.+?)[以之]?[内內]$", "<= $1"),
            rule("^(.+?)[以之]外$", "> $1", "< $1"),
            rule("^(.+?)[以之]?前$", "< $1", "<= $1"),
            rule("^(.+?)[以之]?[后後]$", "> $1", ">= $1"),
            rule("^(?:until|till|by|截至|截止|至|到)\\s*(.+)$", "<= $1", "< $1"),
            rule("[,;、|/]\\s*(?=[<>=])", "且"));

    private static final List<Rule> CODES = List.of(
            rule("\\s*(?:[/|&+]|[和与與及]|(?<=\\s)and(?=\\s))\\s*", "、"),
            rule("^(?:除了?|不含|不包括|不包含|!|except\\s|excluding\\s|other than\\s)(.+?)(?:[以之]?外)?$", "非 $1"),
            rule("^(.+?)[以之]外$", "非 $1"),
            rule("(?<=[a-z])[\\s-]+(?=[a-z])", "_"));

    private static final List<Rule> TRUTHS =
            List.of(rule("^[有对對]$", "是"), rule("^(?:[无無错錯]|没有|沒有)$", "否"), rule("^x$", "否", "是"));

    private static final List<DateTimeFormatter> NAMED = Stream.of(
                    "d MMM uuuu", "d MMMM uuuu", "MMM d uuuu", "MMMM d uuuu")
            .map(pattern -> new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT))
            .toList();

    private final Set<String> offered = new LinkedHashSet<>();
    private final Set<String> tried = new LinkedHashSet<>();
    private final Function<String, List<Finding>> reader;

    private OfferedReadings(Function<String, List<Finding>> reader) {
        this.reader = reader;
    }

    /** What a cell of a number or day column may mean. */
    static List<String> of(Field field, RawCell cell, String text) {
        List<Rule> rules = Stream.of(ANYTHING, field.type() == FieldType.DATE ? DAYS : NUMBERS, PERIODS)
                .flatMap(Collection::stream)
                .toList();
        return of(rules, SpokenNumbers.inDigits(text), reader(field, cell));
    }

    /** Those of the texts that can be read in a number or day column. */
    static List<String> readable(Field field, RawCell cell, List<String> texts) {
        OfferedReadings readings = new OfferedReadings(reader(field, cell));
        texts.forEach(readings::offer);
        return List.copyOf(readings.offered);
    }

    private static Function<String, List<Finding>> reader(Field field, RawCell cell) {
        return reading -> {
            Findings findings = new Findings();
            OrderedCell.attempt(field, cell, reading, findings);
            return findings.all();
        };
    }

    /** What a cell of a column of codes, or of true and false, may mean. */
    static List<String> of(Field field, String text, Function<String, List<Finding>> reader) {
        List<Rule> rules = Stream.of(ANYTHING, field.type() == FieldType.TRUTH ? TRUTHS : CODES)
                .flatMap(Collection::stream)
                .toList();
        return of(rules, text, reader);
    }

    private static List<String> of(List<Rule> rules, String text, Function<String, List<Finding>> reader) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        OfferedReadings readings = new OfferedReadings(reader);
        readings.offer(text);
        List<String> once = readings.rewritten(rules, List.of(text));
        if (readings.offered.isEmpty()) {
            readings.rewritten(rules, once);
        }
        return readings.offered.stream().limit(MOST).toList();
    }

    /** The texts rewritten by each of the rules; what can be read is offered. */
    private List<String> rewritten(List<Rule> rules, List<String> texts) {
        List<String> further = texts.stream()
                .flatMap(text -> rules.stream().flatMap(rule -> rule.apply(text)))
                .filter(tried::add)
                .limit(MOST_TRIED)
                .toList();
        further.forEach(this::offer);
        return further;
    }

    private void offer(String text) {
        if (text.isEmpty()) {
            offered.add(text);
            return;
        }
        List<Finding> found = reader.apply(text);
        if (found.isEmpty()) {
            offered.add(text);
        } else {
            asked(found.get(0)).stream().filter(this::isRead).forEach(offered::add);
        }
    }

    private boolean isRead(String text) {
        return reader.apply(text).isEmpty();
    }

    /** What a finding that asks offers itself. */
    private static List<String> asked(Finding finding) {
        List<String> said = finding.arguments().stream().map(String::valueOf).toList();
        if (finding.code() == FindingCode.RANGE_ENDS_UNMARKED) {
            String ends = said.get(1) + ".." + said.get(2);
            return List.of("[" + ends + ")", "(" + ends + "]", "[" + ends + "]", "(" + ends + ")");
        }
        return finding.code() == FindingCode.MULTIPLIER_AMBIGUOUS ? said.subList(1, said.size()) : finding.readings();
    }

    private static String day(MatchResult found, int year, int month, int day) {
        return LocalDate.of(number(found, year), number(found, month), number(found, day))
                .toString();
    }

    private static int number(MatchResult found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** The day that an English text names, as 30 Jun 2024 does. */
    private static List<String> named(MatchResult found) {
        String plain = found.group().replace(",", "");
        return NAMED.stream()
                .flatMap(format -> parsed(format, plain).stream())
                .map(LocalDate::toString)
                .limit(1)
                .toList();
    }

    private static Optional<LocalDate> parsed(DateTimeFormatter format, String text) {
        TemporalAccessor read = format.parseUnresolved(text, new ParsePosition(0));
        return read == null ? Optional.empty() : Optional.of(LocalDate.parse(text, format));
    }

    private static List<String> month(MatchResult found) {
        YearMonth month = YearMonth.of(number(found, 1), number(found, 2));
        return List.of("[" + month.atDay(1) + ".." + month.plusMonths(1).atDay(1) + ")");
    }

    private static List<String> year(MatchResult found) {
        int year = number(found, 1);
        return List.of("[" + LocalDate.of(year, 1, 1) + ".." + LocalDate.of(year + 1, 1, 1) + ")");
    }
}
