package io.gradus.tables;

import static io.gradus.tables.ShippedPoliciesTests.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The catalogue of policies is what ships. Run with GRADUS_DOCS=write in the environment to bring it up to date. */
class CatalogueTests {

    private static final Path DOCS = Path.of("../docs");
    private static final Path PICTURES = DOCS.resolve("catalogue");

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    private static PolicyWorkbook workbook(PolicySource source) {
        return ShippedPoliciesTests.read(source).workbook();
    }

    private static void isWritten(Path file, String text) throws IOException {
        if ("write".equals(System.getenv("GRADUS_DOCS"))) {
            Files.createDirectories(PICTURES);
            Files.writeString(file, text);
        } else {
            assertThat(Files.readString(file))
                    .as("%s, written by GRADUS_DOCS=write", file)
                    .isEqualTo(text);
        }
    }

    @Test
    void thePagesNameWhatShips() throws IOException {
        List<CompiledPolicy> scores = ShippedPolicies.drl().stream()
                .map(source -> RELEASE.find(source.baseName()).orElseThrow())
                .toList();
        List<Catalogue.Entry> entries = workbooks()
                .map(source -> new Catalogue.Entry(workbook(source), Catalogue.guide(source)))
                .toList();

        isWritten(DOCS.resolve("catalogue.md"), new Catalogue(Locale.ENGLISH, entries, scores).page());
        isWritten(DOCS.resolve("catalogue_zh-CN.md"), new Catalogue(Locale.SIMPLIFIED_CHINESE, entries, scores).page());
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void thePictureShowsTheTable(PolicySource source) throws Exception {
        String svg = TablePicture.of(workbook(source));

        isWritten(PICTURES.resolve(source.baseName() + ".svg"), svg);
        String shown = texts(svg);
        assertThat(workbook(source).table().rows().stream().map(Row::note))
                .allMatch(note -> shown.contains(note.replaceAll("\\s", "")));
        assertThat(workbook(source).table().rows().stream()
                        .flatMap(row -> row.cells().stream())
                        .map(cell -> cell.text().replaceAll("\\s", "")))
                .allMatch(shown::contains);
    }

    /** All texts of the picture without white space; fails where it is no well-formed XML. */
    private static String texts(String svg) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        NodeList nodes = document.getElementsByTagName("text");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .reduce("", String::concat)
                .replaceAll("\\s", "");
    }

    @Test
    void thereAreNoPicturesOfPoliciesThatAreGone() throws IOException {
        try (Stream<Path> pictures = Files.list(PICTURES)) {
            assertThat(pictures.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(workbooks()
                            .map(source -> source.baseName() + ".svg")
                            .toList());
        }
    }

    @Test
    void textsAreEscaped() {
        assertThat(TablePicture.escaped("a < b & \"c\" > d")).isEqualTo("a &lt; b &amp; &quot;c&quot; &gt; d");
    }
}
