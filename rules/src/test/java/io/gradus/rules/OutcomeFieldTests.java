package io.gradus.rules;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.messages;
import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.rules.fixtures.WorkbookFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policies that use the outcomes of others. */
class OutcomeFieldTests {

    private static WorkbookFixture policy(String id, List<String> outcomes, String field, String cell) {
        WorkbookFixture fixture =
                WorkbookFixture.over(field).row(cell, "HIGH").row("", "LOW").set("Policy!C4", id);
        for (int i = 0; i < outcomes.size(); i++) {
            fixture.set("Policy!A" + (15 + i), outcomes.get(i));
        }
        return fixture.set("Rules!D11", outcomes.get(0)).set("Rules!D12", outcomes.get(2));
    }

    private static final List<String> STANDING = List.of("RED", "GENERAL", "BLACK");
    private static final List<String> CLASSES = List.of("A", "B", "C");

    @Test
    void anOutcomeIsAFieldOfThePoliciesThatUseIt() {
        CompiledPolicy standing =
                compiled(policy("standing", STANDING, "listing", "RED").source());
        CompiledPolicy classes = compiled(policy("account-abc", CLASSES, "standingOutcome", "RED, GENERAL")
                .source());
        Release release = Release.of(VOCABULARY, List.of(classes, standing));

        Evaluation red = release.decide(profile(Map.of("listing", "RED")), List.of("account-abc"));

        assertThat(release.policies()).containsExactly(standing, classes);
        assertThat(red.decision("account-abc").outcome()).isEqualTo("A");
        assertThat(red.decision("account-abc").facts()).containsExactly(Map.entry("standingOutcome", "RED"));
        assertThat(release.decideAll(List.of(profile(Map.of())), List.of("account-abc")))
                .extracting(made -> made.decision("account-abc").outcome())
                .containsExactly("C");
        assertThat(release.hashesOf(List.of("account-abc"))).containsOnlyKeys("account-abc", "standing");
    }

    @Test
    void anOutcomeSetByHandIsWhatOtherPoliciesAreTold() {
        CompiledPolicy standing =
                compiled(policy("standing", STANDING, "listing", "RED").source());
        CompiledPolicy classes = compiled(
                policy("account-abc", CLASSES, "standingOutcome", "RED").source());
        Release release = Release.of(VOCABULARY, List.of(classes, standing));
        List<String> both = List.of("standing", "account-abc");
        Profile customer = profile(Map.of("listing", "BLACK"));
        OutcomeOverrides red = overrides(customer, "RED");

        Evaluation plain = release.decide(customer, both, red);

        assertThat(release.decide(customer, both).decision("account-abc").outcome())
                .isEqualTo("C");
        assertThat(plain.decision("standing").outcome()).isEqualTo("BLACK");
        assertThat(plain.decision("account-abc").outcome()).isEqualTo("A");
        assertThat(plain.decision("account-abc").facts()).containsExactly(Map.entry("standingOutcome", "RED"));
        assertThat(release.decideAll(List.of(customer), both, red).get(0).decisions())
                .isEqualTo(plain.decisions());
        assertThat(release.decide(customer, both, overrides(customer, "PINK")).decisions())
                .isEqualTo(release.decide(customer, both).decisions());
    }

    private static OutcomeOverrides overrides(Profile customer, String outcome) {
        return new OutcomeOverrides(Map.of(customer.customerId(), Map.of("standing", outcome)));
    }

    @Test
    void anOutcomeGivesTheActionsThatAllItsRowsGive() {
        CompiledPolicy policy = compiled(WorkbookFixture.over("orders")
                .actions("contact", "discount")
                .row("> 10", "HIGH", "manager", "10 %")
                .row("> 5", "HIGH", "manager", "5 %")
                .row("", "LOW", "self-service", "0 %")
                .source());

        assertThat(policy.actionsOf("HIGH")).containsExactly(Map.entry("contact", "manager"));
        assertThat(policy.actionsOf("LOW")).hasSize(2);
        assertThat(policy.actionsOf("PINK")).isEmpty();
    }

    @Test
    void aCircleNamesTheSheetsAndCells() {
        CompiledPolicy standing =
                compiled(policy("standing", STANDING, "accountAbcOutcome", "A").source());
        CompiledPolicy classes = compiled(
                policy("account-abc", CLASSES, "standingOutcome", "RED").source());

        assertThatThrownBy(() -> Release.of(VOCABULARY, List.of(classes, standing)))
                .isInstanceOf(UnorderedPoliciesException.class)
                .hasMessageContaining("account-abc (Rules!C9) -> standing (Rules!C9) -> account-abc");
    }

    @Test
    void bothSidesKnowTheSameOutcomes() {
        assertThat(messages(policy("standing", CLASSES, "listing", "RED").source()))
                .first()
                .asString()
                .startsWith(
                        "Policy: the field standingOutcome of the vocabulary knows the outcomes RED, GENERAL, BLACK,"
                                + " but the policy has A, B, C");
    }

    @Test
    void aWrongOutcomeIsRefusedAtItsCell() {
        assertThat(messages(policy("account-abc", CLASSES, "standingOutcome", "PINK")
                        .source()))
                .containsExactly("Rules!C11: PINK is no value of standingOutcome; allowed are RED, GENERAL, BLACK");
    }

    @Test
    void anAgeIsCompletedYears() {
        LocalDate born = WorkbookFixture.DAY.minusYears(30).plusDays(1);
        Field age = VOCABULARY.get("age");

        assertThat(profile(Map.of("birthDate", born)).value(age)).isEqualTo(29);
        assertThat(profile(Map.of("birthDate", born.minusDays(1))).value(age)).isEqualTo(30);
        assertThat(profile(Map.of("birthDate", WorkbookFixture.DAY.plusDays(1))).value(age))
                .isNull();
    }
}
