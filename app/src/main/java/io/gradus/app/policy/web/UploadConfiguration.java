package io.gradus.app.policy.web;

import io.gradus.rules.workbook.WorkbookLimits;
import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Takes over HTTP what a workbook may have, {@code gradus.workbook.file-size}: two come to be compared. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {

    /** For the names and borders of the parts. */
    private static final DataSize BESIDES = DataSize.ofMegabytes(1);

    @Bean
    MultipartConfigElement uploads(WorkbookLimits limits) {
        MultipartConfigFactory factory = new MultipartConfigFactory();
        factory.setMaxFileSize(DataSize.ofBytes(limits.fileBytes()));
        factory.setMaxRequestSize(DataSize.ofBytes(2 * limits.fileBytes() + BESIDES.toBytes()));
        return factory.createMultipartConfig();
    }
}
