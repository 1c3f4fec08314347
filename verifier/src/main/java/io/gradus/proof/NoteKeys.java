package io.gradus.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** What the public and the private key of a signed note share: the name, the id and the form of both. */
final class NoteKeys {

    static final byte ED25519 = 1;
    static final int KEY_LENGTH = 32;

    private NoteKeys() {}

    /** Not empty, without spaces of any script and without a plus. */
    static String requireName(String name) {
        boolean valid = !name.isEmpty()
                && name.indexOf('+') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && name.codePoints().noneMatch(NoteKeys::isSpaceOrControl);
        if (!valid) {
            throw new InvalidNoteException("a key's name has no spaces and no plus, found: " + name);
        }
        return name;
    }

    /** The first four bytes of SHA-256 over the name, a newline, the kind of signature and the public key, as hex. */
    static String id(String name, byte[] publicKey) {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return Sha256.hex(named, new byte[] {ED25519}, publicKey).substring(0, 8);
    }

    static String encode(byte[] key) {
        byte[] data = new byte[1 + key.length];
        data[0] = ED25519;
        System.arraycopy(key, 0, data, 1, key.length);
        return Base64.getEncoder().encodeToString(data);
    }

    static byte[] decode(String text) {
        byte[] data = base64(text);
        if (data.length != 1 + KEY_LENGTH || data[0] != ED25519) {
            throw new InvalidNoteException("not an Ed25519 key of 32 bytes");
        }
        return Arrays.copyOfRange(data, 1, data.length);
    }

    /** Base64 in its one form: padded, nothing between, no bits left over. */
    static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, as of every other text
        }
        throw new InvalidNoteException("not base64");
    }

    static byte[] requireId(String id) {
        try {
            byte[] bytes = HexFormat.of().parseHex(id);
            if (bytes.length == 4 && HexFormat.of().formatHex(bytes).equals(id)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, as of every other text
        }
        throw new InvalidNoteException("a key's id is eight hex digits");
    }

    private static boolean isSpaceOrControl(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }
}
