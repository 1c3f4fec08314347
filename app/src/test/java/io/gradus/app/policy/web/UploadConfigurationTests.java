package io.gradus.app.policy.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.workbook.WorkbookLimits;
import jakarta.servlet.MultipartConfigElement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a workbook may have, it may have over HTTP too. */
class UploadConfigurationTests {

    @Test
    void theSizeOfAFileOverHttpIsThatOfAWorkbook() {
        long bytes = 25 * 1024 * 1024;
        WorkbookLimits limits = new WorkbookLimits(
                bytes, bytes, 200, 1000, 1_500_000, 200_000, 20_000, 500, 10_000, Duration.ofSeconds(8), 30_000);

        MultipartConfigElement uploads = new UploadConfiguration().uploads(limits);

        assertThat(uploads.getMaxFileSize()).isEqualTo(bytes);
        assertThat(uploads.getMaxRequestSize()).isEqualTo(51 * 1024 * 1024);
    }
}
