package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTests {

    private static Vocabulary read(String yaml) {
        return VocabularyReader.read("own.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static final String SPEND =
            "- name: spend\n  group: g\n  type: money\n  path: a.b\n  label: {en: S, zh-CN: S, zh-TW: S}\n";

    @Test
    void theShippedVocabularyHasAllFieldsOfTheSchemes() {
        Vocabulary vocabulary = VocabularyReader.shipped();

        assertThat(vocabulary.fields())
                .extracting(Field::name)
                .contains(
                        "customerId",
                        "name",
                        "type",
                        "industry",
                        "region",
                        "gender",
                        "birthDate",
                        "education",
                        "occupation",
                        "interests",
                        "firstOrderAt",
                        "lastOrderAt",
                        "orders",
                        "orders12m",
                        "orders90d",
                        "spend",
                        "spend12m",
                        "profit12m",
                        "averageOrderValue12m",
                        "medianDaysBetweenOrders",
                        "daysSinceLastOrder",
                        "tenureDays",
                        "revenueRank",
                        "revenueShareCumulative",
                        "rfmRecency",
                        "rfmFrequency",
                        "rfmMonetary",
                        "topCategory",
                        "topCategoryShare",
                        "visits30d",
                        "lastVisitAt",
                        "cartAdds30d",
                        "daysSinceLastVisit",
                        "sampleRequestedAt",
                        "sampleReceivedAt",
                        "salesPotential",
                        "ordersPerYearTypical",
                        "satisfaction",
                        "repurchaseProbability",
                        "referral",
                        "complaints90d",
                        "consultations90d",
                        "complaintMotive",
                        "shortTermAssets",
                        "longTermAssets",
                        "mortgageBalance",
                        "otherLoanBalance",
                        "cardRevolvingBalance",
                        "investmentTurnover6m",
                        "cardTurnover6m",
                        "creditScore",
                        "transactions6m",
                        "monthlyCharge",
                        "contract",
                        "tenureMonths",
                        "supportCalls90d",
                        "member",
                        "visits",
                        "points",
                        "listing",
                        "afterSaleContact",
                        "primaryNeed");
        assertThat(vocabulary.fields())
                .filteredOn(Field::personal)
                .extracting(Field::name)
                .containsExactly("name", "gender", "birthDate", "age");
        assertThat(vocabulary.get("birthDate").label().zhTw()).isEqualTo("出生日期");
        assertThat(vocabulary.hash()).hasSize(64);
    }

    @Test
    void aDeploymentMayBringItsOwn() {
        Vocabulary own = read(SPEND);

        assertThat(own.fields()).extracting(Field::path).containsExactly("a.b");
        assertThat(own.find("orders")).isEmpty();
        assertThatThrownBy(() -> own.get("orders"))
                .isInstanceOfSatisfying(
                        UnknownFieldException.class, e -> assertThat(e.field()).isEqualTo("orders"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {name: x}                | 1:1: a vocabulary is a list of fields
        - name: [                | 1:9: a single value is needed
        - name: X\\n  type: text  | 1:3: field X: a name starts with a small letter
        - name: class            | 1:3: field class: the name means something
        - name: in               | 1:3: field in: the name means something
        - name: birthEpochDay    | 1:3: field birthEpochDay: the name means something
        - type: text             | 1:3: field -: name is missing
        - name: a\\n  type: tekst | 2:9: tekst is not allowed here; allowed are text, choice, texts, whole, decimal
        - name: "a             | 1:7: not readable as YAML
        - name: a\\n  colour: red | 2:14: unknown key colour; allowed are [
        - name: a\\n  personal: 3,5 | 2:13: 3,5 is not allowed here; allowed are Boolean
        - name: a                | 1:3: field a: type is missing; allowed are text, choice, texts, whole
        - name: a\\n  type: text  | 1:3: field a: path must name the place
        - name: a\\n  type: text\\n  path: a b | 1:3: field a: path must name the place
        - name: a\\n  type: money\\n  derived: orders\\n  path: x | 1:3: field a: a derived field lies nowhere
        - name: a\\n  type: choice\\n  path: x | 1:3: field a: choices must be listed
        - name: a\\n  type: choice\\n  choices: [low]\\n  path: x | 1:3: field a: a choice is written in capital
        - name: a\\n  type: text\\n  path: x | 1:3: field a: label.zh-TW is missing
        - name: a\\n  type: whole\\n  derived: as_of | 1:3: field a: derived: as_of needs
        - name: a\\n  type: whole\\n  derived: as_of\\n  daysSince: b | 1:3: field a: daysSince must name a date
        - name: a\\n  type: whole\\n  path: x\\n  ratio: {of: b, to: c} | 1:3: field a: ratio.of must name a number
        - name: a\\n  type: whole\\n  derived: as_of\\n  yearsSince: b | 1:3: field a: yearsSince must name a date
        - name: a\\n  type: text\\n  path: x\\n  minimum: 1 | 1:3: field a: minimum and maximum are for numbers
        - name: a\\n  type: whole\\n  path: x\\n  atMost: b | 1:3: field a: atMost names fields of the same type
        - name: a\\n  type: whole\\n  path: x\\n  atMost: [a] | 1:3: field a: atMost names fields of the same type
        - name: a\\n  type: text\\n  path: x\\n  atMost: [b] | 1:3: field a: atMost names fields of the same type
        - name: a\\n  type: text\\n  derived: policy\\n  policy: b | 1:3: field a: policy needs derived: policy and type
        """)
    void faultsNameFieldAndLine(String yaml, String finding) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOfSatisfying(InvalidVocabularyException.class, e -> {
                    assertThat(e.source()).isEqualTo("own.yaml");
                    assertThat(e.findings())
                            .anySatisfy(found -> assertThat(found.toString()).startsWith(finding));
                });
    }

    @Test
    void aNameTakenTwiceNamesBothLines() {
        assertThatThrownBy(() -> read(SPEND + SPEND))
                .hasMessageContaining("6:3: field spend: the name is taken by the field on line 1");
    }
}
