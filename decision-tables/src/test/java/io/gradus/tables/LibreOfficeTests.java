package io.gradus.tables;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gradus.rules.PolicySource;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A workbook opened and saved by LibreOffice is still the same policy. Skips where LibreOffice is not installed. */
class LibreOfficeTests {

    @TempDir
    private static Path folder = Path.of(".");

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    private static PolicyWorkbook read(PolicySource source) {
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(source);
        assertThat(reading.findings()).isEmpty();
        return ((WorkbookReading.Succeeded) reading).workbook();
    }

    /** Starting LibreOffice takes seconds, so that one process opens and saves all. */
    @BeforeAll
    static void saveAll() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/soffice")), "LibreOffice is not installed");
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                saved().toString()));
        for (PolicySource source : workbooks().toList()) {
            command.add(Files.write(folder.resolve(source.fileName()), source.bytes())
                    .toString());
        }

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    }

    private static Path saved() {
        return folder.resolve("saved");
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void aCopySavedByLibreOfficeLoadsToTheSameModel(PolicySource source) throws Exception {
        PolicyWorkbook copy = read(PolicySource.read(saved().resolve(source.fileName())));

        assertThat(copy).usingRecursiveComparison().isEqualTo(read(source));
    }
}
