package io.gradus.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out, in a process of its own. */
class VerifierJarIT {

    private static final Path JAR = Path.of("target", "gradus-verifier.jar");

    @Test
    void theJarRunsAloneAndAnswersByItsExitCode(@TempDir Path directory) throws Exception {
        byte[] zip = new SampleEvidence().decision();
        Path good = SampleEvidence.file(directory, "good.zip", zip);
        Path unusable = SampleEvidence.file(directory, "unusable.zip", new byte[10]);

        assertThat(run(good, "--key", SampleEvidence.SIGNER.verifier().toString()))
                .startsWith("0")
                .contains("通过");
        assertThat(run(good, "--key", SampleEvidence.ANOTHER.verifier().toString()))
                .startsWith("1");
        assertThat(run(unusable)).startsWith("2");
    }

    private static String run(Path evidence, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=zh",
                "-Duser.country=CN",
                "-Dfile.encoding=UTF-8",
                "-jar",
                JAR.toString(),
                evidence.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + printed;
    }
}
