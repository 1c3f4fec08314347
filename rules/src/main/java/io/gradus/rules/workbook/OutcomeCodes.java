package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the cells of outcomes mean: outcomes of the sheet Policy, or, where there is none, the outcomes that the rows name. */
final class OutcomeCodes {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private final @Nullable PolicyDescription policy;
    private final Findings findings;
    private final @Nullable Labels stated;
    private final Map<String, Outcome> named = new LinkedHashMap<>();
    private String outcomeSetter = "";
    private boolean known;
    private boolean scoreRefused;

    private OutcomeCodes(@Nullable PolicyDescription policy, boolean known, Findings findings) {
        this.policy = policy;
        this.known = known;
        this.findings = findings;
        this.stated = policy == null ? null : known(policy);
    }

    /**
     * The outcomes of the sheet Policy.
     *
     * @param known whether all of them could be read; else a cell that names none of them is not wrong
     */
    static OutcomeCodes of(PolicyDescription policy, boolean known, Findings findings) {
        return new OutcomeCodes(policy, known, findings);
    }

    /** Whatever the rows name, in their order. */
    static OutcomeCodes named(Findings findings) {
        return new OutcomeCodes(null, true, findings);
    }

    /** Whether a cell that names none of these outcomes is wrong. */
    boolean areKnown() {
        return known;
    }

    /** From here on there may be outcomes that could not be read. */
    void leaveOpen() {
        known = false;
    }

    /** Whether a column that adds up is to be refused where one row decides: the first of them stands for all. */
    boolean refusesScores() {
        boolean first = !scoreRefused;
        scoreRefused = true;
        return first;
    }

    /** Whether columns add up though one row is said to decide. */
    boolean haveRefusedScores() {
        return scoreRefused;
    }

    /** Whether a cell names an outcome, or may name one. */
    boolean reads(RawCell cell) {
        return policy == null
                ? CODE.matcher(made(cell.text())).matches()
                : !known || TableReader.outcomeCode(policy, cell.normalised()) != null;
    }

    /** Whether the table says itself what its outcomes are. */
    boolean areNamed() {
        return policy == null;
    }

    /** Whether rows add up, so that there are no outcomes. */
    boolean collects() {
        return policy != null && policy.hitPolicy() == HitPolicy.COLLECT;
    }

    /** The outcome's code, or an empty one after a finding. */
    String code(RawCell cell) {
        return policy == null ? name(cell) : find(policy, cell);
    }

    /** The setter that gives the outcome in every table: the first that any table has. */
    String outcomeSetter(String first) {
        outcomeSetter = outcomeSetter.isEmpty() ? first : outcomeSetter;
        return outcomeSetter;
    }

    /** A text made into a code; it may not be one. */
    static String made(String text) {
        return RawCell.normalised(text).toUpperCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    }

    private String name(RawCell cell) {
        String code = made(cell.text());
        if (!CODE.matcher(code).matches()) {
            findings.add(cell.place(), FindingCode.OUTCOME_CODE_REFUSED, cell.normalised());
            leaveOpen();
            return "";
        }
        String label = cell.text().strip();
        named.putIfAbsent(code, new Outcome(code, new Labels(label, label, label)));
        return code;
    }

    private String find(PolicyDescription described, RawCell cell) {
        String code = TableReader.outcomeCode(described, cell.normalised());
        if (code == null && known) {
            findings.add(cell.place(), FindingCode.OUTCOME_UNKNOWN, cell.normalised(), known());
        }
        return code == null ? "" : code;
    }

    /** The known codes and what they are called, for a message. */
    Labels known() {
        return stated == null ? known(outcomes()) : stated;
    }

    /** A policy's outcomes as a cell may name them, by code and label. */
    static Labels known(PolicyDescription policy) {
        return known(policy.outcomes());
    }

    private static Labels known(List<Outcome> outcomes) {
        return Labels.of(locale -> outcomes.stream()
                .map(outcome -> named(outcome, outcome.label().in(locale)))
                .collect(Collectors.joining(", ")));
    }

    private static String named(Outcome outcome, String label) {
        return label.isEmpty() || label.equalsIgnoreCase(outcome.code())
                ? outcome.code()
                : outcome.code() + " " + label;
    }

    /** The known codes. */
    List<String> list() {
        List<Outcome> known = policy == null ? outcomes() : policy.outcomes();
        return known.stream().map(Outcome::code).toList();
    }

    /** The outcomes that rows have named so far. */
    List<Outcome> outcomes() {
        return List.copyOf(named.values());
    }
}
