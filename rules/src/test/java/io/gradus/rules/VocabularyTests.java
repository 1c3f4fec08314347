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
                .containsExactly("name", "gender", "birthDate");
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
        {name: x}                | own.yaml:1: field -: the file must be a list
        - name: X\\n  type: text  | own.yaml:1: field X: name must start with a small letter
        - type: text             | own.yaml:1: field null: name is missing
        - name: a\\n  type: tekst | own.yaml:2: field -:
        - name: a\\n  colour: red | own.yaml:2: field -:
        - name: a                | own.yaml:1: field a: type is missing
        - name: a\\n  type: text  | own.yaml:1: field a: path must name the place
        - name: a\\n  type: text\\n  path: a b | own.yaml:1: field a: path must name the place
        - name: a\\n  type: money\\n  derived: orders\\n  path: x | own.yaml:1: field a: a derived field lies nowhere
        - name: a\\n  type: choice\\n  path: x | own.yaml:1: field a: choices must be listed
        - name: a\\n  type: choice\\n  choices: [low]\\n  path: x | own.yaml:1: field a: a choice is written in capital
        - name: a\\n  type: text\\n  path: x | own.yaml:1: field a: label.zh-TW is missing
        - name: a\\n  type: whole\\n  derived: as_of | own.yaml:1: field a: a field derived from asOf needs
        - name: a\\n  type: whole\\n  derived: as_of\\n  daysSince: b | own.yaml:1: field a: daysSince must name a DATE
        - name: a\\n  type: whole\\n  path: x\\n  ratio: {of: b, to: c} | own.yaml:1: field a: ratio.of must name a number
        """)
    void faultsNameFieldAndLine(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(InvalidVocabularyException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNameTakenTwiceNamesBothLines() {
        assertThatThrownBy(() -> read(SPEND + SPEND))
                .hasMessageContaining("own.yaml:6: field spend: the name is taken by the field on line 1");
    }
}
