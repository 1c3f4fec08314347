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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A workbook opened and saved by LibreOffice is still the same policy. Skips where LibreOffice is not installed. */
class LibreOfficeTests {

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    private static PolicyWorkbook read(PolicySource source) {
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(source);
        assertThat(reading.findings()).isEmpty();
        return ((WorkbookReading.Succeeded) reading).workbook();
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void aCopySavedByLibreOfficeLoadsToTheSameModel(PolicySource source, @TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/soffice")), "LibreOffice is not installed");
        Path in = Files.write(folder.resolve(source.fileName()), source.bytes());
        Path out = Files.createDirectory(folder.resolve("saved"));

        Process process = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "xlsx:Calc MS Excel 2007 XML",
                        "--outdir",
                        out.toString(),
                        in.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        PolicyWorkbook saved = read(PolicySource.read(out.resolve(source.fileName())));
        assertThat(saved).usingRecursiveComparison().isEqualTo(read(source));
    }
}
