package io.gradus.rules;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.fixtures.WorkbookFixture;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en    | row 11: orders = 3 (>= 1); member = yes (true); spend12m missing (missing)
        de    | row 11: orders = 3 (>= 1); member = yes (true); spend12m missing (missing)
        zh-CN | row 11: 累计订单数 = 3 (>= 1); 是否会员 = 是 (true); 近12个月消费金额 空缺 (missing)
        zh-TW | row 11: 累計訂單數 = 3 (>= 1); 是否會員 = 是 (true); 近12個月消費金額 空缺 (missing)
        """)
    void theReasonIsInTheReadersLanguage(String language, String reason) {
        Decision decision = compiled(WorkbookFixture.over("orders", "member", "spend12m")
                        .row(">= 1", "true", "missing", "HIGH")
                        .row("", "", "", "LOW")
                        .source())
                .decide(profile(Map.of("orders", 3, "member", true)));

        assertThat(decision.because(WorkbookFixture.VOCABULARY, Locale.forLanguageTag(language)))
                .isEqualTo(reason);
    }
}
