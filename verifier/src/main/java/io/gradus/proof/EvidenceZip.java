package io.gradus.proof;

import io.gradus.proof.UnusableEvidenceException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A zip from outside, read within limits: only names of a closed list, none twice, nothing larger than it says. */
final class EvidenceZip implements AutoCloseable {

    private static final int MAXIMUM_MEMBERS = 100_000;
    private static final long MAXIMUM_TOTAL = 1L << 30;
    private static final int MAXIMUM_MEMBER = 64 << 20;
    private static final int MAXIMUM_LINE = 4 << 20;

    private static final Pattern ALLOWED = Pattern.compile("README[.]txt|entries[.]jsonl|leaf-hashes[.]txt|keys[.]txt"
            + "|checkpoints/(0|[1-9][0-9]{0,15})[.]txt|trees/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}[.]txt"
            + "|workbooks/[0-9a-f]{64}[.][a-z0-9]{1,8}|checkpoints/|trees/|workbooks/"
            + "|decision(-proof)?[.]json|(run|upload|release)-entry(-proof)?[.]json|checkpoint[.]txt");

    private final ZipFile zip;
    private final SortedMap<String, ZipEntry> members = new TreeMap<>();

    EvidenceZip(Path file) throws UnusableEvidenceException {
        if (!Files.isRegularFile(file)) {
            throw new UnusableEvidenceException(Reason.NOT_A_FILE, file.toString());
        }
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableEvidenceException(Reason.NOT_A_ZIP, file.toString());
        }
        try {
            list();
        } catch (UnusableEvidenceException e) {
            close();
            throw e;
        }
    }

    private void list() throws UnusableEvidenceException {
        long total = 0;
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!ALLOWED.matcher(entry.getName()).matches()) {
                throw new UnusableEvidenceException(Reason.NAME_NOT_ALLOWED, printable(entry.getName()));
            }
            if (members.put(entry.getName(), entry) != null) {
                throw new UnusableEvidenceException(Reason.NAME_TWICE, entry.getName());
            }
            total += entry.getSize();
            if (entry.getSize() < 0 || total > MAXIMUM_TOTAL || members.size() > MAXIMUM_MEMBERS) {
                throw new UnusableEvidenceException(Reason.TOO_LARGE, entry.getName());
            }
        }
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** The names of the files in a folder, sorted. */
    List<String> in(String folder) {
        return members.subMap(folder + "/", folder + "0").keySet().stream()
                .filter(name -> !name.endsWith("/"))
                .toList();
    }

    byte[] bytes(String name) throws UnusableEvidenceException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream in = open(name)) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > MAXIMUM_MEMBER) {
                    throw new UnusableEvidenceException(Reason.TOO_LARGE, name);
                }
            }
        } catch (IOException e) {
            throw new UnusableEvidenceException(Reason.DAMAGED, name);
        }
        return bytes.toByteArray();
    }

    /** The lines of a file that may be absent, which then has none. */
    Lines lines(String name) throws UnusableEvidenceException {
        return new Lines(name, has(name) ? open(name) : InputStream.nullInputStream());
    }

    private InputStream open(String name) throws UnusableEvidenceException {
        ZipEntry entry = members.get(name);
        try {
            InputStream in = entry == null ? null : zip.getInputStream(entry);
            if (entry == null || in == null) {
                throw new UnusableEvidenceException(Reason.DAMAGED, name);
            }
            return new Checked(in, entry.getSize(), entry.getCrc());
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableEvidenceException(Reason.DAMAGED, name);
        }
    }

    private static String printable(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) : name;
        return shown.replaceAll("[^\\p{Graph} ]", "?");
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new IllegalStateException("a file that was only read cannot be closed", e);
        }
    }

    /** Lines of bytes, each of which ends with a newline; the last may lack it. */
    static final class Lines implements AutoCloseable {
        private final String name;
        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(String name, InputStream in) {
            this.name = name;
            this.in = in;
        }

        byte @Nullable [] next() throws UnusableEvidenceException {
            line.reset();
            try {
                for (int read = in.read(); read != '\n'; read = in.read()) {
                    if (read < 0) {
                        return line.size() == 0 ? null : line.toByteArray();
                    }
                    line.write(read);
                    if (line.size() > MAXIMUM_LINE) {
                        throw new UnusableEvidenceException(Reason.TOO_LARGE, name);
                    }
                }
            } catch (IOException e) {
                throw new UnusableEvidenceException(Reason.DAMAGED, name);
            }
            return line.toByteArray();
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new IllegalStateException("what was only read cannot be closed", e);
            }
        }
    }

    /** Java's zip file trusts the sizes and checksums of its list of contents; this does not. */
    private static final class Checked extends InputStream {
        private final InputStream in;
        private final long expectedCrc;
        private final CRC32 crc = new CRC32();
        private final byte[] buffer = new byte[8192];
        private int position;
        private int limit;
        private long left;

        Checked(InputStream in, long size, long expectedCrc) {
            this.in = in;
            this.left = size;
            this.expectedCrc = expectedCrc;
        }

        @Override
        public int read() throws IOException {
            return position < limit || fill() ? buffer[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position >= limit && !fill()) {
                return -1;
            }
            int read = Math.min(length, limit - position);
            System.arraycopy(buffer, position, target, offset, read);
            position += read;
            return read;
        }

        private boolean fill() throws IOException {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            left -= limit;
            crc.update(buffer, 0, limit);
            if (left < 0 || (limit == 0 && (left != 0 || crc.getValue() != expectedCrc))) {
                throw new IOException("not the content that was written");
            }
            return limit > 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
