package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.app.shared.Conflict;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyStageTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DRAFT     | no  | yes | no  | no  | no  | no  | no  | yes
        SUBMITTED | no  | no  | yes | no  | no  | no  | yes | yes
        APPROVED  | no  | no  | no  | yes | yes | no  | no  | yes
        SCHEDULED | no  | no  | yes | no  | yes | no  | no  | yes
        LIVE      | no  | no  | no  | no  | no  | yes | no  | no
        RETIRED   | no  | no  | no  | no  | yes | no  | no  | no
        REJECTED  | no  | no  | no  | no  | no  | no  | no  | no
        WITHDRAWN | no  | no  | no  | no  | no  | no  | no  | no
        """)
    void everyStepIsAllowedOrNot(
            PolicyStage from,
            String draft,
            String submitted,
            String approved,
            String scheduled,
            String live,
            String retired,
            String rejected,
            String withdrawn) {
        Map<PolicyStage, String> expected = Map.of(
                PolicyStage.DRAFT, draft,
                PolicyStage.SUBMITTED, submitted,
                PolicyStage.APPROVED, approved,
                PolicyStage.SCHEDULED, scheduled,
                PolicyStage.LIVE, live,
                PolicyStage.RETIRED, retired,
                PolicyStage.REJECTED, rejected,
                PolicyStage.WITHDRAWN, withdrawn);
        for (PolicyStage to : PolicyStage.values()) {
            assertThat(from.canMoveTo(to)).as(from + " to " + to).isEqualTo("yes".equals(expected.get(to)));
            if (!from.canMoveTo(to)) {
                assertThatThrownBy(() -> from.require(to, "tiers/1")).isInstanceOf(Conflict.class);
            }
        }
    }
}
