package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InertTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+A1",
                "-A1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1+1",
                "－A1",
                "-",
                "-1+cmd|' /C calc'!A0",
                "+1-1"
            })
    void whatStartsLikeAFormulaGetsAnApostrophe(String text) {
        assertThat(InertText.inCsv(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-5", "+5.25", "-1e-7", "C-17", "a=b", "高价值", "'=1", "10%", " "})
    void everythingElseStaysAsItIs(String text) {
        assertThat(InertText.inCsv(text)).isEqualTo(text);
    }

    @Test
    void aNumberIsNoFormula() {
        assertThat(InertText.startsLikeFormula("-5")).isFalse();
        assertThat(InertText.startsLikeFormula("-5-5")).isTrue();
    }
}
