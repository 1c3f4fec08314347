package io.gradus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FaultReportTests {

    @Test
    void itSaysWhereAndNotOfWhom() throws IOException {
        Path file = FaultReport.write(
                new IllegalStateException("ann@example.com", new IllegalArgumentException("13912345678")));
        try {
            assertThat(file)
                    .content()
                    .contains("java.lang.IllegalStateException\n    at io.gradus.app.cli.FaultReportTests")
                    .contains("java.lang.IllegalArgumentException")
                    .doesNotContain("ann@", "139");
        } finally {
            Files.delete(file);
        }
    }
}
