package io.gradus.app.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.InputStreamResource;

/** Each setting with its value in force and where it came from; passwords never. */
class SettingsTests {

    private static StandardEnvironment nothingTold() {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.stream().map(source -> source.getName()).toList().forEach(sources::remove);
        return environment;
    }

    private static Setting setting(StandardEnvironment environment, String name) {
        return Settings.of(environment).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static StandardEnvironment variable(String name, String value) {
        StandardEnvironment environment = nothingTold();
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
        return environment;
    }

    @Test
    void everySettingHasADefaultOrNone() {
        assertThat(Settings.of(nothingTold()))
                .hasSizeGreaterThan(20)
                .allMatch(setting -> setting.source() == Setting.Source.DEFAULT && setting.place() == null);
        assertThat(setting(nothingTold(), "gradus.workbook.cells").value()).isEqualTo("200000");
        assertThat(setting(nothingTold(), "gradus.mongodb.uri").value()).isNull();
    }

    @Test
    void aVariableIsNamed() {
        Setting setting = setting(variable("GRADUS_WORKBOOK_CELLS", "5"), "gradus.workbook.cells");

        assertThat(setting)
                .isEqualTo(new Setting(
                        "gradus.workbook.cells", "5", "200000", Setting.Source.ENVIRONMENT, "GRADUS_WORKBOOK_CELLS"));
    }

    @Test
    void anArgumentWinsOverAFileAndAFileIsNamedWithItsLine() throws IOException {
        StandardEnvironment environment = nothingTold();
        environment
                .getPropertySources()
                .addLast(new YamlPropertySourceLoader()
                        .load(
                                "Config resource 'file [application.yaml]'",
                                new InputStreamResource(
                                        new ByteArrayInputStream("""
                                        gradus:
                                          workbook:
                                            rows: 7
                                            cells: 8
                                        """.getBytes(StandardCharsets.UTF_8)),
                                        "application.yaml"))
                        .get(0));
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource("--gradus.workbook.cells=9"));

        assertThat(setting(environment, "gradus.workbook.cells"))
                .isEqualTo(new Setting(
                        "gradus.workbook.cells", "9", "200000", Setting.Source.ARGUMENT, "--gradus.workbook.cells"));
        assertThat(setting(environment, "gradus.workbook.rows").source()).isEqualTo(Setting.Source.FILE);
        assertThat(setting(environment, "gradus.workbook.rows").place())
                .contains("application.yaml")
                .contains("3:");
    }

    @Test
    void aSystemPropertyIsAnArgument() {
        StandardEnvironment environment = nothingTold();
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("systemProperties", Map.of("gradus.access.failures", "7")));

        assertThat(setting(environment, "gradus.access.failures").source()).isEqualTo(Setting.Source.ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb://me:pw@host/db, mongodb://•••@host/db",
        "mongodb+srv://me:p%40w@host/db?tlsCertificateKeyFilePassword=pw, mongodb+srv://•••@host/db?•••",
        "mongodb://host:27017/db, mongodb://host:27017/db",
        "embedded, embedded"
    })
    void noPasswordIsShown(String uri, String shown) {
        Setting setting = setting(variable("GRADUS_MONGODB_URI", uri), "gradus.mongodb.uri");

        assertThat(setting.value()).isEqualTo(shown);
        assertThat(List.of(setting.toString())).noneMatch(text -> text.contains("pw") || text.contains("p%40w"));
    }
}
