package io.gradus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The known keys and notes are those of Go's {@code golang.org/x/mod/sumdb/note} and of RFC 8032, section 7.1. */
class SignedNoteTests {

    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String PETERS_SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";

    private static final String TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String PETER_SIGNED =
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    private static final String ENOCH_SIGNED =
            "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    private final NoteVerifier peter = NoteVerifier.parse(PETER);
    private final NoteVerifier enoch = NoteVerifier.parse(ENOCH);

    private static SignedNote note(String text) {
        return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theKnownKeySignsTheKnownNote() {
        NoteSigner signer = NoteSigner.parse(PETERS_SECRET);

        assertThat(new String(SignedNote.sign(TEXT, signer).bytes(), StandardCharsets.UTF_8))
                .isEqualTo(TEXT + "\n" + PETER_SIGNED);
        assertThat(signer.verifier()).isEqualTo(peter).hasToString(PETER);
        assertThat(signer.secret()).isEqualTo(PETERS_SECRET);
        assertThat(signer.toString()).doesNotContain("AYEKFALVFGyN");
    }

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    })
    void ed25519IsThatOfTheStandard(String secret, String publicKey, String text, String signature) {
        byte[] key = HexFormat.of().parseHex(publicKey);
        String id = NoteKeys.id("rfc8032", key);
        String message = new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_8);

        NoteSigner signer = NoteSigner.parse("PRIVATE+KEY+rfc8032+" + id + "+"
                + NoteKeys.encode(HexFormat.of().parseHex(secret)));

        assertThat(signer.verifier()).isEqualTo(new NoteVerifier("rfc8032", key));
        assertThat(HexFormat.of().formatHex(signer.sign(message))).isEqualTo(signature);
        assertThat(signer.verifier().verifies(message, signer.sign(message))).isTrue();
        assertThat(signer.verifier().verifies(message + "x", signer.sign(message)))
                .isFalse();
    }

    @Test
    void noPartAndNoChangeOfAKeyIsAKey() {
        for (int start = 0; start <= PETER.length(); start++) {
            for (int end = start; end <= PETER.length(); end++) {
                if (end - start < PETER.length()) {
                    String part = PETER.substring(start, end);
                    assertThatThrownBy(() -> NoteVerifier.parse(part)).isInstanceOf(InvalidNoteException.class);
                }
            }
        }
        for (int at = 0; at < PETERS_SECRET.length(); at++) {
            String changed = changed(PETERS_SECRET, at);
            assertThatThrownBy(() -> NoteSigner.parse(changed)).isInstanceOf(InvalidNoteException.class);
        }
        for (int at = 0; at < PETER.length(); at++) {
            String changed = changed(PETER, at);
            assertThatThrownBy(() -> NoteVerifier.parse(changed)).isInstanceOf(InvalidNoteException.class);
        }
    }

    private static String changed(String text, int at) {
        return text.substring(0, at) + (char) (text.charAt(at) + 1) + text.substring(at + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
            })
    void aKeyOfAnotherLengthOrKindIsRefused(String key) {
        assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void knownKeysAreCheckedAndUnknownOnesPassedOver() {
        SignedNote both = note(TEXT + "\n" + PETER_SIGNED + ENOCH_SIGNED);

        assertThat(both.text()).isEqualTo(TEXT);
        assertThat(both.signers(List.of(peter))).containsExactly(peter);
        assertThat(both.signers(List.of(enoch, enoch, peter))).containsExactly(peter, enoch);
        assertThatThrownBy(() -> both.signers(List.of())).hasMessage("no known key signed");
    }

    @Test
    void aFalseSignatureOfAKnownKeySpoilsTheNote() {
        SignedNote changed = note(TEXT.replace("cryptography", "arithmetic") + "\n" + PETER_SIGNED);
        SignedNote padded = note(TEXT + "\n" + PETER_SIGNED.replace("SffcvIAQ", "SffcABCDvIAQ"));

        assertThatThrownBy(() -> changed.signers(List.of(peter)))
                .hasMessage("the signature is not by PeterNeumann+c74f20a3");
        assertThatThrownBy(() -> padded.signers(List.of(peter))).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void aNoteMayBeSignedByMore() {
        NoteSigner witness = NoteSigner.generate("witness.example", new SecureRandom());

        SignedNote note = note(TEXT + "\n" + PETER_SIGNED).signedAlsoBy(witness).signedAlsoBy(witness);

        assertThat(note(new String(note.bytes(), StandardCharsets.UTF_8)).signers(List.of(peter, witness.verifier())))
                .containsExactly(peter, witness.verifier());
        assertThat(note.signatures()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                TEXT,
                TEXT + "\n",
                TEXT + "\n" + "\u2014 PeterNeumann x08go/ZJkuBS",
                "\u0001" + TEXT + "\n" + PETER_SIGNED,
                TEXT + "\n\u2014 Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng=\n",
                TEXT + "\n" + PETER_SIGNED + "Unexpected line.\n",
                TEXT + "\n" + PETER_SIGNED + "\n",
                TEXT + "\n\u2014 a+b x08go/ZJkuBS\n",
                TEXT + "\n\u2014 short x08g\n"
            })
    void whatIsNoNoteIsRefused(String text) {
        assertThatThrownBy(() -> note(text)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void bytesThatAreNoTextAndTooManySignaturesAreRefused() {
        byte[] bytes = (TEXT + "\n" + PETER_SIGNED).getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xff;

        assertThatThrownBy(() -> SignedNote.parse(bytes)).hasMessage("not UTF-8");
        assertThatThrownBy(() -> note(TEXT + "\n" + PETER_SIGNED.repeat(101))).isInstanceOf(InvalidNoteException.class);
        assertThatThrownBy(() -> SignedNote.parse(new byte[2 << 20])).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void aCheckpointIsANoteOfOriginSizeAndRoot() {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        Checkpoint checkpoint = Checkpoint.parse(text);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20852163);
        assertThat(checkpoint.root()).startsWith("0ac5186a9186");
        assertThat(checkpoint.text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "extension\n").extensions()).containsExactly("extension");
    }

    @Test
    void aCheckpointIsSignedByTheKeyOfItsOrigin() {
        NoteSigner ours = NoteSigner.generate("tiers.example/ledger", new SecureRandom());
        NoteSigner another = NoteSigner.generate("tiers.example/other", new SecureRandom());
        Checkpoint checkpoint = Checkpoint.of("tiers.example/ledger", new MerkleTree());
        SignedNote note = checkpoint.sign(ours);
        SignedNote false0 = SignedNote.sign(checkpoint.text(), another);

        assertThat(Checkpoint.open(note, List.of(ours.verifier()))).isEqualTo(checkpoint);
        assertThatThrownBy(() -> Checkpoint.open(note, List.of(another.verifier())))
                .isInstanceOf(InvalidNoteException.class);
        assertThatThrownBy(() -> Checkpoint.open(false0, List.of(another.verifier())))
                .hasMessage("no known key of tiers.example/ledger signed");
        assertThatThrownBy(() -> checkpoint.sign(another)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o\n1\n",
                "o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nmore\n",
                "o\n99999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void aKeyFileIsItsOwnersAlone(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ledger.key");
        NoteSigner signer = NoteSigner.generate("tiers.example/ledger", new SecureRandom());

        KeyFile.write(file, signer);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFile.read(file).verifier()).isEqualTo(signer.verifier());
        assertThatThrownBy(() -> KeyFile.write(file, signer)).isInstanceOf(FileAlreadyExistsException.class);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(InvalidNoteException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void whatIsNoKeyFileIsRefused(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ledger.key");
        Files.writeString(file, PETER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(InvalidNoteException.class)
                .hasMessageContaining("is no private key");
    }
}
