package io.gradus.app.console;

import io.gradus.rules.Labels;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** The three languages of the pages, chosen by the browser or by {@code ?lang=}. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private static final Labels TAGS = new Labels("en", "zh-CN", "zh-TW");

    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver("gradus-language");
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(request -> language(request.getHeader("Accept-Language")));
        return resolver;
    }

    /** The first language of the header that is one of ours; English when there is none. */
    private static Locale language(@Nullable String header) {
        try {
            return Locale.LanguageRange.parse(header == null ? "en" : header).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(wanted -> List.of("en", "zh").contains(wanted.getLanguage()))
                    .findFirst()
                    .map(wanted -> Locale.forLanguageTag(TAGS.in(wanted)))
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            // Browsers send what people configure; a page in English is better than none.
            return Locale.ENGLISH;
        }
    }

    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasename("io.gradus.app.messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor language = new LocaleChangeInterceptor();
        language.setParamName("lang");
        language.setIgnoreInvalidLocale(true);
        registry.addInterceptor(language);
    }
}
