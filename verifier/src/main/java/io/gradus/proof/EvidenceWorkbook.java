package io.gradus.proof;

import java.util.regex.Pattern;

/** A workbook's bytes as they were uploaded. */
public final class EvidenceWorkbook {

    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,8}");

    private final String extension;
    private final byte[] bytes;

    /** @param extension of its file name, such as {@code xlsx} */
    public EvidenceWorkbook(String extension, byte[] bytes) {
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException("an extension has 1 to 8 small letters and digits, found: " + extension);
        }
        this.extension = extension;
        this.bytes = bytes.clone();
    }

    String name() {
        return "workbooks/" + Sha256.hex(bytes) + "." + extension;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
