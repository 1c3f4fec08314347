package io.gradus.proof;

import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log says of itself at one size, in the form of C2SP {@code tlog-checkpoint}.
 *
 * @param origin names the log; its key has the same name
 * @param size how many leaves
 * @param root of the tree of that size, lower-case hex
 * @param extensions further lines, which nobody here reads
 */
public record Checkpoint(String origin, long size, String root, List<String> extensions) {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0 || !Sha256.isHex(root)) {
            throw new InvalidNoteException("a checkpoint has an origin, a size and a root");
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.indexOf('\n') >= 0)) {
            throw new InvalidNoteException("no line of a checkpoint is empty");
        }
    }

    /** What the tree is now. */
    public static Checkpoint of(String origin, MerkleTree tree) {
        return new Checkpoint(origin, tree.size(), HexFormat.of().formatHex(tree.root()), List.of());
    }

    /** Signs with a key that has the name of the origin. */
    public SignedNote sign(NoteSigner signer) {
        if (!signer.name().equals(origin)) {
            throw new IllegalArgumentException("the log " + origin + " cannot be signed for by " + signer.name());
        }
        return SignedNote.sign(text(), signer);
    }

    /** @throws InvalidNoteException when the text of a note is no checkpoint */
    public static Checkpoint parse(String text) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        if (lines.size() < 4
                || !lines.get(lines.size() - 1).isEmpty()
                || !NUMBER.matcher(lines.get(1)).matches()) {
            throw new InvalidNoteException("a checkpoint is a line each for origin, size and root");
        }
        String root = HexFormat.of().formatHex(NoteKeys.base64(lines.get(2)));
        return new Checkpoint(lines.get(0), Long.parseLong(lines.get(1)), root, lines.subList(3, lines.size() - 1));
    }

    /**
     * The checkpoint of a note that a known key with the name of the origin signed.
     *
     * @throws InvalidNoteException when there is no such signature, or one that names a known key is not of that key
     */
    public static Checkpoint open(SignedNote note, Collection<NoteVerifier> known) {
        Checkpoint checkpoint = parse(note.text());
        if (note.signers(known).stream().noneMatch(key -> key.name().equals(checkpoint.origin))) {
            throw new InvalidNoteException("no known key of " + checkpoint.origin + " signed");
        }
        return checkpoint;
    }

    /** The note's text, without signatures. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n');
        text.append(Base64.getEncoder().encodeToString(rootBytes())).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    byte[] rootBytes() {
        return HexFormat.of().parseHex(root);
    }
}
