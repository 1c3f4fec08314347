package io.gradus.rules.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged parts are refused, and the reader of the JDK writes nothing about them to the terminal. */
class PartScanTests {

    private static void scan(byte[] xml) throws XMLStreamException {
        new PartScan("xl/workbook.xml", new ReadingBudget(WorkbookLimits.DEFAULT, 1_000_000), Set.of()).read(xml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>\u00FF\u00FE</a>",
                "<a b=\"\u0080\"/>",
                "<a>\u00C3</a>",
                "<a\u00E4/>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>\u00F0</a>"
            })
    void bytesThatAreNoCharactersAreRefusedSilently(String latin) {
        PrintStream terminal = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> scan(latin.getBytes(StandardCharsets.ISO_8859_1)))
                    .isInstanceOf(XMLStreamException.class);
        } finally {
            System.setErr(terminal);
        }
        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void otherEncodingsAreReadWhenTheyAreDeclared() {
        String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\u00E4</a>";

        assertThatCode(() -> scan(latin.getBytes(StandardCharsets.ISO_8859_1))).doesNotThrowAnyException();
        assertThatCode(() -> scan("<a>\u4E2D</a>".getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
        assertThatCode(() -> scan("\uFEFF<a>\u4E2D</a>".getBytes(StandardCharsets.UTF_16LE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> scan("<?xml version=\"1.0\" encoding=\"no-such\"?><a/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(XMLStreamException.class);
    }
}
