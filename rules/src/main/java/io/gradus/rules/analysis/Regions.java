package io.gradus.rules.analysis;

import io.gradus.rules.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Some customers, described by several regions each of which holds some of them.
 *
 * @param parts without any customer outside of them, if these are all
 * @param all false when there are too many to list; then others are meant too
 */
record Regions(List<Region> parts, boolean all) implements Phrase {

    Regions {
        parts = List.copyOf(parts);
    }

    /** As few boxes as joining two at a time makes of them; together they hold the same customers. */
    static List<Box> joined(List<Box> boxes) {
        List<Box> joined = new ArrayList<>();
        for (Box box : boxes) {
            Box growing = box;
            Optional<Box> together = takeJoined(growing, joined);
            while (together.isPresent()) {
                growing = together.get();
                together = takeJoined(growing, joined);
            }
            joined.add(growing);
        }
        return joined;
    }

    /** The box together with one of the others, which is taken out of them. */
    private static Optional<Box> takeJoined(Box box, List<Box> others) {
        for (int i = 0; i < others.size(); i++) {
            Optional<Box> together = box.joined(others.get(i));
            if (together.isPresent()) {
                others.remove(i);
                return together;
            }
        }
        return Optional.empty();
    }

    @Override
    public String in(Locale locale) {
        Words words = new Words(locale);
        String listed = parts.stream().map(part -> part.in(locale)).collect(Collectors.joining(words.text("either")));
        return all ? listed : listed + words.text("others");
    }
}
