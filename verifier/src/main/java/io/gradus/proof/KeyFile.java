package io.gradus.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A private key in a file that only its owner may read. The file is one line, {@code PRIVATE+KEY+name+id+base64}, the form of
 * Go's sumdb notes: base64 is a byte 1 for Ed25519 and the 32 bytes of the private key of RFC 8032.
 */
public final class KeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final int MAXIMUM_LENGTH = 4096;

    private KeyFile() {}

    /**
     * Writes a key to a new file, readable by its owner only from its first moment.
     *
     * @throws java.nio.file.FileAlreadyExistsException rather than replace a key
     */
    public static void write(Path file, NoteSigner signer) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, signer.secret() + "\n", StandardOpenOption.WRITE);
    }

    /** @throws InvalidNoteException when others than the owner may read the file, or it holds no private key */
    public static NoteSigner read(Path file) throws IOException {
        if (isPosix(file) && !OWNER_ONLY.containsAll(readers(file))) {
            throw new InvalidNoteException("the private key " + file
                    + " can be read by others than its owner; allow only the owner: chmod 600 " + file);
        }
        if (Files.size(file) > MAXIMUM_LENGTH) {
            throw new InvalidNoteException(file + " is no private key: larger than " + MAXIMUM_LENGTH + " bytes");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            return NoteSigner.parse(text.strip());
        } catch (InvalidNoteException e) {
            throw new InvalidNoteException(file + " is no private key: " + e.getMessage());
        }
    }

    private static Set<PosixFilePermission> readers(Path file) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.remove(PosixFilePermission.OWNER_EXECUTE);
        return permissions;
    }

    private static boolean isPosix(Path file) {
        return Files.getFileAttributeView(file.toAbsolutePath().getParent(), PosixFileAttributeView.class) != null;
    }
}
