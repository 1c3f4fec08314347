package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Looks through one XML part as it streams by, before a tree of it is made: its size, a document type, what it is linked to. */
final class PartScan {

    private static final XMLInputFactory XML = factory();
    private static final int MAXIMUM_DEPTH = 100;
    private static final int DECODED_AT_ONCE = 8192;
    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern ENCODING = Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)[\"']");
    /** POI makes so much of these, even of empty ones. */
    private static final Set<String> HEAVY =
            Set.of("row", "mergeCell", "definedName", "font", "fill", "border", "numFmt", "r");

    private static final int HEAVY_NODES = 10;

    /** POI goes through all of these for each of them; a workbook has few. */
    private static final Set<String> FEW = Set.of("col", "sheet", "Override", "Default");

    private static final int FEW_NODES = 500;
    private static final Set<String> MACROS = Set.of("macroenabled", "macrosheet", "vbaproject", "intlmacrosheet");
    private static final Set<String> LINKS =
            Set.of("externallink", "connections+xml", "querytable", "volatiledependencies");

    private static final Pattern ODD_TARGET = Pattern.compile("[%#?]");
    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final String part;
    private final ReadingBudget budget;
    private final Set<String> names;
    private final Set<String> sheets = new HashSet<>();
    private final Map<String, String> kindsByExtension = new HashMap<>();
    private final Set<String> ownKind = new HashSet<>();

    /** @param names of all parts, in lower case */
    PartScan(String part, ReadingBudget budget, Set<String> names) {
        this.part = part;
        this.budget = budget;
        this.names = names;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        return factory;
    }

    /** @throws XMLStreamException when the part is not well-formed */
    void read(byte[] xml) throws XMLStreamException {
        requireCharacters(xml);
        XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(xml));
        int depth = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw refusal(FindingCode.FILE_DOCTYPE, part);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                element(reader, depth);
            }
            depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
        }
        refuseKindsByExtension();
    }

    /** The reader of the JDK writes to the terminal of bytes that are no characters, so it never meets any. */
    private static void requireCharacters(byte[] xml) throws XMLStreamException {
        CharsetDecoder decoder = charset(xml)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(xml);
        CharBuffer out = CharBuffer.allocate(DECODED_AT_ONCE);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw new XMLStreamException("bytes that are no characters");
        }
    }

    /** As the byte order mark or the XML declaration says, or else UTF-8. */
    private static Charset charset(byte[] xml) throws XMLStreamException {
        if (xml.length > 1
                && ((xml[0] == (byte) 0xFE && xml[1] == (byte) 0xFF)
                        || (xml[0] == (byte) 0xFF && xml[1] == (byte) 0xFE))) {
            return StandardCharsets.UTF_16;
        }
        if (xml.length > 1 && (xml[0] == 0 || xml[1] == 0)) {
            return xml[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        Matcher declared = ENCODING.matcher(
                new String(xml, 0, Math.min(xml.length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new XMLStreamException("an encoding that nobody knows", e);
        }
    }

    private void element(XMLStreamReader reader, int depth) {
        budget.spendTime();
        String name = reader.getLocalName();
        budget.spendNodes(weight(name) + reader.getAttributeCount());
        if (depth > MAXIMUM_DEPTH) {
            throw refusal(FindingCode.FILE_TOO_COMPLEX, MAXIMUM_DEPTH);
        }
        if (name.equals("c")) {
            budget.spendScannedCell();
        }
        if (name.equals("sheet") || name.equals("Relationship")) {
            refuseSheetTwice(reader);
        }
        if (name.equals("Override")) {
            String kind = attribute(reader, "ContentType");
            refuseKind(kind);
            ownKind.add(attribute(reader, "PartName").toLowerCase(Locale.ROOT).replaceFirst("^/", ""));
        } else if (name.equals("Default")) {
            kindsByExtension.put(
                    "." + attribute(reader, "Extension").toLowerCase(Locale.ROOT), attribute(reader, "ContentType"));
        }
    }

    private static String attribute(XMLStreamReader reader, String name) {
        return IntStream.range(0, reader.getAttributeCount())
                .filter(i -> reader.getAttributeLocalName(i).equals(name))
                .mapToObj(reader::getAttributeValue)
                .findFirst()
                .orElse("");
    }

    /** Some programs list the kinds of all parts that they could write; what counts are the parts that are there. */
    private void refuseKindsByExtension() {
        names.stream()
                .filter(name -> !ownKind.contains(name))
                .map(name -> kindsByExtension.get(name.substring(Math.max(0, name.lastIndexOf('.')))))
                .filter(Objects::nonNull)
                .forEach(PartScan::refuseKind);
    }

    /** POI would read a sheet as often as the workbook names it, however large it is. */
    private void refuseSheetTwice(XMLStreamReader reader) {
        String id = reader.getAttributeValue(RELATIONSHIPS, "id");
        String type = reader.getAttributeValue(null, "Type");
        String target = reader.getAttributeValue(null, "Target");
        boolean toSheet = type != null && type.endsWith("sheet") && target != null;
        String key = toSheet ? resolved(target) : id;
        if (key != null
                && (!sheets.add(key) || (toSheet && ODD_TARGET.matcher(key).find()))) {
            throw refusal(FindingCode.FILE_PART_REFUSED, key);
        }
    }

    /** The part that a relationship of this part leads to, as POI finds it: {@code xl/worksheets/sheet1.xml}. */
    private String resolved(String target) {
        String plain = target.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
        String folder = part.toLowerCase(Locale.ROOT).replaceFirst("_rels/[^/]*$", "");
        Deque<String> path = new ArrayDeque<>();
        for (String step : (plain.startsWith("/") ? plain : folder + plain).split("/", -1)) {
            if (step.equals("..")) {
                path.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.add(step);
            }
        }
        return String.join("/", path);
    }

    private static int weight(String element) {
        if (FEW.contains(element)) {
            return FEW_NODES;
        }
        return HEAVY.contains(element) ? HEAVY_NODES : 1;
    }

    /** Refuses what brings code or values from elsewhere, by the content type that makes it be treated so. */
    private static void refuseKind(String contentType) {
        String kind = contentType.toLowerCase(Locale.ROOT);
        if (MACROS.stream().anyMatch(kind::contains)) {
            throw refusal(FindingCode.MACROS_REFUSED, contentType);
        }
        if (LINKS.stream().anyMatch(kind::contains)) {
            throw refusal(FindingCode.LINKS_REFUSED, contentType);
        }
    }

    private static RefusedWorkbookException refusal(FindingCode code, Object argument) {
        return new RefusedWorkbookException(Finding.at(Place.FILE, code, argument));
    }
}
