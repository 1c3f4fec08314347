package io.gradus.rules.analysis;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PartlyRead;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.Unread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Examines a workbook with errors as far as they allow: what is said holds whatever is written in place of the errors. What
 * stays open is named in one line, so that nobody takes silence for a good sign.
 */
public final class PartialAnalysis {

    /** So many unread columns and tables are named. */
    private static final int MOST_NAMED = 10;

    private static final String POLICY = "Policy";
    private static final String TESTS = "Tests";

    private final PolicyWorkbook workbook;
    private final Vocabulary vocabulary;
    private final List<Finding> findings;
    private final Set<Place.Cell> wrong = new HashSet<>();
    private final Set<Line> wrongLines = new HashSet<>();
    private final List<Phrase> open = new ArrayList<>();

    /** A row of a sheet. */
    private record Line(String sheet, int number) {}

    private PartialAnalysis(PolicyWorkbook workbook, Vocabulary vocabulary, List<Finding> found) {
        this.workbook = workbook;
        this.vocabulary = vocabulary;
        this.findings = new ArrayList<>(found);
        locate();
    }

    /** Notes where the errors found so far stand. */
    private void locate() {
        findings.stream()
                .filter(Finding::isError)
                .flatMap(finding -> finding.places().stream())
                .filter(Place.Cell.class::isInstance)
                .map(Place.Cell.class::cast)
                .forEach(cell -> {
                    wrong.add(cell);
                    wrongLines.add(new Line(cell.sheet(), cell.row()));
                });
    }

    /** The findings of reading, what can be examined all the same, and what cannot. */
    public static List<Finding> of(List<Finding> found, PartlyRead part, Vocabulary vocabulary) {
        PartialAnalysis analysis = new PartialAnalysis(part.workbook(), vocabulary, found);
        analysis.examine(part);
        return analysis.told();
    }

    /** The findings of a table that was read and analysed but cannot decide, with what its scenarios show as far as they can. */
    public static List<Finding> tested(List<Finding> found, PolicyWorkbook workbook, Vocabulary vocabulary) {
        PartialAnalysis analysis = new PartialAnalysis(workbook, vocabulary, found);
        analysis.test(workbook.nativeTables() == null);
        return analysis.told();
    }

    /** The findings, and what they keep from being examined, by its name in the bundle of words. */
    public static List<Finding> unexamined(List<Finding> found, String... questions) {
        Finding line = line(Stream.of(questions).map(PartialAnalysis::question).toList());
        return Stream.concat(found.stream(), Stream.of(line)).toList();
    }

    private void examine(PartlyRead part) {
        boolean related = part.unread().isEmpty() && isTableUnderstood() && workbook.nativeTables() == null;
        List<Row> read = workbook.table().rows().stream().filter(this::isRead).toList();
        boolean everyRow = part.unread().isEmpty()
                && read.size() == workbook.table().rows().size();
        if (related && everyRow && !read.isEmpty() && part.hitPolicyRead() && part.outcomesRead()) {
            findings.addAll(TableAnalysis.of(workbook));
        } else {
            examineRows(part, related ? read : List.of());
            open(part, everyRow);
        }
        test(related && part.hitPolicyRead() && part.outcomesRead());
        part.unread().stream().limit(MOST_NAMED).map(PartialAnalysis::named).forEach(open::add);
        if (part.unread().size() > MOST_NAMED) {
            open.add(locale ->
                    new Words(locale).text("question.further", part.unread().size() - MOST_NAMED));
        }
    }

    private void examineRows(PartlyRead part, List<Row> related) {
        if (!workbook.table().conditions().isEmpty()) {
            findings.addAll(TableAnalysis.ofCells(workbook));
        }
        if (part.hitPolicyRead() && !related.isEmpty()) {
            findings.addAll(TableAnalysis.ofRows(withRows(related)));
        }
    }

