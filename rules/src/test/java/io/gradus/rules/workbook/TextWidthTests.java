package io.gradus.rules.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextWidthTests {

    @Test
    void aChineseCharacterIsTwiceAsWide() {
        assertThat(TextWidth.of("VIP 贵宾")).isEqualTo(8);
    }

    @Test
    void linesBreakBetweenWordsAndBetweenChineseCharacters() {
        assertThat(TextWidth.wrap("regular visits 定期拜访", 10)).containsExactly("regular", "visits 定", "期拜访");
        assertThat(TextWidth.wrap("Service\n服务", 40)).containsExactly("Service", "服务");
        assertThat(TextWidth.wrap("", 10)).containsExactly("");
    }

    @Property(tries = 200)
    void wrappingLosesNothing(@ForAll String text, @ForAll @IntRange(min = 1, max = 60) int width) {
        assertThat(String.join("", TextWidth.wrap(text, width)).replaceAll("\\p{javaWhitespace}", ""))
                .isEqualTo(text.replaceAll("\\p{javaWhitespace}", ""));
    }
}
