package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.fixtures.XlsxParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTests {

    private static Finding finding(String name, byte[] bytes) {
        WorkbookReading read = new WorkbookReader(VOCABULARY).read(new PolicySource(name, bytes));
        assertThat(read.findings()).hasSize(1);
        return read.findings().get(0);
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "tiers.xlsb, xl/workbook.bin, an Excel binary workbook (.xlsb)",
        "tiers.xlsx, xl/workbook.bin, an Excel binary workbook (.xlsb)",
        "tiers.ods, mimetype content.xml, an OpenDocument spreadsheet",
        "tiers.xlsx, mimetype content.xml, an OpenDocument spreadsheet",
        "tiers.xls, mimetype content.xml, an OpenDocument spreadsheet",
        "tiers.numbers, Index/Document.iwa, a Numbers document",
        "tiers.xlsx, Index.zip, a Numbers document",
        "tiers.xlsx, word/document.xml, a text document",
        "tiers.docx, word/document.xml, a text document",
        "tiers.xlsx, ppt/presentation.xml, a presentation"
    })
    void whatPeopleTakeForAWorkbookIsCalledByItsName(String name, String parts, String kind) throws IOException {
        assertThat(finding(name, zip(parts.split(" ", -1))).message(Locale.ENGLISH))
                .isEqualTo(name + " is " + kind
                        + "; open it in a spreadsheet program and save it as \"Excel Workbook (.xlsx)\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html><body><table><tr><td>RuleTable</td></tr></table></body></html> | a web page",
                "<!DOCTYPE html><html></html> | a web page",
                "<table><tr><td>x</td></tr></table> | a web page",
                "<meta charset='utf-8'><table></table> | a web page",
                "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/> | an XML spreadsheet"
            })
    void pagesAndXmlUnderTheNameOfAWorkbookToo(String content, String kind) {
        assertThat(finding("tiers.xls", content.getBytes(StandardCharsets.UTF_8))
                        .message(Locale.ENGLISH))
                .startsWith("tiers.xls is " + kind)
                .endsWith("save it as \"Excel Workbook (.xlsx)\"");
    }

    @Test
    void aStrictWorkbookIsToBeSavedAsAUsualOne() throws IOException {
        byte[] usual = WorkbookFixture.over("orders").row("1", "LOW").source().bytes();
        byte[] strict = XlsxParts.of(usual)
                .edit(
                        "xl/workbook.xml",
                        text -> text.replace(
                                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                "http://purl.oclc.org/ooxml/spreadsheetml/main"))
                .bytes();

        assertThat(finding("tiers.xlsx", strict).message(Locale.ENGLISH))
                .startsWith("tiers.xlsx is a strict Open XML workbook; ")
                .contains("Excel Workbook (.xlsx)");
        assertThat(finding("tiers.xlsx", strict).message(Locale.SIMPLIFIED_CHINESE))
                .contains("Strict", "Excel 工作簿");
    }

    @ParameterizedTest
    @CsvSource({"tiers.xlsx", "tiers.xls"})
    void anEmptyFileIsEmpty(String name) {
        assertThat(finding(name, new byte[0]).message(Locale.ENGLISH)).isEqualTo(name + " is empty");
    }
}
