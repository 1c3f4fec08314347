package io.gradus.app.shared.web;

import io.gradus.rules.ShownText;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** Answers hold what a terminal or a page would not show as JSON escapes; a program reads the same text. */
@Configuration(proxyBeanMethods = false)
class ShownJson {

    @Bean
    JsonFactoryBuilderCustomizer unseenCharactersEscaped() {
        return builder -> builder.characterEscapes(new Unseen());
    }

    private static final class Unseen extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            return standardAsciiEscapesForJSON();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return ShownText.isUnseen((char) character)
                    ? new SerializedString(String.format("\\u%04X", character))
                    : null;
        }
    }
}
