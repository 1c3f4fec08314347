package io.gradus.tables;

import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static io.gradus.tables.ShippedPoliciesTests.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Decision;
import io.gradus.rules.FollowUpRhythm;
import io.gradus.rules.Outcome;
import io.gradus.rules.ServiceLevel;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemes' own statements, decided by the whole release from what is known of a customer. */
class SchemesTests {

    private static final List<String> SATISFACTION = choices("satisfaction");
    private static final List<BigDecimal> PROBABILITY =
            Stream.of("0.7", "0.3", "0.2999").map(BigDecimal::new).toList();
    private static final List<String> REFERRAL = choices("referral");

    private static List<String> choices(String field) {
        return VOCABULARY.get(field).choices();
    }

    private static Decision decision(String policy, Map<String, Object> given) {
        return RELEASE.decide(profile(given), List.of(policy)).decision(policy);
    }

    private static String outcome(String policy, Map<String, Object> given) {
        return decision(policy, given).outcomeOrEmpty();
    }

    private static List<String> outcomes(String policy) {
        return RELEASE.find(policy).orElseThrow().description().outcomes().stream()
                .map(Outcome::code)
                .toList();
    }

    private static String loyalty(int satisfaction, int probability, int referral) {
        return outcome(
                "loyalty-index",
                Map.of(
                        "satisfaction", SATISFACTION.get(satisfaction),
                        "repurchaseProbability", PROBABILITY.get(probability),
                        "referral", REFERRAL.get(referral)));
    }

