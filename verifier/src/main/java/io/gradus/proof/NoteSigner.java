package io.gradus.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

/** A private Ed25519 key with its name. It never prints itself: see {@link KeyFile} for its written form. */
public final class NoteSigner {

    private static final String PREFIX = "PRIVATE+KEY+";

    private final PrivateKey key;
    private final NoteVerifier verifier;

    private NoteSigner(String name, KeyPair pair) {
        this.key = pair.getPrivate();
        this.verifier = NoteVerifier.of(name, pair.getPublic());
    }

    /** A new key; the name is best a URL without scheme, such as {@code tiers.example.com/ledger}. */
    public static NoteSigner generate(String name, SecureRandom random) {
        return new NoteSigner(NoteKeys.requireName(name), pair(random));
    }

    /**
     * Reads {@code PRIVATE+KEY+name+id+base64}, Go's form of a note's private key.
     *
     * @throws InvalidNoteException when the text is no such key; the message never holds any of it
     */
    static NoteSigner parse(String text) {
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new InvalidNoteException("a private key is PRIVATE+KEY+name+id+base64");
        }
        byte[] seed = NoteKeys.decode(parts[2]);
        NoteSigner signer = new NoteSigner(NoteKeys.requireName(parts[0]), pair(new Seed(seed)));
        if (!signer.verifier.id().equals(parts[1])) {
            throw new InvalidNoteException("the private key does not belong to its id");
        }
        return signer;
    }

    /** The public key, to be given to everybody who shall verify. */
    public NoteVerifier verifier() {
        return verifier;
    }

    public String name() {
        return verifier.name();
    }

    byte[] sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** The text that {@link #parse} reads. Whoever has it can sign. */
    String secret() {
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new IllegalStateException("a key made by the platform shows its bytes"));
        return PREFIX + verifier.name() + "+" + verifier.id() + "+" + NoteKeys.encode(seed);
    }

    @Override
    public String toString() {
        return "the private key of " + verifier;
    }

    private static KeyPair pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /** The platform derives a public key only while it generates a pair; so it is handed the old seed as chance. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
