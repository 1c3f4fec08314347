package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Opens a workbook file by what it is, whatever its name says, and only once it is known to be harmless to open. */
final class WorkbookFile {

    private static final String MACROS_OF_XLS = "_VBA_PROJECT_CUR";

    private WorkbookFile() {}

    /**
     * The workbook in these bytes.
     *
     * @throws RefusedWorkbookException when it asks for too much, or brings code or passwords
     * @throws IOException when it is damaged or no workbook
     */
    static Workbook open(byte[] bytes, ReadingBudget budget) throws IOException {
        return switch (FileMagic.valueOf(bytes)) {
            case OOXML -> openXlsx(bytes, budget);
            case OLE2 -> openXls(bytes);
            default -> throw new IOException("neither .xlsx nor .xls");
        };
    }

    private static Workbook openXlsx(byte[] bytes, ReadingBudget budget) throws IOException {
        UnpackedParts parts = UnpackedParts.read(bytes, budget);
        try {
            return new XSSFWorkbook(OPCPackage.open(parts));
        } catch (InvalidFormatException e) {
            throw new IOException("not a package", e);
        }
    }

    private static Workbook openXls(byte[] bytes) throws IOException {
        POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(bytes));
        DirectoryNode root = files.getRoot();
        // Excel protects files with a password known to all; POI would open those without a word, and without our
        // limits.
        if (root.hasEntryCaseInsensitive(Decryptor.DEFAULT_POIFS_ENTRY)) {
            throw refusal(FindingCode.FILE_ENCRYPTED);
        }
        for (String name : root.getEntryNames()) {
            if (name.toUpperCase(Locale.ROOT).startsWith(MACROS_OF_XLS)) {
                throw refusal(FindingCode.MACROS_REFUSED, name);
            }
        }
        return new HSSFWorkbook(root, false);
    }

    private static RefusedWorkbookException refusal(FindingCode code, Object... arguments) {
        return new RefusedWorkbookException(Finding.at(Place.FILE, code, arguments));
    }
}
