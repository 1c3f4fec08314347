package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDescriptionTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a1", "customer-value", "a-1-b"})
    void thisIsAnId(String id) {
        assertThat(PolicyDescription.isId(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "A", "a-", "-a", "a--b", "a b", "a_b", "a\n", "客户"})
    void thisIsNone(String text) {
        assertThat(PolicyDescription.isId(text)).isFalse();
    }

    @Test
    void anIdHasAHundredCharactersAtMostHoweverLongTheTextIs() {
        assertThat(PolicyDescription.isId("a".repeat(100))).isTrue();
        assertThat(PolicyDescription.isId("a".repeat(101))).isFalse();
        assertThat(PolicyDescription.isId("a" + "-a".repeat(1_000_000))).isFalse();
    }
}
