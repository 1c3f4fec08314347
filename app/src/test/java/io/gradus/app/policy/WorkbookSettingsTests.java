package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.workbook.WorkbookLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkbookSettingsTests {

    private static WorkbookLimits limits(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("gradus.workbook", WorkbookSettings.class)
                .limits();
    }

    @Test
    void theDefaultsAreThoseOfTheLibrary() {
        assertThat(limits(Map.of())).isEqualTo(WorkbookLimits.DEFAULT);
    }

    @Test
    void aDeploymentMayChangeThem() {
        WorkbookLimits limits = limits(Map.of("gradus.workbook.file-size", "1MB", "gradus.workbook.time", "3s"));

        assertThat(limits.fileBytes()).isEqualTo(1024 * 1024);
        assertThat(limits.time()).isEqualTo(Duration.ofSeconds(3));
        assertThat(limits.cells()).isEqualTo(WorkbookLimits.DEFAULT.cells());
    }
}
