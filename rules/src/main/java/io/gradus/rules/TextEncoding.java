package io.gradus.rules;

import com.google.common.primitives.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells in what encoding a file may be that is not in the one it should be in. */
public final class TextEncoding {

    private static final int SAMPLE = 64 * 1024;
    private static final int LONGEST_CHARACTER = 4;

    private TextEncoding() {}

    /** The text in that encoding; absent where the bytes are none. */
    public static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            // That the bytes do not fit is the answer.
            return Optional.empty();
        }
    }

    /** The name of the encoding that fits the bytes best, looking at the first of them; absent where none is likely. */
    public static Optional<String> fitting(byte[] bytes) {
        byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE));
        if (isText(sample, StandardCharsets.UTF_8)) {
            return Optional.of("UTF-8");
        }
        // Nothing but UTF-16 has empty bytes in a text.
        if (Bytes.contains(sample, (byte) 0)) {
            return Stream.of("UTF-16LE", "UTF-16BE")
                    .filter(name -> isText(sample, Charset.forName(name)))
                    .findFirst();
        }
        String chinese = isSimplified(sample) ? "GB18030" : "Big5";
        return Stream.of(chinese, "GB18030", "Big5", "windows-1252")
                .filter(name -> isText(sample, Charset.forName(name)))
                .findFirst();
    }

    /** Whether more pairs of bytes are frequent characters of GB 2312 than of Big5; most bytes are characters in either. */
    private static boolean isSimplified(byte[] sample) {
        int simplified = 0;
        int traditional = 0;
        for (int i = 0; i + 1 < sample.length; i++) {
            int lead = sample[i] & 0xFF;
            int trail = sample[i + 1] & 0xFF;
            if (lead >= 0x81) {
                simplified += lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1 ? 1 : 0;
                traditional += lead >= 0xA4 && lead <= 0xC6 && trail >= 0x40 ? 1 : 0;
                i++;
            }
        }
        return simplified >= traditional;
    }

    /** A sample may end within a character. */
    private static boolean isText(byte[] sample, Charset charset) {
        int cuts = sample.length < SAMPLE ? 1 : LONGEST_CHARACTER;
        return Stream.iterate(0, cut -> cut + 1)
                .limit(cuts)
                .flatMap(cut -> decoded(Arrays.copyOf(sample, sample.length - cut), charset).stream())
                .anyMatch(text -> text.chars().noneMatch(TextEncoding::isOdd));
    }

    private static boolean isOdd(int character) {
        int kind = Character.getType(character);
        boolean control = Character.isISOControl(character) && "\t\r\n".indexOf(character) < 0;
        return control || kind == Character.UNASSIGNED || kind == Character.PRIVATE_USE;
    }
}
