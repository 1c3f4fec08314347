package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.WorkbookLimits;
import io.gradus.tables.ShippedPolicies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTests {

    @TempDir
    private Path folder = Path.of(".");

    private static PolicySource scores(String id) {
        byte[] bytes = WorkbookFixture.over("orders")
                .adding("loyaltyScore")
                .row(">= 1", "0.1")
                .row(">= 10", "0.2")
                .scenario("often", Map.of("orders", 12), "0.3")
                .set("Policy!C4", id)
                .source()
                .bytes();
        return new PolicySource(id + ".xlsx", bytes);
    }

    private Path user() throws Exception {
        return Files.write(
                folder.resolve("tiers.xlsx"),
                WorkbookFixture.over("loyaltyScore")
                        .row(">= 0.3", "HIGH")
                        .row("", "LOW")
                        .scenario("often", Map.of("orders", 12), "HIGH")
                        .set("Tests!B3", "orders")
                        .source()
                        .bytes());
    }

    private static List<String> ids(PolicyFiles.Selection selection) {
        return selection.release().policies().stream()
                .map(policy -> policy.description().id())
                .toList();
    }

    @Test
    void aShippedWorkbookWhoseRowsAddUpGivesItsField() throws Exception {
        List<PolicySource> shipped = List.of(
                ShippedPolicies.find("star-points").orElseThrow(),
                ShippedPolicies.find("activity").orElseThrow(),
                scores("my-scores"));
        PolicyFiles policies = new PolicyFiles(WorkbookFixture.VOCABULARY, WorkbookLimits.DEFAULT, () -> shipped);
        String file = user().toString();

        assertThat(ids(policies.select(List.of(file)))).containsExactly("my-scores", "tiers");
        assertThat(policies.test(file)).isNotEmpty().allMatch(ScenarioResult::passed);
        assertThat(policies.check(PolicyFiles.source(file)))
                .extracting(Finding::isError)
                .doesNotContain(true);
    }

    @Test
    void drlThatComputesTheFieldGoesFirst() throws Exception {
        PolicySource broken = new PolicySource("never-opened.xlsx", "no workbook".getBytes(StandardCharsets.UTF_8));
        List<PolicySource> shipped = Stream.concat(
                        ShippedPolicies.drl().stream(), Stream.of(broken, scores("my-scores")))
                .toList();
        PolicyFiles policies = new PolicyFiles(WorkbookFixture.VOCABULARY, WorkbookLimits.DEFAULT, () -> shipped);

        assertThat(ids(policies.select(List.of(user().toString()))))
                .contains("loyalty-score", "tiers")
                .doesNotContain("my-scores");
    }

    @Test
    void aPolicyThatIsAskedForGivesItsFieldItself() throws Exception {
        PolicyFiles policies = new PolicyFiles(WorkbookFixture.VOCABULARY, WorkbookLimits.DEFAULT);
        Path own = Files.write(
                folder.resolve("my-scores.xlsx"), scores("my-scores").bytes());

        assertThat(ids(policies.select(List.of(user().toString(), own.toString()))))
                .containsExactly("my-scores", "tiers");
    }
}