    @Test
    void all45CombinationsOfAnswersHaveALoyaltyThatFallsWithEachIndicator() {
        List<String> order = outcomes("loyalty-index");
        int combinations = 0;
        for (int s = 0; s < SATISFACTION.size(); s++) {
            for (int p = 0; p < PROBABILITY.size(); p++) {
                for (int r = 0; r < REFERRAL.size(); r++) {
                    int rank = order.indexOf(loyalty(s, p, r));
                    assertThat(order.get(rank)).isNotEqualTo("UNKNOWN");
                    assertThat(s == 0 ? 0 : order.indexOf(loyalty(s - 1, p, r))).isLessThanOrEqualTo(rank);
                    assertThat(p == 0 ? 0 : order.indexOf(loyalty(s, p - 1, r))).isLessThanOrEqualTo(rank);
                    assertThat(r == 0 ? 0 : order.indexOf(loyalty(s, p, r - 1))).isLessThanOrEqualTo(rank);
                    combinations++;
                }
            }
        }
        assertThat(combinations).isEqualTo(45);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 12",
        "0.7, 12",
        "0.6999, 10",
        "0.3, 10",
        "0.2999, 8",
        "0, 8",
    })
    void theLimitsOfTheRepurchaseProbabilityBelongToTheHigherGrade(BigDecimal probability, BigDecimal score) {
        Decision scored = decision(
                "loyalty-score",
                Map.of("satisfaction", "VERY_SATISFIED", "repurchaseProbability", probability, "referral", "LIKELY"));

        assertThat(scored.computed()).containsExactly(Map.entry("loyaltyScore", score));
    }

    @Test
    void withoutAllThreeAnswersThereIsNeitherScoreNorGuess() {
        Map<String, Object> all =
                Map.of("satisfaction", "VERY_SATISFIED", "repurchaseProbability", BigDecimal.ONE, "referral", "LIKELY");
        for (String left : all.keySet()) {
            Map<String, Object> some = new HashMap<>(all);
            some.remove(left);

            assertThat(decision("loyalty-score", some).computed()).isEmpty();
            assertThat(outcome("loyalty-index", some)).isEqualTo("UNKNOWN");
        }
    }

    @Test
    void totalAssetsAreTheSumOfTheKindsThatAreThere() {
        BigDecimal cents = new BigDecimal("1234567.89");

        assertThat(decision("total-assets", Map.of("shortTermAssets", cents, "longTermAssets", new BigDecimal("0.11")))
                        .computed())
                .containsExactly(Map.entry("totalAssets", new BigDecimal("1234568.00")));
        assertThat(decision("total-assets", Map.of("longTermAssets", cents)).computed())
                .containsExactly(Map.entry("totalAssets", cents));
        assertThat(decision("total-assets", Map.of()).computed()).isEmpty();
    }

    @Test
    void theStarRatingNamesReviewDaysAndBuffers() {
        Map<String, String> buffers = Map.of("80000", "two years", "10000", "one year", "2000", "half a year");

        buffers.forEach((points, buffer) -> {
            Map<String, String> actions = decision("bank-star", Map.of("starPoints", new BigDecimal(points)))
                    .actions();
            assertThat(actions.get("downgradeBuffer")).startsWith(buffer);
            assertThat(actions.get("review")).contains("30 June and 31 December", "6月30日和12月31日");
            assertThat(actions.get("upgrade")).startsWith("at once");
        });
        assertThat(decision("bank-star", Map.of("starPoints", new BigDecimal("1999.99")))
                        .actions()
                        .get("downgradeBuffer"))
                .startsWith("none");
    }

    static Stream<List<Object>> rhythms() {
        LocalDate day = LocalDate.of(2025, 12, 1);
        return Stream.of(
                List.of(Map.of("orders", 1), "A", new FollowUpRhythm.Own()),
                List.of(Map.of("sampleRequestedAt", day), "B", new FollowUpRhythm.Steps(List.of(1, 1, 2, 3, 7, 7, 15))),
                List.of(
                        Map.of("sampleRequestedAt", day, "sampleReceivedAt", day),
                        "B",
                        new FollowUpRhythm.Steps(List.of(3, 7, 3, 7))),
                List.of(Map.of("salesPotential", "HIGH"), "C", new FollowUpRhythm.Every(2, ChronoUnit.MONTHS)),
                List.of(Map.of("salesPotential", "NORMAL"), "D", new FollowUpRhythm.Every(3, ChronoUnit.MONTHS)),
                List.of(Map.of("salesPotential", "NONE"), "E", new FollowUpRhythm.Every(6, ChronoUnit.MONTHS)));
    }

    @ParameterizedTest
    @MethodSource("rhythms")
    void thePipelineFollowsUpAtTheGivenRhythms(List<Object> row) {
        @SuppressWarnings("unchecked")
        Decision decision = decision("order-pipeline", (Map<String, Object>) row.get(0));

        assertThat(decision.outcome()).isEqualTo(row.get(1));
        assertThat(FollowUpRhythm.parse(String.valueOf(decision.actions().get("followUp"))))
                .contains((FollowUpRhythm) row.get(2));
    }

    /** Decided by the table alone, so that the outcomes it uses may be absent. */
    private static Decision serviceLevel(
            @Nullable String standing, @Nullable String stage, @Nullable String value, @Nullable String account) {
        Map<String, Object> given = new HashMap<>();
        Map<String, Optional<String>> fields = Map.of(
                "standingOutcome", Optional.ofNullable(standing),
                "lifecycleOutcome", Optional.ofNullable(stage),
                "customerValueOutcome", Optional.ofNullable(value),
                "accountAbcOutcome", Optional.ofNullable(account));
        fields.forEach((field, code) -> code.ifPresent(present -> given.put(field, present)));
        return RELEASE.find("service-level").orElseThrow().decide(profile(given));
    }

    private static List<@Nullable String> orAbsent(String field) {
        List<@Nullable String> codes = new ArrayList<>(choices(field));
        codes.add(null);
        return codes;
    }

    @Test
    void everyCombinationOfWhatItUsesHasACompleteServiceLevel() {
        int combinations = 0;
        for (String standing : orAbsent("standingOutcome")) {
            for (String stage : orAbsent("lifecycleOutcome")) {
                for (String value : orAbsent("customerValueOutcome")) {
                    for (String account : orAbsent("accountAbcOutcome")) {
                        Decision decision = serviceLevel(standing, stage, value, account);
                        ServiceLevel level = ServiceLevel.of(decision.actions()).orElseThrow();
                        String why = decision.because() + " " + level;
                        if ("RED".equals(standing)) {
                            assertThat(decision.outcome()).as(why).isEqualTo("HIGHEST");
                        } else if ("BLACK".equals(standing)) {
                            assertThat(decision.outcome()).as(why).isEqualTo("NONE");
                        } else if ("PROSPECT".equals(stage)) {
                            assertThat(level.content()).as(why).contains("Voucher", "优惠券");
                        } else if (isLoyal(stage, value)) {
                            assertThat(level.pointsMultiplier()).as(why).isEqualByComparingTo("2");
                            assertThat(level.priorityAccess()).as(why).isTrue();
                        }
                        combinations++;
                    }
                }
            }
        }
        assertThat(combinations).isEqualTo(4 * 7 * 5 * 4);
    }

    private static boolean isLoyal(@Nullable String stage, @Nullable String value) {
        boolean away = "SILENT".equals(stage) || "CHURNED".equals(stage);
        return !away && ("MATURE".equals(stage) || "HIGH".equals(value));
    }

    @Test
    void theRedListGetsTheMostAndTheBlacklistNothing() {
        ServiceLevel red =
                ServiceLevel.of(serviceLevel("RED", null, null, null).actions()).orElseThrow();
        ServiceLevel black = ServiceLevel.of(
                        serviceLevel("BLACK", "MATURE", "HIGH", "A").actions())
                .orElseThrow();

        for (String stage : choices("lifecycleOutcome")) {
            for (String value : choices("customerValueOutcome")) {
                for (String account : choices("accountAbcOutcome")) {
                    ServiceLevel other = ServiceLevel.of(serviceLevel("GENERAL", stage, value, account)
                                    .actions())
                            .orElseThrow();
                    assertThat(other.responseHours()).isBetween(red.responseHours(), black.responseHours());
                    assertThat(other.discountRate()).isBetween(black.discountRate(), red.discountRate());
                    assertThat(other.paymentDays()).isBetween(black.paymentDays(), red.paymentDays());
                    assertThat(other.pointsMultiplier()).isBetween(black.pointsMultiplier(), red.pointsMultiplier());
                }
            }
        }
        assertThat(black.followUp()).isEqualTo(new FollowUpRhythm.None());
        assertThat(black.greetings()).isFalse();
    }

    @Test
    void policiesThatUseOthersAreDecidedFromWhatIsKnownOfTheCustomer() {
        Map<String, Object> gold = Map.of(
                "member",
                true,
                "spend12m",
                new BigDecimal("20000"),
                "orders12m",
                6,
                "orders90d",
                3,
                "lastOrderAt",
                LocalDate.of(2025, 12, 20),
                "firstOrderAt",
                LocalDate.of(2023, 1, 1));
        Map<String, Object> silent = Map.of(
                "orders",
                5,
                "profit12m",
                new BigDecimal("8000"),
                "medianDaysBetweenOrders",
                BigDecimal.TEN,
                "lastOrderAt",
                LocalDate.of(2025, 12, 2),
                "firstOrderAt",
                LocalDate.of(2025, 6, 1));
        Map<String, Object> satisfied = Map.of(
                "satisfaction",
                "FAIRLY_SATISFIED",
                "repurchaseProbability",
                new BigDecimal("0.7"),
                "referral",
                "LIKELY",
                "spend12m",
                new BigDecimal("20000"),
                "creditScore",
                700);

        assertThat(outcome("composite-grade", gold)).isEqualTo("S");
        assertThat(outcome("wake-up", silent)).isEqualTo("WAKE_PERSONAL");
        assertThat(outcome("service-tier", satisfied)).isEqualTo("PREMIUM");
        assertThat(outcome("service-level", silent)).isEqualTo("WIN_BACK");
        assertThat(RELEASE.decideAll(List.of(profile(gold), profile(silent)), List.of("composite-grade", "wake-up")))
                .extracting(evaluation -> evaluation.decision("composite-grade").outcome()
                        + evaluation.decision("wake-up").outcome())
                .containsExactly("SLET_REST", "CWAKE_PERSONAL");
    }

    @Test
    void theHandlingOfComplaintsAndQuestionsStandsBesideTheStanding() {
        assertThat(decision("standing", Map.of("listing", "RED", "complaints90d", 1))
                        .actions()
                        .get("handling"))
                .startsWith("COMPLAINING");
        assertThat(decision("standing", Map.of("consultations90d", 1)).actions().get("handling"))
                .startsWith("CONSULTING");
    }

    @Test
    void personalFieldsAreUsedForARecordedReason() {
        assertThat(RELEASE.tiering())
                .allMatch(policy -> policy.reads().stream().noneMatch(field -> field.personal())
                        || policy.description().personalReason() != null)
                .anyMatch(policy -> policy.description().personalReason() != null);
    }
}
