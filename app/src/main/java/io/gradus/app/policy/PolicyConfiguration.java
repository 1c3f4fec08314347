package io.gradus.app.policy;

import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The vocabulary of this deployment. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicySettings.class)
class PolicyConfiguration {

    @Bean
    Vocabulary vocabulary(PolicySettings settings) {
        return settings.vocabulary() == null
                ? VocabularyReader.shipped()
                : PolicyFiles.vocabulary(settings.vocabulary());
    }
}
