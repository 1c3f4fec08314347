package io.gradus.rules.workbook;

import io.gradus.rules.Claim;
import io.gradus.rules.Field;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Unit;
import io.gradus.rules.Vocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the Policy sheet: entries in columns A (name) and C (value), then the outcomes, highest first. */
final class PolicySheetReader {

    static final String SHEET = "Policy";
    static final String OUTCOMES = "outcome";
    static final int VALUE = 2;
    private static final int LABELS = 3;
    static final String HIT_POLICY = "hit policy";
    static final String PERSONAL_REASON = "personal data reason";
    static final String CLAIM = "claim";

    private static final Set<String> ENTRIES = Set.of(
            "id",
            "hit policy",
            "title en",
            "title zh-cn",
            "title zh-tw",
            "description en",
            "description zh-cn",
            "description zh-tw",
            PERSONAL_REASON,
            CLAIM);
    private static final Pattern CLAIMED = Pattern.compile(
            "(?<outcome>[A-Z][A-Z0-9_]*)\\s*:\\s*(?<percent>\\d{1,3}(\\.\\d{1,4})?)\\s*%\\s*of\\s+(?<field>\\w+)");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");

    private final SheetGrid sheet;
    private final Vocabulary vocabulary;
    private final Findings findings;
    private final Map<String, RawCell> entries = new LinkedHashMap<>();
    private final Map<String, Place> outcomePlaces = new LinkedHashMap<>();
    private final List<String> missing = new ArrayList<>();
    private boolean outcomesRead = true;
    private boolean hitPolicyRead = true;

    PolicySheetReader(SheetGrid sheet, Vocabulary vocabulary, Findings findings) {
        this.sheet = sheet;
        this.vocabulary = vocabulary;
        this.findings = findings;
    }

    PolicyDescription read() {
        Set<String> seen = new HashSet<>();
        for (int row = 1; row <= sheet.lastRow(); row++) {
            RawCell name = sheet.look(row, 0);
            String key = name.normalised().toLowerCase(Locale.ROOT);
            if (ENTRIES.contains(key) && !seen.add(key)) {
                findings.add(name.place(), FindingCode.POLICY_ENTRY_TWICE, name.normalised());
            }
            if (ENTRIES.contains(key)) {
                entries.putIfAbsent(name.normalised(), sheet.cell(row, VALUE));
            }
        }
        String id = entry("id");
        if (!id.isEmpty() && !PolicyDescription.isId(id)) {
            findings.add(place("id"), FindingCode.POLICY_ID_REFUSED, id);
        }
        HitPolicy hitPolicy = hitPolicy();
        List<Outcome> outcomes = outcomes(hitPolicy);
        PolicyDescription policy = new PolicyDescription(
                id, labels("title"), labels("description"), outcomes, hitPolicy, personalReason(), claim(outcomes));
        if (!missing.isEmpty()) {
            findings.add(new Place.Sheet(sheet.name()), FindingCode.POLICY_ENTRY_MISSING, String.join(", ", missing));
        }
        return policy;
    }

    /** Whether all outcomes could be read, so that no other cell can mean one. */
    boolean isOutcomesRead() {
        return outcomesRead;
    }

    boolean isHitPolicyRead() {
        return hitPolicyRead;
    }

    private HitPolicy hitPolicy() {
        String written = entry(HIT_POLICY);
        return Arrays.stream(HitPolicy.values())
                .filter(one -> one.name().equals(written))
                .findFirst()
                .orElseGet(() -> unknownHitPolicy(written));
    }

    /** Rows that give outcomes decide, and where the sheet lists none they add up: so much is plain. */
    private HitPolicy unknownHitPolicy(String written) {
        hitPolicyRead = false;
        if (!written.isEmpty()) {
            findings.add(place(HIT_POLICY), FindingCode.HIT_POLICY_UNKNOWN, written);
        }
        int header = outcomesHeader();
        return header < sheet.lastRow() && isOutcome(header + 1) ? HitPolicy.FIRST : HitPolicy.COLLECT;
    }

    private @Nullable String personalReason() {
        RawCell reason = entries.get(PERSONAL_REASON);
        return reason == null || reason.isBlank() ? null : reason.text().strip();
    }

    private @Nullable Claim claim(List<Outcome> outcomes) {
        RawCell cell = entries.get(CLAIM);
        if (cell == null || cell.isBlank()) {
            return null;
        }
        Matcher written = CLAIMED.matcher(cell.normalised());
        if (written.matches() && outcomes.stream().anyMatch(one -> one.code().equals(written.group("outcome")))) {
            Field field = vocabulary.find(written.group("field")).orElse(null);
            BigDecimal share = new BigDecimal(written.group("percent")).movePointLeft(2);
            if (field != null && field.unit() == Unit.CURRENCY && share.compareTo(BigDecimal.ONE) <= 0) {
                return new Claim(written.group("outcome"), share, field);
            }
        }
        findings.add(cell.place(), FindingCode.CLAIM_REFUSED, cell.normalised());
        return null;
    }

