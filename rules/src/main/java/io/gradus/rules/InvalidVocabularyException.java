package io.gradus.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A vocabulary file cannot be used; each finding names line and field. */
public class InvalidVocabularyException extends RuntimeException {

    private final String source;
    private final transient List<Finding> findings;

    InvalidVocabularyException(String source, List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining(System.lineSeparator())));
        this.source = source;
        this.findings = List.copyOf(findings);
    }

    /** The file's name. */
    public String source() {
        return source;
    }

    public List<Finding> findings() {
        return findings;
    }
}
