package io.gradus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerEntryTests {

    private static LedgerEntry entry(Map<String, Object> payload) {
        return new LedgerEntry(
                1,
                LedgerEntry.NONE_BEFORE,
                Instant.parse("2026-11-23T07:00:00.123456Z"),
                "ada",
                "policy.approved",
                "customer-value/3",
                "as agreed  已确认",
                payload);
    }

    @Test
    void theFormIsTheSortedJsonOfItsComponents() {
        LedgerEntry entry = entry(Map.of("number", 3, "warnings", List.of("TABLE_GAP"), "final", true));

        assertThat(new String(entry.canonical(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"actor\":\"ada\",\"at\":\"2026-11-23T07:00:00.123Z\",\"payload\":{\"final\":true,\"number\":3,"
                                + "\"warnings\":[\"TABLE_GAP\"]},\"previous\":\"" + "0".repeat(64)
                                + "\",\"reason\":\"as agreed  已确认\",\"sequence\":1,\"subject\":\"customer-value/3\",\"type\":\"policy.approved\"}");
        assertThat(LedgerEntry.read(entry.canonical()).hash()).isEqualTo(entry.hash());
    }

    @Test
    void amountsAreTextsAndNumbersAreExact() {
        assertThatThrownBy(() -> entry(Map.of("amount", new BigDecimal("1.5"))).canonical())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry(Map.of("count", 1L << 53)).canonical())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"sequence\":1}", "{\"a\":1,\"a\":1}"})
    void whatIsNoEntryIsRefused(String bytes) {
        assertThatThrownBy(() -> LedgerEntry.read(bytes.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidEntryException.class);
    }

    @Test
    void theSameInAnotherFormIsRefused() {
        String canonical = new String(entry(Map.of()).canonical(), StandardCharsets.UTF_8);

        assertThatThrownBy(
                        () -> LedgerEntry.read(canonical.replace(":1,", ": 1,").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidEntryException.class);
    }
}
