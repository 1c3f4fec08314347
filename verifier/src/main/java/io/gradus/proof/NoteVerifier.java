package io.gradus.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** A public Ed25519 key with its name, written {@code name+id+base64} as in Go's sumdb notes and C2SP signed notes. */
public final class NoteVerifier {

    /** How X.509 (RFC 8410) begins before the 32 bytes of an Ed25519 public key. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] publicKey;
    private final PublicKey key;

    NoteVerifier(String name, byte[] publicKey) {
        this.name = NoteKeys.requireName(name);
        this.publicKey = publicKey.clone();
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509_PREFIX.length, publicKey.length);
        try {
            this.key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new InvalidNoteException("not a public key of Ed25519");
        }
    }

    /** @throws InvalidNoteException when the text is no key, or its id is not that of name and key */
    public static NoteVerifier parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new InvalidNoteException("a key is name+id+base64");
        }
        NoteVerifier verifier = new NoteVerifier(parts[0], NoteKeys.decode(parts[2]));
        if (!verifier.id().equals(parts[1])) {
            throw new InvalidNoteException("the key's id is " + verifier.id() + ", written is " + parts[1]);
        }
        return verifier;
    }

    static NoteVerifier of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        return new NoteVerifier(name, Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length));
    }

    public String name() {
        return name;
    }

    /** Eight hex digits that tell keys of one name apart. */
    public String id() {
        return NoteKeys.id(name, publicKey);
    }

    /** Whether the 64 bytes are this key's signature of the text. */
    boolean verifies(String text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return name + "+" + id() + "+" + NoteKeys.encode(publicKey);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteVerifier that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
