package io.gradus.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

class ShownTextDialectTests {

    private static final String OUTSIDE = "a \"b\" <c 1\u202e23";
    private static final String SPELT_OUT = "a &quot;b&quot; &lt;c 1\\u202E23";

    @ParameterizedTest
    @ValueSource(strings = {"<p title='%s'>x</p>", "<a aria-label='%s'></a>", "<img alt='%s'/>", "<p>%s</p>"})
    void whatATextHidesIsSpeltOut(String page) {
        String template = page.replaceAll("(title|aria-label|alt)='%s'", "th:attr='$1=\\${text}'")
                .replace("<p>%s", "<p th:text='${text}'>");

        assertThat(process(template).replace("&#39;", "'").replace('"', '\'')).isEqualTo(page.formatted(SPELT_OUT));
    }

    @Test
    void aFieldGivesBackWhatWasTyped() {
        assertThat(process("<input th:value='${text}'/>")).contains("1\u202e23");
    }

    private static String process(String template) {
        TemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        engine.addDialect(new ShownTextDialect());
        return engine.process(template, new Context(Locale.ENGLISH, Map.of("text", OUTSIDE)));
    }
}
