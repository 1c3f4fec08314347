package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTests {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, 0x1B, 0x7F, 0x85, 0x9B, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202D,
                0x202E, 0x2060, 0x2066, 0x2067, 0x2069, 0xFEFF
            })
    void whatCannotBeSeenIsSpeltOut(int unseen) {
        String text = "a" + (char) unseen + "b";

        assertThat(ShownText.of(text)).isEqualTo(String.format("a\\u%04Xb", unseen));
        assertThat(ShownText.ofLines(text)).isEqualTo(String.format("a\\u%04Xb", unseen));
        assertThat(ShownText.isUnseen((char) unseen)).isTrue();
        assertThat(Finding.at(Place.FILE, FindingCode.NOT_A_NUMBER, text).message(Locale.ENGLISH))
                .isEqualTo(String.format("not a number: a\\u%04Xb", unseen));
    }

    @Test
    void aTextOfSeveralLinesIsOne() {
        assertThat(ShownText.of("a\nb\r\nc\td")).isEqualTo("a\\nb\\r\\nc\\td");
        assertThat(ShownText.ofLines("a\nb\r\nc\td")).isEqualTo("a\nb\r\nc\td");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "客户价值", "שלום", "é", "👩‍🚀", "a\u00A0b", "C:\\temp\\u0041", "５０％以上"})
    void everythingElseIsShownAsItIs(String text) {
        assertThat(ShownText.of(text)).isEqualTo(text);
        assertThat(ShownText.ofLines(text)).isEqualTo(text);
    }
}
