package io.gradus.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.gradus.rules.plant.Plant;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gradus.rules");
    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(Plant.class);

    private static ArchRule only(String folder, String... libraries) {
        DescribedPredicate<JavaClass> library = resideInAnyPackage(libraries);
        return noClasses().that().resideOutsideOfPackage(folder).should().dependOnClassesThat(library);
    }

    private static final ArchRule DROOLS = only("io.gradus.rules.drools", "org.drools..", "org.kie..", "org.mvel2..");
    private static final ArchRule EXCEL = only("io.gradus.rules.workbook", "org.apache.poi..");
    private static final ArchRule NO_SERVICE = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.springframework..", "com.mongodb..", "org.bson..", "jakarta..", "java.net.http.."));
    private static final ArchRule ONE_WAY = noClasses()
            .that()
            .resideInAPackage("io.gradus.rules")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "io.gradus.rules.workbook..", "io.gradus.rules.drools..", "io.gradus.rules.analysis.."));
    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .callMethodWhere(target(owner(resideInAnyPackage("java.time"))).and(target(name("now"))));
    private static final ArchRule NO_STOPWATCH = noClasses()
            .that()
            .doNotBelongToAnyOf(ComputingTime.class)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @Test
    void onlyOnePackageKnowsDroolsAndOnlyOneKnowsExcel() {
        DROOLS.check(OURS);
        EXCEL.check(OURS);
    }

    @Test
    void theLibraryKnowsNoSpringNoMongoDbAndNoHttp() {
        NO_SERVICE.check(OURS);
    }

    @Test
    void theIdeaKnowsNeitherWorkbooksNorDrools() {
        ONE_WAY.check(OURS);
        slices().matching("io.gradus.rules.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void nobodyAsksTheClock() {
        NO_CLOCK.check(OURS);
    }

    @Test
    void limitsCountComputingTimeAndNotTheClock() {
        NO_STOPWATCH.check(OURS);
    }

    @Test
    void theRulesFindAPlantThatBreaksThem() {
        assertThatThrownBy(() -> DROOLS.check(PLANTED)).hasMessageContaining("Plant");
        assertThatThrownBy(() -> EXCEL.check(PLANTED)).hasMessageContaining("Plant");
        assertThatThrownBy(() -> NO_SERVICE.check(PLANTED)).hasMessageContaining("Plant");
        assertThatThrownBy(() -> NO_CLOCK.check(PLANTED)).hasMessageContaining("Plant");
        assertThatThrownBy(() -> NO_STOPWATCH.check(PLANTED)).hasMessageContaining("Plant");
    }

    @Test
    void thePackagesTheRulesNameExist() {
        assertThat(OURS.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "io.gradus.rules",
                        "io.gradus.rules.workbook",
                        "io.gradus.rules.drools",
                        "io.gradus.rules.analysis");
    }
}
