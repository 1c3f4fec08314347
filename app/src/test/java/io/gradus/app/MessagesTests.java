package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTests {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private static Properties bundle(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = GradusApplication.class.getResourceAsStream(name + ".properties")) {
            assertThat(in).as(name).isNotNull();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @ParameterizedTest
    @CsvSource({"messages, zh_CN", "messages, zh_TW", "usage, zh_CN", "usage, zh_TW"})
    void everyTextStandsInEveryLanguageWithTheSamePlaceholders(String name, String language) throws IOException {
        Properties english = bundle(name);
        Properties other = bundle(name + "_" + language);

        assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(PLACEHOLDER
                            .matcher(other.getProperty(key))
                            .results()
                            .map(match -> match.group())
                            .sorted())
                    .as(key)
                    .containsExactlyElementsOf(PLACEHOLDER
                            .matcher(english.getProperty(key))
                            .results()
                            .map(match -> match.group())
                            .sorted()
                            .toList());
        }
    }
}
