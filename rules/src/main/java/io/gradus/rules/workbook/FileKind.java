package io.gradus.rules.workbook;

import io.gradus.rules.Labels;
import io.gradus.rules.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.jspecify.annotations.Nullable;

/** Knows the files that people take for workbooks and that a spreadsheet program can make one of. */
final class FileKind {

    private static final int BEGINNING = 4096;
    private static final String STRICT = "http://purl.oclc.org/ooxml/";
    private static final String XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet";

    private FileKind() {}

    /** What such a file is called; absent for workbooks, and for what nobody takes for one. */
    static Optional<Labels> of(byte[] bytes) {
        String kind = switch (FileMagic.valueOf(bytes)) {
            case OOXML -> archive(bytes);
            case BIFF2, BIFF3, BIFF4 -> "old-excel";
            default -> text(bytes);
        };
        return kind == null ? Optional.empty() : Optional.of(named(kind));
    }

    /** A workbook of Excel 95 shows only when it is opened. */
    static Labels oldExcel() {
        return named("old-excel");
    }

    private static Labels named(String kind) {
        return Labels.of(locale ->
                Messages.of(FileKind.class, "io.gradus.rules.words", locale).format("kind." + kind));
    }

    private static @Nullable String text(byte[] bytes) {
        String begins = beginning(bytes).toLowerCase(Locale.ROOT);
        if (begins.contains(XML_2003)) {
            return "xml-2003";
        }
        return begins.matches("(?s)\\W*(?:!doctype html|html|table|head|meta)\\b.*") && begins.contains("<")
                ? "web"
                : null;
    }

    private static String beginning(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, BEGINNING), StandardCharsets.UTF_8);
    }

    private static @Nullable String archive(byte[] bytes) {
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            List<String> names = Collections.list(zip.getEntries()).stream()
                    .map(ZipArchiveEntry::getName)
                    .toList();
            if (names.contains("xl/workbook.bin")) {
                return "xlsb";
            }
            if (names.contains("mimetype") && names.contains("content.xml")) {
                return "ods";
            }
            if (names.contains("Index/Document.iwa") || names.contains("Index.zip")) {
                return "numbers";
            }
            if (names.contains("word/document.xml")) {
                return "document";
            }
            if (names.contains("ppt/presentation.xml")) {
                return "slides";
            }
            return isStrict(zip) ? "strict" : null;
        } catch (IOException | RuntimeException e) {
            // Whatever it is, the reader refuses it.
            return null;
        }
    }

    private static boolean isStrict(ZipFile zip) throws IOException {
        ZipArchiveEntry book = zip.getEntry("xl/workbook.xml");
        if (book == null) {
            return false;
        }
        try (InputStream in = zip.getInputStream(book)) {
            return beginning(in.readNBytes(BEGINNING)).contains(STRICT);
        }
    }
}
