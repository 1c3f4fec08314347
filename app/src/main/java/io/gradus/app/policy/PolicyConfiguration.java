package io.gradus.app.policy;

import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import io.gradus.rules.workbook.WorkbookLimits;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The vocabulary of this deployment, and how much its workbooks may ask. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PolicySettings.class, WorkbookSettings.class})
class PolicyConfiguration {

    @Bean
    Vocabulary vocabulary(PolicySettings settings) {
        return settings.vocabulary() == null
                ? VocabularyReader.shipped()
                : PolicyFiles.vocabulary(settings.vocabulary());
    }

    @Bean
    WorkbookLimits workbookLimits(WorkbookSettings settings) {
        return settings.limits();
    }
}
