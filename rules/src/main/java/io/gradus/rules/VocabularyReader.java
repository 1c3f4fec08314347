package io.gradus.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a vocabulary file and names the field and line of everything that is wrong with it. */
public final class VocabularyReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern CHOICE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private final String source;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Located> entries = new HashMap<>();

    private VocabularyReader(String source) {
        this.source = source;
    }

    private record LabelEntry(
            @Nullable String en,
            @JsonProperty("zh-CN") @Nullable String zhCn,
            @JsonProperty("zh-TW") @Nullable String zhTw) {}

    private record Ratio(@Nullable String of, @Nullable String to) {}

    private record Entry(
            @Nullable String name,
            @Nullable FieldType type,
            @Nullable Unit unit,
            @Nullable String group,
            @Nullable LabelEntry label,
            @Nullable String path,
            @Nullable Derivation derived,
            @Nullable String daysSince,
            @Nullable Ratio ratio,
            @Nullable List<String> choices,
            @Nullable Boolean personal) {}

    private record Located(Entry entry, int line) {}

    /** The vocabulary that ships. */
    public static Vocabulary shipped() {
        try (InputStream in = VocabularyReader.class.getResourceAsStream("shipped/vocabulary.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the shipped vocabulary.yaml is missing from the jar");
            }
            return read("vocabulary.yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Reads a vocabulary.
     *
     * @param source the file's name, for messages
     * @throws InvalidVocabularyException with one message a problem
     */
    public static Vocabulary read(String source, byte[] yaml) {
        VocabularyReader reader = new VocabularyReader(source);
        List<Located> read = reader.entries(yaml);
        List<Field> fields = read.stream().map(reader::field).toList();
        read.forEach(reader::checkReferences);
        if (!reader.problems.isEmpty()) {
            throw new InvalidVocabularyException(reader.problems);
        }
        return new Vocabulary(fields, PolicySource.sha256(yaml));
    }

    private List<Located> entries(byte[] yaml) {
        List<Located> found = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                problem(1, "-", "the file must be a list of fields, each starting with \"- name:\"");
                return found;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int line = parser.currentTokenLocation().getLineNr();
                found.add(new Located(YAML.readValue(parser, Entry.class), line));
            }
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            problem(
                    line,
                    found.isEmpty()
                            ? "-"
                            : "after " + found.get(found.size() - 1).entry().name(),
                    e.getOriginalMessage());
        }
        return found;
    }

    private Field field(Located located) {
        Entry entry = located.entry();
        String name = required(located, "name", entry.name());
        if (!NAME.matcher(name).matches()) {
            problem(located, "name must start with a small letter and hold letters and digits only");
        }
        Located earlier = entries.putIfAbsent(name, located);
        if (earlier != null) {
            problem(located, "the name is taken by the field on line " + earlier.line());
        }
        Derivation derivation = entry.derived() == null ? Derivation.STORED : entry.derived();
        checkPath(located, derivation);
        checkChoices(located);
        LabelEntry label = entry.label() == null ? new LabelEntry(null, null, null) : entry.label();
        return new Field(
                name,
                entry.type() == null ? missingType(located) : entry.type(),
                entry.unit(),
                new Labels(
                        required(located, "label.en", label.en()),
                        required(located, "label.zh-CN", label.zhCn()),
                        required(located, "label.zh-TW", label.zhTw())),
                required(located, "group", entry.group()),
                entry.path(),
                derivation,
                entry.daysSince(),
                entry.ratio() == null ? null : entry.ratio().of(),
                entry.ratio() == null ? null : entry.ratio().to(),
                entry.choices() == null ? List.of() : entry.choices(),
                Boolean.TRUE.equals(entry.personal()));
    }

    private FieldType missingType(Located located) {
        problem(
                located,
                "type is missing; allowed are "
                        + List.of(FieldType.values()).toString().toLowerCase(Locale.ROOT));
        return FieldType.TEXT;
    }

    private void checkPath(Located located, Derivation derivation) {
        String path = located.entry().path();
        if (derivation == Derivation.STORED
                && (path == null || !PATH.matcher(path).matches())) {
            problem(
                    located,
                    "path must name the place in the customer document, such as finance.shortTermAssets; found "
                            + path);
        }
        if (derivation != Derivation.STORED && path != null) {
            problem(located, "a derived field lies nowhere in the document, but path is " + path);
        }
    }

    private void checkChoices(Located located) {
        List<String> choices = located.entry().choices();
        if ((located.entry().type() == FieldType.CHOICE) != (choices != null && !choices.isEmpty())) {
            problem(located, "choices must be listed for type choice, and only there");
        }
        if (choices != null) {
            choices.stream()
                    .filter(choice -> !CHOICE.matcher(choice).matches())
                    .forEach(choice ->
                            problem(located, "a choice is written in capital letters, digits and _; found " + choice));
        }
    }

    private void checkReferences(Located located) {
        Entry entry = located.entry();
        if (entry.derived() == Derivation.AS_OF && (entry.daysSince() == null) == (entry.ratio() == null)) {
            problem(located, "a field derived from asOf needs either daysSince or ratio");
        }
        if (entry.derived() != Derivation.AS_OF && (entry.daysSince() != null || entry.ratio() != null)) {
            problem(located, "daysSince and ratio need derived: as_of");
        }
        if (entry.daysSince() != null) {
            requireType(located, "daysSince", entry.daysSince(), FieldType.DATE);
        }
        if (entry.ratio() != null) {
            requireNumber(located, "ratio.of", entry.ratio().of());
            requireNumber(located, "ratio.to", entry.ratio().to());
        }
    }

    private void requireType(Located located, String key, String name, FieldType type) {
        Located other = entries.get(name);
        if (other == null || other.entry().type() != type || other.line() > located.line()) {
            problem(located, key + " must name a " + type + " field that stands further up; found " + name);
        }
    }

    private void requireNumber(Located located, String key, @Nullable String name) {
        Located other = name == null ? null : entries.get(name);
        FieldType type = other == null ? null : other.entry().type();
        if (other == null
                || type == null
                || !(type.isDecimal() || type == FieldType.WHOLE)
                || other.line() > located.line()) {
            problem(located, key + " must name a number field that stands further up; found " + name);
        }
    }

    private String required(Located located, String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            problem(located, key + " is missing");
            return "";
        }
        return value;
    }

    private void problem(Located located, String message) {
        problem(located.line(), String.valueOf(located.entry().name()), message);
    }

    private void problem(int line, String field, String message) {
        problems.add(source + ":" + line + ": field " + field + ": " + message);
    }
}
