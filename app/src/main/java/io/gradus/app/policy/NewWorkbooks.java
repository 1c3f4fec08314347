package io.gradus.app.policy;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.StartingWorkbook;
import io.gradus.rules.workbook.WorkbookLimits;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import io.gradus.rules.workbook.WorkbookWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes workbooks to start from; what it makes loads. */
public final class NewWorkbooks {

    private final Vocabulary vocabulary;
    private final WorkbookLimits limits;
    private final PolicyFiles policies;

    public NewWorkbooks(Vocabulary vocabulary, WorkbookLimits limits) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.policies = new PolicyFiles(vocabulary, limits);
    }

    /**
     * A copy of the workbook in a file, or of the shipped one with that id, under another id.
     *
     * @throws Refusal when it is no workbook, or says more than a typed table can
     */
    public byte[] like(String id, String idOrFile) {
        checkId(id);
        PolicySource source = PolicyFiles.source(idOrFile);
        if (source.isDrl()) {
            throw new Refusal("refusal.new-like-drl", idOrFile);
        }
        WorkbookReading reading = new WorkbookReader(vocabulary, limits).read(source);
        if (!(reading instanceof WorkbookReading.Succeeded read)) {
            throw new InvalidPolicyException(idOrFile, reading.findings());
        }
        if (!read.workbook().beyond().isEmpty()) {
            throw new Refusal(
                    "refusal.new-beyond-table",
                    idOrFile,
                    read.workbook().beyond().get(0));
        }
        return written(StartingWorkbook.like(read.workbook(), id));
    }

    /**
     * A workbook with a column for each field and a row for each outcome.
     *
     * @throws Refusal when a name is none, or stands twice
     */
    public byte[] over(String id, List<String> fields, List<String> outcomes) {
        checkId(id);
        checkOnce(fields);
        checkOnce(outcomes);
        List<Field> known = fields.stream().map(this::field).toList();
        outcomes.stream()
                .filter(code -> !StartingWorkbook.isOutcomeCode(code))
                .findFirst()
                .ifPresent(code -> {
                    throw new Refusal("refusal.new-outcome", code);
                });
        return written(StartingWorkbook.over(id, known, outcomes));
    }

    private static void checkId(String id) {
        if (!PolicyDescription.isId(id)) {
            throw new Refusal("refusal.new-id", id);
        }
    }

    private static void checkOnce(List<String> names) {
        Set<String> seen = new HashSet<>();
        names.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw new Refusal("refusal.new-twice", name);
        });
    }

    private Field field(String name) {
        return vocabulary
                .find(name)
                .orElseThrow(() -> new Refusal(
                        "refusal.new-field",
                        name,
                        String.join(
                                ", ",
                                vocabulary.fields().stream().map(Field::name).toList())));
    }

    /** What cannot load, such as outcomes other than those by which other policies know the id, is refused at once. */
    private byte[] written(PolicyWorkbook workbook) {
        String fileName = workbook.policy().id() + ".xlsx";
        byte[] bytes = WorkbookWriter.write(workbook, vocabulary);
        List<Finding> findings = policies.check(new PolicySource(fileName, bytes));
        if (findings.stream().anyMatch(Finding::isError)) {
            throw new InvalidPolicyException(
                    fileName, findings.stream().filter(Finding::isError).toList());
        }
        return bytes;
    }
}
