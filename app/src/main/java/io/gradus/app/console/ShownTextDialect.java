package io.gradus.app.console;

import io.gradus.rules.ShownText;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/** Spells out on every page what texts from outside hide: marks of direction, controls, what has no width. */
@Component
class ShownTextDialect extends AbstractDialect implements IPostProcessorDialect {

    private static final int LAST = 10_000;

    ShownTextDialect() {
        super("shown texts");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return LAST;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Texts.class, LAST));
    }

    /** Made by Thymeleaf for each page. */
    public static final class Texts extends AbstractTemplateHandler {

        @Override
        public void handleText(IText text) {
            String shown = ShownText.ofLines(text.getText());
            super.handleText(
                    shown.equals(text.getText())
                            ? text
                            : getContext().getModelFactory().createText(shown));
        }
    }
}
