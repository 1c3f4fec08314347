package io.gradus.app.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.gradus.app.assignment.Assignment;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.HeldOutcomes;
import io.gradus.app.audit.Reevaluation;
import io.gradus.app.audit.Verification;
import io.gradus.app.audit.VerificationProgress;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Imports;
import io.gradus.app.decision.CustomerEvaluation;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.policy.PolicyVersions;
import io.gradus.app.policy.Publishing;
import io.gradus.app.run.Run;
import io.gradus.app.run.RunState;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestClock;
import io.gradus.fixtures.TestService;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Outcomes set by hand on a real database, with the shipped policies and at a time that the tests set. */
class OverrideTests {

    private static final Actor OPERATOR = new Actor("dee", Set.of(Role.OPERATOR, Role.APPROVER), Set.of());
    private static final Actor APPROVER = new Actor("bob", Set.of(Role.APPROVER), Set.of());

    @TempDir
    private static Path folder = Path.of(".");

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();
    private static OverrideProposals proposals;

    @BeforeAll
    static void start() {
        context = TestService.quiet(folder, "override", TestClock.Configured.class);
        proposals = context.getBean(OverrideProposals.class);
        context.getBean(Imports.class)
                .save(
                        IntStream.range(0, 9)
                                .mapToObj(i -> new CustomerRecord("c" + i, Map.of()))
                                .toList(),
                        List.of());
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(context.getBean(TestClock.class).instant(), java.time.ZoneOffset.UTC);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("refusal." + code));
    }

    private static OutcomeOverride proposed(String customer, String outcome, int days) {
        return proposals.set(customer, "standing", outcome, today().plusDays(days), "a partner since 1990", OPERATOR);
    }

    private static OutcomeOverride set(String customer, String outcome, int days) {
        return proposals.approve(proposed(customer, outcome, days).number(), "known to me", APPROVER);
    }

    private static Assignment held(String customer, String policy) {
        return context.getBean(HeldOutcomes.class).of(customer).stream()
                .filter(each -> each.policy().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    private static Run run() {
        Runs runs = context.getBean(Runs.class);
        Run started = runs.start(List.of("standing", "service-level"), today(), OPERATOR);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> runs.find(started.id()).map(Run::state).orElseThrow() != RunState.RUNNING);
        Run finished = runs.find(started.id()).orElseThrow();
        assertThat(finished.state()).isEqualTo(RunState.FINISHED);
        return finished;
    }

    @Test
    void somebodyElseHasToApprove() {
        OutcomeOverride proposal = proposed("c1", "RED", 30);

        refused("own-override", () -> proposals.approve(proposal.number(), "yes", OPERATOR));
        refused("reason-missing", () -> proposals.approve(proposal.number(), " ", APPROVER));
        refused("override-open", () -> proposed("c1", "BLACK", 30));
        assertThat(context.getBean(HeldOutcomes.class).of("c1")).allMatch(held -> held.setByHand() == null);
        OutcomeOverride approved = proposals.approve(proposal.number(), "known to me", APPROVER);

        assertThat(approved.stage()).isEqualTo(OverrideStage.APPROVED);
        refused("override-answered.APPROVED", () -> proposals.withdraw(proposal.number(), "no", OPERATOR));
        Assignment held = held("c1", "standing");
        assertThat(held.outcome()).isEqualTo("RED");
        assertThat(held.since()).isEqualTo(today());
        assertThat(held.setByHand())
                .extracting(Assignment.SetByHand::proposer, Assignment.SetByHand::approver)
                .containsExactly("dee", "bob");
    }

    @Test
    void whatCannotHoldIsRefused() {
        refused("no-customer", () -> proposed("nobody", "RED", 30));
        refused("no-policy", () -> proposals.set("c2", "no-such", "RED", today(), "why", OPERATOR));
        refused("no-outcome", () -> proposals.set("c2", "star-points", "RED", today(), "why", OPERATOR));
        refused("override-outcome", () -> proposed("c2", "PINK", 30));
        refused("override-until", () -> proposed("c2", "RED", -1));
        refused("override-until", () -> proposed("c2", "RED", 367));
        refused("override-none", () -> proposals.end("c2", "standing", "why", OPERATOR));
        refused("no-override", () -> proposals.approve(1, "why", APPROVER));
        OutcomeOverride today = proposed("c2", "RED", 0);
        context.getBean(TestClock.class).pass(Duration.ofDays(1));
        refused("override-past", () -> proposals.approve(today.number(), "late", APPROVER));
        assertThat(proposals.reject(today.number(), "too late", APPROVER).stage())
                .isEqualTo(OverrideStage.REJECTED);
    }

    @Test
    void itEndsAfterItsLastDayOrWhenOthersSaySo() {
        set("c3", "RED", 10);
        set("c4", "RED", 10);
        OutcomeOverride end = proposals.end("c3", "standing", "no partner any more", OPERATOR);
        assertThat(held("c3", "standing").outcome()).isEqualTo("RED");
        proposals.approve(end.number(), "so I heard", APPROVER);

        assertThat(context.getBean(HeldOutcomes.class).of("c3")).allMatch(held -> held.setByHand() == null);
        context.getBean(TestClock.class).pass(Duration.ofDays(10));
        assertThat(held("c4", "standing").outcome()).isEqualTo("RED");
        context.getBean(TestClock.class).pass(Duration.ofDays(1));
        assertThat(context.getBean(HeldOutcomes.class).of("c4")).allMatch(held -> held.setByHand() == null);
    }

    @Test
    void policiesThatUseTheOutcomeAreToldWhatWasSet() {
        run();
        Map<String, String> before = held("c5", "service-level").actions();
        set("c5", "RED", 10);

        assertThat(context.getBean(CustomerEvaluation.class)
                        .evaluate("c5", today(), List.of("service-level"))
                        .setByHand())
                .containsExactly(Map.entry("standing", "RED"));
        Run run = run();

        assertThat(run.progress().changed()).isEqualTo(1);
        assertThat(held("c5", "standing").setByHand())
                .extracting(Assignment.SetByHand::decided)
                .isEqualTo("GENERAL");
        Assignment service = held("c5", "service-level");
        assertThat(service.facts()).containsEntry("standingOutcome", "RED");
        assertThat(service.actions()).isNotEqualTo(before);
        Reevaluation.Comparison again = context.getBean(Reevaluation.class).again(run.id() + "/service-level/c5");
        assertThat(again.isEqual()).isTrue();
        assertThat(context.getBean(Verification.class)
                        .verify(List.of(), List.of(), VerificationProgress.NONE)
                        .isGood())
                .isTrue();
        assertThat(context.getBean(Assignments.class).decided("c5"))
                .extracting(Assignment::outcome)
                .contains("GENERAL");
    }

    @Test
    void anOutcomeThatTheReleaseDoesNotKnowAnyMoreHasNoEffect() {
        PolicySource source = WorkbookFixture.over("orders")
                .row("> 5", "HIGH")
                .row("> 1", "MEDIUM")
                .row("", "LOW")
                .scenario("many", Map.of("orders", 6), "HIGH")
                .scenario("some", Map.of("orders", 2), "MEDIUM")
                .scenario("none", Map.of(), "LOW")
                .set("Policy!C4", "passing")
                .source();
        PolicyVersions versions = context.getBean(PolicyVersions.class);
        Publishing publishing = context.getBean(Publishing.class);
        int before = context.getBean(CurrentRelease.class).live().number();
        versions.upload("passing", source, 0, "new", new Actor("ann", Set.of(Role.ANALYST), Set.of()));
        versions.submit("passing", 1, "please", "", OPERATOR);
        versions.approve("passing", 1, source.hash(), "yes", APPROVER);
        publishing.publish("passing", 1, "now", OPERATOR);
        long number = proposals
                .set("c8", "passing", "HIGH", today().plusDays(9), "to try", OPERATOR)
                .number();
        proposals.approve(number, "fine", APPROVER);
        assertThat(held("c8", "passing").outcome()).isEqualTo("HIGH");

        publishing.rollBack(before, "it did not work", OPERATOR);

        assertThat(context.getBean(HeldOutcomes.class).of("c8"))
                .extracting(Assignment::policy)
                .doesNotContain("passing");
        assertThat(context.getBean(CustomerEvaluation.class)
                        .evaluate("c8", today(), List.of("standing"))
                        .setByHand())
                .isEmpty();
    }

    @Test
    void theOutcomeGivesWhatAllItsRowsGive() {
        proposals.approve(
                proposals
                        .set("c6", "account-abc", "A", today().plusDays(9), "a big one soon", OPERATOR)
                        .number(),
                "agreed",
                APPROVER);

        assertThat(held("c6", "account-abc").actions().get("service")).startsWith("Dedicated manager");
    }

    @Test
    void ofManyAnswersOneCounts() throws Exception {
        long number = proposed("c7", "RED", 10).number();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<OutcomeOverride>> answers = IntStream.range(0, 24)
                    .<Callable<OutcomeOverride>>mapToObj(i -> () -> switch (i % 3) {
                        case 0 -> proposals.approve(number, "yes", APPROVER);
                        case 1 -> proposals.reject(number, "no", APPROVER);
                        default -> proposals.withdraw(number, "never mind", OPERATOR);
                    })
                    .toList();
            int counted = 0;
            for (Future<OutcomeOverride> answer : pool.invokeAll(answers)) {
                try {
                    answer.get();
                    counted++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    Refusal.class,
                                    refusal -> assertThat(refusal.code()).startsWith("refusal.override-answered."));
                }
            }
            assertThat(counted).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
