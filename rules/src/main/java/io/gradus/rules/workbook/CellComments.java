package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.Drawing;
import org.apache.poi.ss.usermodel.RichTextString;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.util.Units;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.xmlbeans.XmlCursor;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTRElt;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTRst;

/** Writes into the comments of cells, and takes away again what was written: our words stand between two marks. */
final class CellComments {

    private static final String AUTHOR = "Gradus";
    private static final String BEGIN = "Gradus ▸\n";
    private static final String END = "\n◂ Gradus";
    private static final String GAP = "\n\n";
    private static final Pattern OURS = Pattern.compile("(?:" + GAP + ")?" + BEGIN + ".*?" + END, Pattern.DOTALL);
    private static final QName SPACE = new QName(XMLConstants.XML_NS_URI, "space", XMLConstants.XML_NS_PREFIX);
    private static final int COLUMNS = 4;
    private static final int ROWS = 6;
    private static final int LONGEST = 4_000;
    /** How far a comment of the old format may lie from the left edge of its cell, in parts of the cell's width. */
    private static final int RIGHT_EDGE = 1_023;

    private final Workbook workbook;

    CellComments(Workbook workbook) {
        this.workbook = workbook;
    }

    /** Takes our words out of all comments of a sheet, and those comments away that hold nothing else; false when there were none. */
    boolean clean(Sheet sheet) {
        boolean found = false;
        for (Comment comment : List.copyOf(sheet.getCellComments().values())) {
            RichTextString text = comment.getString();
            String all = text == null ? "" : text.getString();
            Matcher ours = OURS.matcher(all);
            boolean added = ours.find();
            if (added && !all.replace(ours.group(), "").isBlank()) {
                comment.setString(without(text, ours.start(), ours.end()));
                found = true;
            } else if (added || AUTHOR.equals(comment.getAuthor())) {
                remove(sheet, comment);
                found = true;
            }
        }
        return found;
    }

    private static void remove(Sheet sheet, Comment comment) {
        Row row = sheet.getRow(comment.getRow());
        Cell cell = row == null ? null : row.getCell(comment.getColumn());
        if (cell != null) {
            cell.removeCellComment();
        }
    }

    /** Adds to the comment of a cell, or makes one. */
    void add(Sheet sheet, Place.Cell place, String words) {
        Row row = sheet.getRow(place.row() - 1) == null
                ? sheet.createRow(place.row() - 1)
                : sheet.getRow(place.row() - 1);
        Cell cell = row.getCell(place.column(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        String inner = words.replace(END.strip(), AUTHOR);
        String ours = BEGIN + inner.substring(0, Math.min(inner.length(), LONGEST)) + END;
        Comment comment = cell.getCellComment();
        if (comment != null) {
            comment.setString(with(comment.getString(), GAP + ours));
            return;
        }
        comment = drawing(sheet).createCellComment(anchor(sheet, place));
        comment.setString(workbook.getCreationHelper().createRichTextString(ours));
        comment.setAuthor(AUTHOR);
        cell.setCellComment(comment);
    }

    private static Drawing<?> drawing(Sheet sheet) {
        return sheet.getDrawingPatriarch() == null ? sheet.createDrawingPatriarch() : sheet.getDrawingPatriarch();
    }

    /** To the right of the cell; but POI takes the cell that an anchor begins in for the one that has the comment. */
    private ClientAnchor anchor(Sheet sheet, Place.Cell place) {
        boolean old = workbook instanceof HSSFWorkbook;
        ClientAnchor anchor = workbook.getCreationHelper().createClientAnchor();
        anchor.setCol1(place.column());
        anchor.setDx1(old ? RIGHT_EDGE : Units.pixelToEMU((int) sheet.getColumnWidthInPixels(place.column())));
        anchor.setCol2(place.column() + 1 + COLUMNS);
        anchor.setRow1(place.row() - 1);
        anchor.setRow2(place.row() - 1 + ROWS);
        return anchor;
    }

    /** The text with more at its end, in plain letters; what is there keeps its own. */
    private static RichTextString with(RichTextString text, String more) {
        if (text instanceof XSSFRichTextString rich) {
            XSSFRichTextString longer =
                    new XSSFRichTextString((CTRst) rich.getCTRst().copy());
            longer.append(more);
            return longer;
        }
        HSSFRichTextString longer = new HSSFRichTextString(text.getString() + more);
        copyFonts((HSSFRichTextString) text, longer, text.length(), 0);
        longer.applyFont(text.length(), longer.length(), (short) 0);
        return longer;
    }

    private static RichTextString without(RichTextString text, int start, int end) {
        if (text instanceof XSSFRichTextString rich) {
            return without(rich, start, end);
        }
        HSSFRichTextString old = (HSSFRichTextString) text;
        String all = text.getString();
        HSSFRichTextString shorter = new HSSFRichTextString(all.substring(0, start) + all.substring(end));
        copyFonts(old, shorter, start, end - start);
        return shorter;
    }

    /** Gives each letter the font that it had; those from a gap on stood further right. */
    private static void copyFonts(HSSFRichTextString from, HSSFRichTextString to, int gapAt, int gap) {
        for (int run = 0; run < from.numFormattingRuns(); run++) {
            int next = run + 1 < from.numFormattingRuns() ? from.getIndexOfFormattingRun(run + 1) : from.length();
            int first = moved(from.getIndexOfFormattingRun(run), gapAt, gap);
            int last = Math.min(moved(next, gapAt, gap), to.length());
            if (first < last) {
                to.applyFont(first, last, from.getFontOfFormattingRun(run));
            }
        }
    }

    private static int moved(int index, int gapAt, int gap) {
        return index <= gapAt ? index : Math.max(gapAt, index - gap);
    }

    private static XSSFRichTextString without(XSSFRichTextString text, int start, int end) {
        CTRst rest = (CTRst) text.getCTRst().copy();
        int at = 0;
        for (int i = 0; i < rest.sizeOfRArray(); ) {
            CTRElt run = rest.getRArray(i);
            String words = run.getT();
            String kept = words.substring(0, Math.min(words.length(), Math.max(0, start - at)))
                    + words.substring(Math.min(words.length(), Math.max(0, end - at)));
            at += words.length();
            if (kept.isEmpty()) {
                rest.removeR(i);
            } else {
                run.setT(kept);
                keepSpaces(run);
                i++;
            }
        }
        if (rest.sizeOfRArray() == 0) {
            String all = text.getString();
            return new XSSFRichTextString(all.substring(0, start) + all.substring(end));
        }
        boolean plain = rest.sizeOfRArray() == 1 && !rest.getRArray(0).isSetRPr();
        return plain ? new XSSFRichTextString(rest.getRArray(0).getT()) : new XSSFRichTextString(rest);
    }

    private static void keepSpaces(CTRElt run) {
        try (XmlCursor text = run.xgetT().newCursor()) {
            text.setAttributeText(SPACE, "preserve");
        }
    }
}
