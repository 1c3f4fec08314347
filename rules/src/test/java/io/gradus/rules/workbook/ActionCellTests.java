package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.messages;
import static io.gradus.rules.fixtures.Policies.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Decision;
import io.gradus.rules.FollowUpRhythm;
import io.gradus.rules.ServiceLevel;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionCellTests {

    private static Decision decided(String action, String cell) {
        return compiled(WorkbookFixture.over("spend12m")
                        .actions(action)
                        .row("", "HIGH", cell)
                        .source())
                .decide(profile(Map.of()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        followUp         | 1-1-2-3-7-7-15      | 1-1-2-3-7-7-15
        followUp         | １－１－２           | 1-1-2
        followUp         | 每2个月              | every 2 months
        followUp         | 每两个月             | every 2 months
        followUp         | 每 6 個月            | every 6 months
        followUp         | every 3 months      | every 3 months
        followUp         | Every month         | every 1 month
        followUp         | 每季度               | every 3 months
        followUp         | 每半年               | every 6 months
        followUp         | every 2 weeks       | every 14 days
        followUp         | 每年                 | every 12 months
        followUp         | own rhythm          | own rhythm
        followUp         | 自身节奏             | own rhythm
        followUp         | None                | none
        followUp         | 无                   | none
        followUp         | 不跟進               | none
        responseHours    | 4小时                | 4
        responseHours    | 24 hours            | 24
        discountRate     | 5%                  | 0.05
        paymentDays      | 30天                 | 30
        pointsMultiplier | 2倍                  | 2
        pointsMultiplier | 1.50                | 1.5
        priorityAccess   | 是                   | true
        greetings        | no                  | false
        manner           | short and clear     | BRIEF
        manner           | IN_DEPTH            | IN_DEPTH
        channel          | phone, then a visit | phone, then a visit
        """)
    void attributesOfAServiceLevelAreTyped(String action, String cell, String value) {
        assertThat(decided(action, cell).actions()).containsExactly(Map.entry(action, value));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        followUp         | often       | often is no value of followUp; allowed are 1-1-2-3-7-7-15, every 2 months, own rhythm, none
        followUp         | 0-1         | 0-1 is no value of followUp
        followUp         | 1--2        | 1--2 is no value of followUp
        followUp         | every 4000 months | every 4000 months is no value of followUp
        responseHours    | -1          | -1 is no value of responseHours; allowed are 0, 1, 2, ..
        responseHours    | 30天         | 30天 has a unit that responseHours is not measured in
        responseHours    | >= 4        | >= 4 is no value of responseHours
        discountRate     | 105%        | 105% is no value of discountRate; allowed are 0%..100%
        pointsMultiplier | 1, 2        | 1, 2 is no value of pointsMultiplier
        greetings        | sometimes   | neither true nor false: sometimes
        manner           | loud        | loud is no value of manner; allowed are IN_DEPTH, BRIEF
        """)
    void anythingElseIsRefusedAtItsCell(String action, String cell, String message) {
        assertThat(messages(WorkbookFixture.over("spend12m")
                        .actions(action)
                        .row("", "HIGH", cell)
                        .source()))
                .singleElement()
                .asString()
                .startsWith("Rules!E11: " + message);
    }

    @Test
    void allAttributesTogetherAreAServiceLevel() {
        Decision decision = compiled(WorkbookFixture.over("spend12m")
                        .actions(
                                "channel",
                                "responseHours",
                                "contactOwner",
                                "discountRate",
                                "paymentDays",
                                "pointsMultiplier",
                                "priorityAccess",
                                "manner",
                                "content",
                                "greetings",
                                "followUp")
                        .row(
                                "",
                                "HIGH",
                                "phone",
                                "4",
                                "manager",
                                "5%",
                                "60",
                                "2",
                                "yes",
                                "IN_DEPTH",
                                "news",
                                "no",
                                "every 2 months")
                        .source())
                .decide(profile(Map.of()));

        assertThat(ServiceLevel.of(decision.actions()))
                .contains(new ServiceLevel(
                        "phone",
                        4,
                        "manager",
                        new BigDecimal("0.05"),
                        60,
                        new BigDecimal("2"),
                        true,
                        ServiceLevel.Manner.IN_DEPTH,
                        "news",
                        false,
                        new FollowUpRhythm.Every(2, ChronoUnit.MONTHS)));
        assertThat(ServiceLevel.of(Map.of("channel", "phone"))).isEmpty();
    }

    @Provide
    Arbitrary<FollowUpRhythm> rhythms() {
        Arbitrary<Integer> length = Arbitraries.integers().between(1, FollowUpRhythm.LONGEST);
        return Arbitraries.oneOf(
                length.list().ofMinSize(1).ofMaxSize(FollowUpRhythm.MOST_STEPS).map(FollowUpRhythm.Steps::new),
                length.map(count -> new FollowUpRhythm.Every(count, ChronoUnit.DAYS)),
                length.map(count -> new FollowUpRhythm.Every(count, ChronoUnit.MONTHS)),
                Arbitraries.of(new FollowUpRhythm.Own(), new FollowUpRhythm.None()));
    }

    @Property(tries = 300)
    void everyRhythmReadsBackFromItsText(@ForAll("rhythms") FollowUpRhythm rhythm) {
        assertThat(RhythmReader.read(rhythm.toString())).contains(rhythm);
        assertThat(FollowUpRhythm.parse(rhythm.toString())).contains(rhythm);
    }

    @Property(tries = 300)
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertThat(List.of(RhythmReader.read(text), FollowUpRhythm.parse(text)))
                .allSatisfy(read -> read.ifPresent(rhythm ->
                        assertThat(FollowUpRhythm.parse(rhythm.toString())).contains(rhythm)));
    }
}
