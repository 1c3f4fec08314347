package io.gradus.app.cli;

import io.gradus.app.policy.PolicyFiles;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option to bring a vocabulary of one's own. */
final class VocabularyOption {

    @Option(names = "--vocabulary", paramLabel = "FILE.yaml", defaultValue = "${env:GRADUS_VOCABULARY}")
    private @Nullable Path file;

    /** The vocabulary in the file, or the one that ships. */
    Vocabulary read() {
        return file == null ? VocabularyReader.shipped() : PolicyFiles.vocabulary(file);
    }
}