    private void open(PartlyRead part, boolean everyRow) {
        questions(part).forEach(name -> open.add(question(name)));
        if (!part.outcomesRead()) {
            open.add(question("outcomes"));
        } else if (!everyRow && !workbook.policy().outcomes().isEmpty()) {
            open.add(question("unused-outcomes"));
        }
    }

    /** What is asked of all rows together. */
    private Stream<String> questions(PartlyRead part) {
        if (!part.hitPolicyRead()) {
            return Stream.of("gaps", "overlaps", "dead-rows", "redundant-rows", "thresholds");
        }
        return switch (workbook.policy().hitPolicy()) {
            case FIRST -> Stream.of("gaps", "dead-rows", "redundant-rows", "thresholds");
            case UNIQUE -> Stream.of("gaps", "overlaps", "thresholds");
            case COLLECT -> Stream.of();
        };
    }

    private void test(boolean decidable) {
        boolean none = workbook.scenarios().isEmpty()
                && wrongLines.stream().noneMatch(line -> line.sheet().equals(TESTS))
                && findings.stream().noneMatch(finding -> finding.code() == FindingCode.TESTS_HEADER_MISSING);
        if (none) {
            return;
        }
        // A row without a known priority may come before any other.
        boolean complete = decidable
                && workbook.policy().hitPolicy() != HitPolicy.COLLECT
                && findings.stream().noneMatch(finding -> finding.code() == FindingCode.PRIORITY_REFUSED);
        if (complete) {
            locate();
            ReadScenarios scenarios = new ReadScenarios(workbook, vocabulary, this::isRead, wrong, readScenarios());
            findings.addAll(scenarios.failed());
            complete = scenarios.areAllDecided();
        }
        if (!complete) {
            open.add(question("scenarios"));
        }
    }

    private List<Finding> told() {
        if (!open.isEmpty()) {
            findings.add(line(open));
        }
        return List.copyOf(findings);
    }

    private static Finding line(List<Phrase> parts) {
        Phrase joined = locale -> parts.stream()
                .map(part -> part.in(locale))
                .distinct()
                .collect(Collectors.joining(new Words(locale).text("also")));
        return Finding.at(Place.FILE, FindingCode.NOT_EXAMINED, joined);
    }

    private static Phrase question(String name) {
        return locale -> new Words(locale).text("question." + name);
    }

    private static Phrase named(Unread unread) {
        return locale -> unread.isTable()
                ? new Words(locale).text("question.table", unread.place())
                : new Words(locale).text("question.column", unread.column() + " (" + unread.place() + ")");
    }

    /** Whether no error stands outside the rows, where it may change what all of them mean. */
    private boolean isTableUnderstood() {
        Set<Line> rows = workbook.table().rows().stream()
                .map(row -> new Line(row.sheet(), row.number()))
                .collect(Collectors.toSet());
        return wrongLines.stream()
                .filter(line -> !line.sheet().equals(POLICY) && !line.sheet().equals(TESTS))
                .allMatch(rows::contains);
    }

    private boolean isRead(Row row) {
        return !wrongLines.contains(new Line(row.sheet(), row.number()));
    }

    /** The lines of the scenarios that could be read; none where a heading over them could not. */
    private Set<Integer> readScenarios() {
        Set<Integer> lines = workbook.scenarios().stream()
                .map(scenario -> ((Place.Cell) scenario.place()).row())
                .collect(Collectors.toSet());
        Set<Integer> wrongOnes = wrongLines.stream()
                .filter(line -> line.sheet().equals(TESTS))
                .map(Line::number)
                .collect(Collectors.toSet());
        if (!lines.containsAll(wrongOnes)) {
            return Set.of();
        }
        Set<Integer> read = new HashSet<>(lines);
        read.removeAll(wrongOnes);
        return read;
    }

    private PolicyWorkbook withRows(List<Row> rows) {
        DecisionTable table = workbook.table();
        return new PolicyWorkbook(
                workbook.policy(),
                new DecisionTable(table.name(), table.conditions(), table.actions(), rows),
                workbook.scenarios(),
                workbook.guide());
    }
}
