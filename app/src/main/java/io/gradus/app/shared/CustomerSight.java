package io.gradus.app.shared;

import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.Vocabulary;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Customers' values as somebody may see them: in the clear, or with the personal ones masked. */
public final class CustomerSight {

    /** Stands where a personal value is masked. */
    public static final String MASK = "•••";

    static final CustomerSight CLEAR = new CustomerSight(Set.of(), name -> false);

    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:\\s?%)?";

    private final Set<String> personal;
    private final Predicate<String> isHidden;

    private CustomerSight(Set<String> personal, Predicate<String> isHidden) {
        this.personal = personal;
        this.isHidden = isHidden;
    }

    /** Masks what the vocabulary calls personal, and what it does not know: that may have been personal once. */
    static CustomerSight masking(Vocabulary vocabulary) {
        Set<String> personal = vocabulary.fields().stream()
                .filter(Field::personal)
                .map(Field::name)
                .collect(Collectors.toSet());
        return new CustomerSight(
                personal, name -> vocabulary.find(name).map(Field::personal).orElse(true));
    }

    /** Values by the name of their field. */
    public Map<String, Object> values(Map<String, Object> values) {
        Map<String, Object> seen = new LinkedHashMap<>();
        values.forEach((name, value) -> seen.put(name, isHidden.test(name) ? MASK : value));
        return Collections.unmodifiableMap(seen);
    }

    /** A decision whose reason, too, holds nothing else. */
    public Decision decision(Decision decision) {
        return new Decision(
                decision.policyId(),
                decision.policyHash(),
                decision.customerId(),
                decision.asOf(),
                decision.outcome(),
                decision.actions(),
                values(decision.computed()),
                decision.row(),
                decision.otherRows(),
                values(decision.facts()));
    }

    /**
     * A reason as {@link Decision#because()} wrote it.
     *
     * @param facts in the clear, those that it was written from
     */
    public String because(String reason, Map<String, Object> facts) {
        Set<String> hidden = new TreeSet<>(personal);
        facts.keySet().stream().filter(isHidden).forEach(hidden::add);
        String seen = reason;
        for (String name : hidden) {
            seen = masked(seen, name, facts.get(name));
        }
        return seen;
    }

    /** Where the value is not written as expected, everything behind the field's name is masked. */
    private static String masked(String reason, String name, @Nullable Object value) {
        Matcher sign = Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + " [=≈] ")
                .matcher(reason);
        Pattern written = Pattern.compile("(?:" + written(value) + ")(?= \\()", Pattern.DOTALL);
        StringBuilder seen = new StringBuilder();
        int end = 0;
        while (sign.find(end)) {
            seen.append(reason, end, sign.end()).append(MASK);
            Matcher found = written.matcher(reason).region(sign.end(), reason.length());
            found.useTransparentBounds(true);
            if (!found.lookingAt()) {
                return seen.toString();
            }
            end = found.end();
        }
        return seen.append(reason, end, reason.length()).toString();
    }

    private static String written(@Nullable Object value) {
        if (value instanceof BigDecimal) {
            return NUMBER;
        }
        return value instanceof List<?> list
                ? Pattern.quote(list.toString())
                : Pattern.quote(String.valueOf(value)) + "|" + Pattern.quote(MASK);
    }
}
