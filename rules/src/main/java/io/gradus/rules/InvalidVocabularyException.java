package io.gradus.rules;

import java.util.List;

/** A vocabulary file cannot be used; each message names file, line and field. */
public class InvalidVocabularyException extends RuntimeException {

    private final List<String> problems;

    InvalidVocabularyException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
