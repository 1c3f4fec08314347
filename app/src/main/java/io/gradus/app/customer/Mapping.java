package io.gradus.app.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a delimited file says what we want to know.
 *
 * @param kind whether a line is a customer or (part of) an order
 * @param delimiter what stands between columns
 * @param header whether the first line after the skipped ones names the columns
 * @param skip so many lines are passed over at the start
 * @param charset the file's encoding
 * @param dates the pattern of dates, as of {@link DateTimeFormatter}, with uuuu or yyyy for the year
 * @param stripLeadingZeros whether 00042 and 42 are the same customer
 * @param columns for each field of ours, the file's column: its name in the header, or its number from 1
 * @param values for a field of ours, what the file's words mean; words not listed are read as they are
 */
public record Mapping(
        Kind kind,
        Delimiter delimiter,
        boolean header,
        int skip,
        Charset charset,
        DateTimeFormatter dates,
        boolean stripLeadingZeros,
        Map<String, String> columns,
        Map<String, Map<String, String>> values) {

    // Two digits leave the century to a guess.
    private static final Pattern FULL_YEAR = Pattern.compile("yyyy|uuuu");

    /** What a line is. */
    public enum Kind {
        CUSTOMERS,
        ORDERS
    }

    /** What stands between columns. */
    public enum Delimiter {
        COMMA,
        SEMICOLON,
        TAB,
        WHITESPACE
    }

    public Mapping {
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
    }

    @JsonCreator
    static Mapping read(
            @JsonProperty(value = "kind", required = true) Kind kind,
            @JsonProperty("delimiter") @Nullable Delimiter delimiter,
            @JsonProperty("header") @Nullable Boolean header,
            @JsonProperty("skip") @Nullable Integer skip,
            @JsonProperty("charset") @Nullable String charset,
            @JsonProperty("dates") @Nullable String dates,
            @JsonProperty("stripLeadingZeros") @Nullable Boolean stripLeadingZeros,
            @JsonProperty(value = "columns", required = true) Map<String, String> columns,
            @JsonProperty("values") @Nullable Map<String, Map<String, String>> values) {
        if (skip != null && skip < 0) {
            throw new MappingValueException("skip", skip.toString(), "0, 1, 2, ...");
        }
        columns.forEach((field, column) -> requirePresent("columns." + field, column));
        if (values != null) {
            values.forEach((field, words) -> {
                requirePresent("values." + field, words);
                words.forEach((word, meaning) -> requirePresent("values." + field + "." + word, meaning));
            });
        }
        return new Mapping(
                kind,
                delimiter == null ? Delimiter.COMMA : delimiter,
                header == null || header,
                skip == null ? 0 : skip,
                charset == null ? StandardCharsets.UTF_8 : charset(charset),
                dates(dates == null ? "uuuu-MM-dd" : dates),
                Boolean.TRUE.equals(stripLeadingZeros),
                columns,
                values == null ? Map.of() : values);
    }

    private static void requirePresent(String key, @Nullable Object value) {
        if (value == null || value.toString().isBlank()) {
            throw new MappingValueException(key, "", "-");
        }
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new MappingValueException("charset", name, "UTF-8, GB18030, Big5, ISO-8859-1, windows-1252, ...");
        }
    }

    private static DateTimeFormatter dates(String pattern) {
        String allowed = "uuuu-MM-dd, dd.MM.uuuu, MM/dd/uuuu, uuuuMMdd, ...";
        if (!FULL_YEAR.matcher(pattern).find()) {
            throw new MappingValueException("dates", pattern, allowed);
        }
        try {
            return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new MappingValueException("dates", pattern, allowed);
        }
    }

    /** What the file's word means for that field. */
    String meaning(String field, String word) {
        return values.getOrDefault(field, Map.of()).getOrDefault(word, word);
    }

    /** The customer id as we keep it. */
    String normalisedId(String id) {
        String stripped = id.strip();
        return stripLeadingZeros ? stripped.replaceFirst("^0+(?=.)", "") : stripped;
    }
}
