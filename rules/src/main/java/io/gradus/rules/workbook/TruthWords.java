package io.gradus.rules.workbook;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How people write yes and no in a cell. */
final class TruthWords {

    private static final Set<String> YES =
            Set.of("true", "yes", "y", "t", "on", "1", "是", "启用", "啟用", "√", "✓", "✔", "☑");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "f", "off", "0", "否", "停用", "禁用", "不启用", "不啟用", "×", "✗", "✘", "☒");

    private TruthWords() {}

    /** What the text says; empty when it is neither yes nor no. */
    static Optional<Boolean> read(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return Optional.of(true);
        }
        return NO.contains(word) ? Optional.of(false) : Optional.empty();
    }
}