    private Labels labels(String name) {
        return new Labels(entry(name + " en"), entry(name + " zh-CN"), entry(name + " zh-TW"));
    }

    private String entry(String name) {
        RawCell cell = entries.get(name);
        if (cell == null) {
            missing.add(name);
            return "";
        }
        if (cell.isBlank()) {
            findings.add(cell.place(), FindingCode.POLICY_ENTRY_MISSING, name);
            return "";
        }
        if (cell.error() != null) {
            findings.add(cell.place(), FindingCode.CELL_ERROR, cell.error());
        }
        return cell.text().strip();
    }

    private Place place(String name) {
        RawCell cell = entries.get(name);
        return cell == null ? new Place.Sheet(sheet.name()) : cell.place();
    }

    private List<Outcome> outcomes(HitPolicy hitPolicy) {
        List<Outcome> outcomes = new ArrayList<>();
        int header = outcomesHeader();
        for (int row = header + 1; row <= sheet.lastRow() && isOutcome(row); row++) {
            outcomes.add(outcome(row, outcomes));
        }
        for (int i = 0; i < outcomes.size(); i++) {
            refuseAmbiguousLabels(header + 1 + i, i, outcomes);
        }
        if (hitPolicy == HitPolicy.COLLECT && !outcomes.isEmpty()) {
            findings.add(
                    outcomePlaces.getOrDefault(outcomes.get(0).code(), new Place.Sheet(sheet.name())),
                    FindingCode.OUTCOME_NOT_COLLECTED,
                    outcomes.stream().map(Outcome::code).collect(Collectors.joining(", ")));
        }
        outcomesRead &= !outcomes.isEmpty() || (hitPolicyRead && hitPolicy == HitPolicy.COLLECT);
        return outcomes;
    }

    /** Misses outcomes, unless the table adds up, and its hit policy is what is wrong. */
    void missOutcomes(PolicyDescription policy, OutcomeCodes codes) {
        if (policy.outcomes().isEmpty() && policy.hitPolicy() != HitPolicy.COLLECT && !codes.haveRefusedScores()) {
            findings.add(new Place.Sheet(sheet.name()), FindingCode.OUTCOMES_MISSING);
        }
    }

    private int outcomesHeader() {
        return sheet.find(
                        cell -> cell.place().column() == 0 && cell.normalised().equals(OUTCOMES))
                .map(cell -> cell.place().row())
                .findFirst()
                .orElse(sheet.lastRow());
    }

    /** The outcomes end at a blank row, or at a note that is merged over several columns. */
    private boolean isOutcome(int row) {
        return !sheet.look(row, 0).isBlank() && !sheet.isMergedOver(row, 0, 1);
    }

    /** A label must not name another outcome; of two outcomes with the same label the lower one has the finding. */
    private void refuseAmbiguousLabels(int row, int index, List<Outcome> outcomes) {
        String own = outcomes.get(index).code();
        for (int column = 1; column <= LABELS; column++) {
            RawCell label = sheet.cell(row, column);
            String text = label.normalised();
            IntStream.range(0, outcomes.size())
                    .filter(other -> !outcomes.get(other).code().equals(own))
                    .filter(other -> outcomes.get(other).code().equalsIgnoreCase(text)
                            || (other < index && !own.equalsIgnoreCase(text) && names(outcomes.get(other), text)))
                    .mapToObj(other -> outcomes.get(other).code())
                    .findFirst()
                    .ifPresent(code -> findings.add(label.place(), FindingCode.OUTCOME_LABEL_AMBIGUOUS, text, code));
        }
    }

    private static boolean names(Outcome outcome, String text) {
        return !text.isEmpty() && TableReader.meant(outcome).stream().anyMatch(text::equalsIgnoreCase);
    }

    /** Where each outcome stands, by code; known after reading. */
    Map<String, Place> outcomePlaces() {
        return Map.copyOf(outcomePlaces);
    }

    private Outcome outcome(int row, List<Outcome> above) {
        RawCell code = sheet.cell(row, 0);
        if (!CODE.matcher(code.normalised()).matches()) {
            findings.add(code.place(), FindingCode.OUTCOME_CODE_REFUSED, code.normalised());
            outcomesRead = false;
        }
        if (above.stream().anyMatch(outcome -> outcome.code().equals(code.normalised()))) {
            findings.add(code.place(), FindingCode.OUTCOME_TWICE, code.normalised());
        }
        outcomePlaces.putIfAbsent(code.normalised(), code.place());
        return new Outcome(code.normalised(), new Labels(label(row, 1), label(row, 2), label(row, 3)));
    }

    private String label(int row, int column) {
        RawCell cell = sheet.cell(row, column);
        if (cell.isBlank()) {
            findings.add(cell.place(), FindingCode.POLICY_ENTRY_MISSING, "label");
        }
        if (cell.error() != null) {
            findings.add(cell.place(), FindingCode.CELL_ERROR, cell.error());
        }
        return cell.text().strip();
    }
}
