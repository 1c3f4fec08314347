package io.gradus.proof;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text and signatures of it, in the form of C2SP {@code signed-note}: the text, an empty line, and for each signature a line of
 * an em dash, the key's name, and base64 of the key's id and the signature.
 *
 * @param text ends with a newline
 * @param signatures not checked yet: see {@link #signers}
 */
public record SignedNote(String text, List<Line> signatures) {

    private static final int MAXIMUM_LENGTH = 1 << 20;
    private static final int MAXIMUM_SIGNATURES = 100;
    private static final String DASH = "\u2014 ";

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)
                || text.chars().anyMatch(character -> character < ' ' && character != '\n')) {
            throw new InvalidNoteException("a note ends with a newline and has no control characters");
        }
        if (signatures.isEmpty() || signatures.size() > MAXIMUM_SIGNATURES) {
            throw new InvalidNoteException("a note has 1 to " + MAXIMUM_SIGNATURES + " signatures");
        }
    }

    /**
     * One signature, of a key that may be unknown.
     *
     * @param id the key's eight hex digits
     * @param base64 of the id's four bytes and the signature
     */
    public record Line(String name, String id, String base64) {

        static Line parse(String line) {
            String[] parts =
                    line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", 2) : new String[0];
            if (parts.length != 2) {
                throw new InvalidNoteException("a signature is a dash, a name and base64");
            }
            byte[] bytes = NoteKeys.base64(parts[1]);
            if (bytes.length < 5) {
                throw new InvalidNoteException("a signature begins with the key's id");
            }
            return new Line(NoteKeys.requireName(parts[0]), HexFormat.of().formatHex(bytes, 0, 4), parts[1]);
        }

        static Line of(String text, NoteSigner signer) {
            byte[] id = NoteKeys.requireId(signer.verifier().id());
            byte[] signature = signer.sign(text);
            byte[] bytes = Arrays.copyOf(id, id.length + signature.length);
            System.arraycopy(signature, 0, bytes, id.length, signature.length);
            String base64 = Base64.getEncoder().encodeToString(bytes);
            return new Line(signer.name(), signer.verifier().id(), base64);
        }

        boolean isBy(NoteVerifier key) {
            return name.equals(key.name()) && id.equals(key.id());
        }

        byte[] signature() {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Arrays.copyOfRange(bytes, 4, bytes.length);
        }
    }

    public static SignedNote sign(String text, NoteSigner signer) {
        return new SignedNote(text, List.of(Line.of(text, signer)));
    }

    /** The same note with one more signature, which replaces an earlier one of the same key. */
    public SignedNote signedAlsoBy(NoteSigner signer) {
        List<Line> lines = new ArrayList<>(signatures);
        lines.removeIf(line -> line.isBy(signer.verifier()));
        lines.add(Line.of(text, signer));
        return new SignedNote(text, lines);
    }

    /** @throws InvalidNoteException when the bytes are no signed note */
    public static SignedNote parse(byte[] bytes) {
        String note = utf8(bytes);
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || end + 2 == note.length()) {
            throw new InvalidNoteException("a note is a text, an empty line and signatures");
        }
        String[] lines = note.substring(end + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MAXIMUM_SIGNATURES) {
            throw new InvalidNoteException("a note has 1 to " + MAXIMUM_SIGNATURES + " signatures");
        }
        return new SignedNote(
                note.substring(0, end + 1),
                Arrays.stream(lines).map(Line::parse).toList());
    }

    /**
     * Those of the known keys that signed the text. Signatures of other keys are passed over.
     *
     * @throws InvalidNoteException when a signature that names a known key is not of that key, or no known key signed
     */
    public Set<NoteVerifier> signers(Collection<NoteVerifier> known) {
        Map<NoteVerifier, Line> signers = new LinkedHashMap<>();
        for (Line line : signatures) {
            List<NoteVerifier> named =
                    known.stream().filter(line::isBy).distinct().toList();
            if (named.size() > 1) {
                throw new InvalidNoteException("two known keys are called " + line.name() + "+" + line.id());
            }
            for (NoteVerifier key : named) {
                if (signers.putIfAbsent(key, line) == null && !key.verifies(text, line.signature())) {
                    throw new InvalidNoteException("the signature is not by " + line.name() + "+" + line.id());
                }
            }
        }
        if (signers.isEmpty()) {
            throw new InvalidNoteException("no known key signed");
        }
        return signers.keySet();
    }

    /** The note in its written form. */
    public byte[] bytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Line line : signatures) {
            note.append(DASH)
                    .append(line.name())
                    .append(' ')
                    .append(line.base64())
                    .append('\n');
        }
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String utf8(byte[] bytes) {
        if (bytes.length > MAXIMUM_LENGTH) {
            throw new InvalidNoteException("a note has at most " + MAXIMUM_LENGTH + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidNoteException("not UTF-8");
        }
    }
}
