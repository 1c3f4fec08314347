package io.gradus.rules;

import java.util.regex.Pattern;

/** Texts from outside as people are shown them: what would move the cursor or turn the direction of writing is spelt out. */
public final class ShownText {

    /** Control characters, line and paragraph separators, marks of direction, and what has no width. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\u2028\\u2029\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]");

    private ShownText() {}

    /** The text with each such character written as Java and JSON do, {@code \}{@code u202E}, and line breaks as {@code \n}. */
    public static String of(String text) {
        return UNSEEN.matcher(text).replaceAll(match -> escaped(match.group().charAt(0)));
    }

    /** The same for texts of several lines, in which line breaks and tabs are what they are. */
    public static String ofLines(String text) {
        return UNSEEN.matcher(text)
                .replaceAll(match -> "\n\r\t".contains(match.group())
                        ? match.group()
                        : escaped(match.group().charAt(0)));
    }

    /** Whether a character would move the cursor, turn the direction of writing or have no width. */
    public static boolean isUnseen(char character) {
        return UNSEEN.matcher(String.valueOf(character)).matches();
    }

    private static String escaped(char unseen) {
        return switch (unseen) {
            case '\n' -> "\\\\n";
            case '\r' -> "\\\\r";
            case '\t' -> "\\\\t";
            default -> String.format("\\\\u%04X", (int) unseen);
        };
    }
}
