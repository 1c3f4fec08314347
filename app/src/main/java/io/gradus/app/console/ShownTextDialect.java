package io.gradus.app.console;

import io.gradus.rules.ShownText;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/** Spells out on every page what texts from outside hide: marks of direction, controls, what has no width. */
@Component
class ShownTextDialect extends AbstractDialect implements IPostProcessorDialect {

    private static final int LAST = 10_000;
    private static final List<String> SAID = List.of("title", "aria-label", "alt", "placeholder", "data-confirm");

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

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            super.handleOpenElement(shown(tag));
        }

        @Override
        public void handleStandaloneElement(IStandaloneElementTag tag) {
            super.handleStandaloneElement(shown(tag));
        }

        /** What a field holds goes back as it came; what an attribute says is for people. */
        private <T extends IProcessableElementTag> T shown(T tag) {
            T said = tag;
            for (String name : SAID) {
                String value = said.getAttributeValue(name);
                if (value != null && !ShownText.ofLines(value).equals(value)) {
                    said = getContext().getModelFactory().setAttribute(said, name, ShownText.ofLines(value));
                }
            }
            return said;
        }
    }
}
