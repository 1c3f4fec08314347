package io.gradus.rules;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How often a customer is contacted again. Its text is what {@link #parse} reads. */
public sealed interface FollowUpRhythm {

    /** No step or interval is longer, in days or months. */
    int LONGEST = 3_650;

    /** So many steps at most. */
    int MOST_STEPS = 100;

    /** Days from one contact to the next, then no more: 1-1-2-3-7-7-15. */
    record Steps(List<Integer> days) implements FollowUpRhythm {
        public Steps {
            days = List.copyOf(days);
            if (days.isEmpty() || days.size() > MOST_STEPS || days.stream().anyMatch(day -> !isAllowed(day))) {
                throw new IllegalArgumentException("not up to 100 steps of 1 to 3650 days: " + days);
            }
        }

        @Override
        public String toString() {
            return days.stream().map(String::valueOf).collect(Collectors.joining("-"));
        }
    }

    /**
     * Again and again, by calendar.
     *
     * @param unit days or months
     */
    record Every(int count, ChronoUnit unit) implements FollowUpRhythm {
        public Every {
            if (!isAllowed(count) || (unit != ChronoUnit.DAYS && unit != ChronoUnit.MONTHS)) {
                throw new IllegalArgumentException(
                        "not an interval of 1 to 3650 days or months: " + count + " " + unit);
            }
        }

        @Override
        public String toString() {
            return "every " + count + (unit == ChronoUnit.DAYS ? " day" : " month") + (count == 1 ? "" : "s");
        }
    }

    /** As often as the customer orders: the median of the days between orders. */
    record Own() implements FollowUpRhythm {
        @Override
        public String toString() {
            return "own rhythm";
        }
    }

    /** Never: nobody contacts the customer of their own accord. */
    record None() implements FollowUpRhythm {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** The rhythm of a text that a rhythm printed; empty for any other text. */
    static Optional<FollowUpRhythm> parse(String text) {
        if (text.equals(new None().toString())) {
            return Optional.of(new None());
        }
        if (text.equals(new Own().toString())) {
            return Optional.of(new Own());
        }
        Matcher every = Printed.EVERY.matcher(text);
        if (every.matches()) {
            int count = Integer.parseInt(every.group(1));
            ChronoUnit unit = every.group(2).equals("day") ? ChronoUnit.DAYS : ChronoUnit.MONTHS;
            return isAllowed(count) ? Optional.of(new Every(count, unit)) : Optional.empty();
        }
        if (!Printed.STEPS.matcher(text).matches()) {
            return Optional.empty();
        }
        List<Integer> days =
                Arrays.stream(text.split("-")).map(Integer::valueOf).toList();
        return days.size() <= MOST_STEPS && days.stream().allMatch(FollowUpRhythm::isAllowed)
                ? Optional.of(new Steps(days))
                : Optional.empty();
    }

    /** Whether a step or an interval may be so long. */
    static boolean isAllowed(long length) {
        return length >= 1 && length <= LONGEST;
    }

    /** How rhythms are printed. */
    final class Printed {
        private static final Pattern EVERY = Pattern.compile("every (\\d{1,4}) (day|month)s?");
        private static final Pattern STEPS = Pattern.compile("\\d{1,4}(-\\d{1,4})*");

        private Printed() {}
    }
}
