package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTests {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private static Properties bundle(String suffix) throws IOException {
        return bundle("findings", suffix);
    }

    private static Properties bundle(String name, String suffix) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = MessagesTests.class.getResourceAsStream(name + suffix + ".properties")) {
            assertThat(in).isNotNull();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_zh_CN", "_zh_TW"})
    void everyFindingHasItsMessageInEveryLanguage(String suffix) throws IOException {
        Properties english = bundle("");
        Properties bundle = bundle(suffix);

        assertThat(bundle.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FindingCode.values()).map(Enum::name).toList());
        for (String key : bundle.stringPropertyNames()) {
            assertThat(placeholders(bundle.getProperty(key))).as(key).isEqualTo(placeholders(english.getProperty(key)));
            assertThat(suffix.isEmpty() || !bundle.getProperty(key).equals(english.getProperty(key)))
                    .as(key)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_zh_CN", "_zh_TW"})
    void repairsAndWordsAreTheSameInEveryLanguage(String suffix) throws IOException {
        for (String name : List.of("repairs", "words")) {
            Properties english = bundle(name, "");
            Properties bundle = bundle(name, suffix);

            assertThat(bundle.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
            for (String key : bundle.stringPropertyNames()) {
                assertThat(placeholders(bundle.getProperty(key)))
                        .as(key)
                        .isEqualTo(placeholders(english.getProperty(key)));
            }
        }
        assertThat(Arrays.stream(FindingCode.values()).map(Enum::name))
                .containsAll(bundle("repairs", "").stringPropertyNames());
        assertThat(Arrays.stream(Unit.values())
                        .filter(unit -> unit != Unit.RATIO && unit != Unit.RANK)
                        .map(unit -> "unit." + unit))
                .allMatch(bundle("words", suffix).stringPropertyNames()::contains);
    }

    @ParameterizedTest
    @CsvSource({"en, not a number", "de, not a number", "zh-CN, 不是数字", "zh, 不是数字", "zh-TW, 不是數字", "zh-Hant-HK, 不是數字"})
    void theLocaleChoosesTheLanguage(String tag, String start) {
        Finding finding = Finding.at(new Place.Cell("Rules", 7, 2), FindingCode.NOT_A_NUMBER, "abc");

        assertThat(finding.message(Locale.forLanguageTag(tag)))
                .startsWith(start)
                .contains("abc");
        assertThat(finding).hasToString("Rules!C7: not a number: abc");
    }

    @Test
    void placesReadAsPeopleWriteThem() {
        assertThat(new Place.Cell("Rules", 1, 0)).hasToString("Rules!A1");
        assertThat(new Place.Cell("Rules", 12, 25)).hasToString("Rules!Z12");
        assertThat(new Place.Cell("Rules", 12, 26)).hasToString("Rules!AA12");
        assertThat(new Place.Cell("Rules", 1048576, 16383)).hasToString("Rules!XFD1048576");
        assertThat(Place.position(3, 5)).hasToString("3:5");
        assertThat(List.of(Place.position(null, null), Place.position(0, 4))).containsOnly(Place.FILE);
    }
}
