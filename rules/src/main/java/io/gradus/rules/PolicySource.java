package io.gradus.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The bytes an analyst wrote, and the name of their file. */
public final class PolicySource {

    private final String fileName;
    private final byte[] bytes;

    public PolicySource(String fileName, byte[] bytes) {
        this.fileName = fileName;
        this.bytes = bytes.clone();
    }

    public static PolicySource read(Path file) throws IOException {
        return new PolicySource(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    public String fileName() {
        return fileName;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 of the bytes, lower-case hex. */
    public String hash() {
        return sha256(bytes);
    }

    public boolean isDrl() {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".drl");
    }

    /** The file name without its ending. */
    public String baseName() {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? fileName : fileName.substring(0, dot);
    }

    /** SHA-256, lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
