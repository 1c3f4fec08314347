package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.fixtures.WorkbookFixture;
import org.junit.jupiter.api.Test;

class LargeTableTests {

    @Test
    void aTableThatDroolsWouldCompileForMinutesIsRefused() {
        WorkbookFixture table = WorkbookFixture.over("orders", "spend12m", "tenureDays", "visits30d");
        for (int i = 0; i < 7_600; i++) {
            table.row(">= " + i, ">= 1", ">= 1", ">= 1", "LOW");
        }

        assertThat(findings(table.source())).containsExactly("TABLE_TOO_LARGE");
    }
}
