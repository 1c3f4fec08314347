package io.gradus.rules.workbook;

import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import io.gradus.rules.FollowUpRhythm;
import io.gradus.rules.Labels;
import io.gradus.rules.PeriodDays;
import io.gradus.rules.ServiceAttribute;
import io.gradus.rules.ServiceLevel;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads action cells: free text, and typed values where the action is an attribute of a service level. */
final class ActionCellReader {

    private static final Map<String, String> MANNERS = Map.of(
            "in depth and personal", "IN_DEPTH",
            "深入、个性化", "IN_DEPTH",
            "深入、個性化", "IN_DEPTH",
            "深入个性化", "IN_DEPTH",
            "深入個性化", "IN_DEPTH",
            "short and clear", "BRIEF",
            "简明扼要", "BRIEF",
            "簡明扼要", "BRIEF");

    private final CellReader cells;
    private final Findings findings;

    ActionCellReader(CellReader cells, Findings findings) {
        this.cells = cells;
        this.findings = findings;
    }

    /** The value as later readers take it: plain numbers, true or false, rhythms as they print; empty after a finding. */
    String read(String action, RawCell raw) {
        if (raw.error() != null) {
            findings.add(raw.place(), FindingCode.CELL_ERROR, raw.error());
            return "";
        }
        return ServiceAttribute.ofAction(action)
                .map(attribute -> typed(attribute, raw))
                .orElseGet(() -> cells.actionText(raw));
    }

    private String typed(ServiceAttribute attribute, RawCell raw) {
        return switch (attribute.kind()) {
            case TEXT -> cells.actionText(raw);
            case RHYTHM -> rhythm(attribute, raw);
            case MANNER -> manner(attribute, raw);
            case WHOLE -> value(attribute, FieldType.WHOLE, raw);
            case DECIMAL -> value(attribute, FieldType.DECIMAL, raw);
            case RATE -> value(attribute, FieldType.RATE, raw);
            case TRUTH -> value(attribute, FieldType.TRUTH, raw);
        };
    }

    private String rhythm(ServiceAttribute attribute, RawCell raw) {
        // Excel turns 3-7 into a date; the number of a single step is as good as its text.
        Optional<FollowUpRhythm> rhythm = raw.date() == null ? RhythmReader.read(raw.normalised()) : Optional.empty();
        return rhythm.map(String::valueOf)
                .orElseGet(() -> refused(attribute, raw, "1-1-2-3-7-7-15, every 2 months, own rhythm, none"));
    }

    private String manner(ServiceAttribute attribute, RawCell raw) {
        String text = raw.normalised();
        String code = MANNERS.getOrDefault(text.toLowerCase(Locale.ROOT), text);
        boolean known = Arrays.stream(ServiceLevel.Manner.values())
                .anyMatch(manner -> manner.name().equals(code));
        return known
                ? code
                : refused(
                        attribute,
                        raw,
                        Arrays.stream(ServiceLevel.Manner.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ")));
    }

    private String value(ServiceAttribute attribute, FieldType type, RawCell raw) {
        Condition read = cells.condition(field(attribute, type), "", raw);
        if (read instanceof Condition.OneOf one && one.values().size() == 1) {
            Object value = one.values().get(0);
            return isAllowed(type, value) ? text(value) : refused(attribute, raw, bounds(type));
        }
        // A cell that could not be read has its finding already.
        return read == Condition.ANY ? "" : refused(attribute, raw, bounds(type));
    }

    private static boolean isAllowed(FieldType type, Object value) {
        if (value instanceof Integer whole) {
            return whole >= 0;
        }
        return !(value instanceof BigDecimal decimal)
                || (decimal.signum() >= 0 && (type != FieldType.RATE || decimal.compareTo(BigDecimal.ONE) <= 0));
    }

    private static String bounds(FieldType type) {
        return switch (type) {
            case TRUTH -> "true, false, 是, 否";
            case RATE -> "0%..100%";
            case WHOLE -> "0, 1, 2, ..";
            default -> ">= 0";
        };
    }

    private static String text(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().toPlainString()
                : value.toString();
    }

    private String refused(ServiceAttribute attribute, RawCell raw, String allowed) {
        findings.add(raw.place(), FindingCode.ACTION_VALUE_REFUSED, raw.text().strip(), attribute.action(), allowed);
        return "";
    }

    /** The attribute as if it were a field, so that its cells are read by the same language. */
    private static Field field(ServiceAttribute attribute, FieldType type) {
        Labels label = new Labels(attribute.action(), attribute.action(), attribute.action());
        return new Field(
                attribute.action(),
                type,
                attribute.unit(),
                label,
                "service",
                null,
                Derivation.POLICY,
                null,
                List.of(),
                null,
                null,
                List.of(),
                PeriodDays.UNSAID,
                false);
    }
}
