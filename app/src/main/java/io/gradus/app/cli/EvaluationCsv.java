package io.gradus.app.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.gradus.app.policy.PolicyFiles.Selection;
import io.gradus.rules.Evaluation;
import io.gradus.rules.Field;
import io.gradus.rules.InertText;
import io.gradus.rules.Profile;
import io.gradus.rules.Vocabulary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes evaluations as CSV; the file appears under its name only when it is complete. */
final class EvaluationCsv implements AutoCloseable {

    private final Path target;
    private final Path unfinished;
    private final CsvWriter csv;
    private final List<String> policies;
    private final List<Field> fields;
    private final boolean explain;
    private final Vocabulary vocabulary;
    private final Locale locale;
    private boolean finished;

    /** @param locale the language of explanations */
    EvaluationCsv(Path target, Selection selection, boolean withProfile, boolean explain, Locale locale)
            throws IOException {
        this.target = target;
        this.unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        this.csv = CsvWriter.builder().build(unfinished, StandardCharsets.UTF_8);
        this.policies = selection.asked();
        this.fields = withProfile ? profileFields(selection) : List.of();
        this.explain = explain;
        this.vocabulary = selection.release().vocabulary();
        this.locale = locale;
        csv.writeRecord(inert(header()));
    }

    private static List<Field> profileFields(Selection selection) {
        return selection.release().vocabulary().fields().stream()
                .filter(field -> !field.name().equals("customerId"))
                .toList();
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("customerId"));
        header.addAll(policies);
        fields.forEach(field -> header.add(field.name()));
        if (explain) {
            policies.forEach(policy -> header.addAll(List.of(policy + ".row", policy + ".because")));
        }
        return header;
    }

    void write(Evaluation evaluation) {
        Profile profile = evaluation.profile();
        List<String> values = new ArrayList<>(List.of(profile.customerId()));
        policies.forEach(policy -> values.add(evaluation.decision(policy).outcomeOrEmpty()));
        fields.forEach(field -> values.add(text(profile.value(field))));
        if (explain) {
            policies.stream().map(evaluation::decision).forEach(decision -> {
                values.add(decision.rowPlace());
                values.add(decision.because(vocabulary, locale));
            });
        }
        csv.writeRecord(inert(values));
    }

    /** Ids and notes are texts of people, and the file will be opened in a spreadsheet program. */
    private static List<String> inert(List<String> values) {
        return values.stream().map(InertText::inCsv).toList();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof List<?> several) {
            return String.join("; ", several.stream().map(String::valueOf).toList());
        }
        return value == null ? "" : value.toString();
    }

    /** Gives the complete file its name. */
    void finish() throws IOException {
        csv.close();
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            csv.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
