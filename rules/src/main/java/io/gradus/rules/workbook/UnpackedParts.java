package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.openxml4j.util.ZipEntrySource;
import org.jspecify.annotations.Nullable;

/**
 * The XML parts of an .xlsx file, unpacked in memory within the budget. What POI reads is what was looked through here; parts
 * that are no XML, such as pictures, are left out. The archive is read by its central directory, as Excel does.
 */
final class UnpackedParts implements ZipEntrySource {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\\\:]{1,300}");
    private static final Set<String> XML = Set.of(".xml", ".rels", ".vml");
    private static final String MACROS = "vbaproject.bin";

    private final Map<String, byte[]> parts;

    private UnpackedParts(Map<String, byte[]> parts) {
        this.parts = parts;
    }

    /** @throws RefusedWorkbookException when the archive is not one that a spreadsheet program writes, or too much */
    static UnpackedParts read(byte[] bytes, ReadingBudget budget) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            checkNames(entries, budget, seen);
            for (ZipArchiveEntry entry : entries) {
                byte[] part = unpack(zip, entry, budget);
                if (XML.stream().anyMatch(entry.getName().toLowerCase(Locale.ROOT)::endsWith)) {
                    scan(entry.getName(), part, budget, seen);
                    parts.put(entry.getName(), part);
                }
            }
        }
        return new UnpackedParts(parts);
    }

    private static void checkNames(List<ZipArchiveEntry> entries, ReadingBudget budget, Set<String> seen) {
        if (entries.size() > budget.limits().parts()) {
            throw refusal(FindingCode.FILE_PARTS_TOO_MANY, budget.limits().parts(), entries.size());
        }
        for (ZipArchiveEntry entry : entries) {
            String name = entry.getName();
            boolean outside =
                    name.startsWith("/") || List.of(name.split("/", -1)).contains("..");
            if (outside || !NAME.matcher(name).matches() || !seen.add(name.toLowerCase(Locale.ROOT))) {
                throw refusal(FindingCode.FILE_PART_REFUSED, name);
            }
            if (name.toLowerCase(Locale.ROOT).endsWith(MACROS)) {
                throw refusal(FindingCode.MACROS_REFUSED, name);
            }
        }
    }

    /** Counts what really comes out, whatever sizes the archive claims. */
    private static byte[] unpack(ZipFile zip, ZipArchiveEntry entry, ReadingBudget budget) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        byte[] block = new byte[8192];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                budget.spendTime();
                budget.spendUnpacked(read);
                part.write(block, 0, read);
            }
        }
        return part.toByteArray();
    }

    private static void scan(String name, byte[] part, ReadingBudget budget, Set<String> names) throws IOException {
        try {
            new PartScan(name, budget, names).read(part);
        } catch (XMLStreamException e) {
            throw new IOException(name + " is not well-formed", e);
        }
    }

    private static RefusedWorkbookException refusal(FindingCode code, Object... arguments) {
        return new RefusedWorkbookException(Finding.at(Place.FILE, code, arguments));
    }

    @Override
    public Enumeration<? extends ZipArchiveEntry> getEntries() {
        return Collections.enumeration(
                parts.keySet().stream().map(ZipArchiveEntry::new).toList());
    }

    @Override
    public @Nullable ZipArchiveEntry getEntry(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        return parts.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(ZipArchiveEntry::new)
                .orElse(null);
    }

    @Override
    public @Nullable InputStream getInputStream(ZipArchiveEntry entry) {
        byte[] part = parts.get(entry.getName());
        return part == null ? null : new ByteArrayInputStream(part);
    }

    @Override
    public void close() {
        parts.clear();
    }

    @Override
    public boolean isClosed() {
        return parts.isEmpty();
    }
}
