package io.gradus.rules;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a vocabulary file and finds everything that is wrong with it, by line and field. */
public final class VocabularyReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern CHOICE = Pattern.compile("[A-Z][A-Z0-9_]*");

    private static final Set<String> RULE_WORDS = Set.of(
            "accumulate",
            "action",
            "and",
            "collect",
            "contains",
            "declare",
            "end",
            "eval",
            "excludes",
            "exists",
            "extends",
            "forall",
            "from",
            "function",
            "global",
            "in",
            "init",
            "matches",
            "memberOf",
            "not",
            "or",
            "over",
            "query",
            "result",
            "reverse",
            "rule",
            "salience",
            "soundslike",
            "str",
            "then",
            "when");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Located> entries = new HashMap<>();

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
            @Nullable String yearsSince,
            @Nullable Ratio ratio,
            @Nullable String policy,
            @Nullable List<String> choices,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
            List<String> atMost,

            @Nullable PeriodDays periods,
            @Nullable Boolean personal) {

        long formulas() {
            return Stream.of(daysSince, yearsSince, ratio)
                    .filter(Objects::nonNull)
                    .count();
        }

        @Nullable
        Formula formula() {
            if (daysSince != null) {
                return new Formula.DaysSince(daysSince);
            }
            if (yearsSince != null) {
                return new Formula.YearsSince(yearsSince);
            }
            if (ratio != null) {
                return new Formula.Ratio(String.valueOf(ratio.of()), String.valueOf(ratio.to()));
            }
            return policy == null ? null : new Formula.OutcomeOf(policy);
        }
    }

    private record Located(Entry entry, int line, int column) {
        String name() {
            return entry.name() == null ? "-" : entry.name();
        }
    }

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
     * @throws InvalidVocabularyException with one finding a problem
     */
    public static Vocabulary read(String source, byte[] yaml) {
        VocabularyReader reader = new VocabularyReader();
        List<Located> read = reader.entries(yaml);
        List<Field> fields = read.stream().map(reader::field).toList();
        read.forEach(reader::checkReferences);
        read.forEach(reader::checkRelations);
        if (!reader.findings.isEmpty()) {
            throw new InvalidVocabularyException(source, reader.findings);
        }
        return new Vocabulary(fields, yaml);
    }

    private List<Located> entries(byte[] yaml) {
        List<Located> found = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                findings.add(Finding.at(Place.position(1, 1), FindingCode.VOCABULARY_NOT_A_LIST));
                return found;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                TokenStreamLocation start = parser.currentTokenLocation();
                found.add(new Located(YAML.readValue(parser, Entry.class), start.getLineNr(), start.getColumnNr()));
            }
        } catch (JacksonException e) {
            findings.add(unreadable(e));
        }
        return found;
    }

    private static Finding unreadable(JacksonException problem) {
        Place place = problem.getLocation() == null
                ? Place.FILE
                : Place.position(
                        problem.getLocation().getLineNr(), problem.getLocation().getColumnNr());
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return Finding.at(
                    place,
                    FindingCode.VOCABULARY_KEY_UNKNOWN,
                    unknown.getPropertyName(),
                    unknown.getKnownPropertyIds());
        }
        if (problem instanceof InvalidFormatException wrong) {
            Object[] allowed = wrong.getTargetType().getEnumConstants();
            return Finding.at(
                    place,
                    FindingCode.VOCABULARY_VALUE_REFUSED,
                    wrong.getValue(),
                    allowed == null ? wrong.getTargetType().getSimpleName() : written(allowed));
        }
        if (problem instanceof MismatchedInputException) {
            return Finding.at(place, FindingCode.VOCABULARY_SHAPE);
        }
        return Finding.at(
                place,
                FindingCode.VOCABULARY_UNREADABLE,
                problem.getOriginalMessage().replaceAll("\\s+", " "));
    }

    private static String written(Object[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private Field field(Located located) {
        Entry entry = located.entry();
        String name = required(located, "name", entry.name());
        if (!NAME.matcher(name).matches()) {
            find(located, FindingCode.VOCABULARY_NAME);
        }
        if (isReserved(name)) {
            find(located, FindingCode.VOCABULARY_NAME_RESERVED);
        }
        Located earlier = entries.putIfAbsent(name, located);
        if (earlier != null) {
            find(located, FindingCode.VOCABULARY_NAME_TAKEN, earlier.line());
        }
        Derivation derivation = entry.derived() == null ? Derivation.STORED : entry.derived();
        checkPath(located, derivation);
        checkChoices(located);
        checkPeriods(located);
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
                entry.formula(),
                entry.choices() == null ? List.of() : entry.choices(),
                bound(entry, entry.minimum(), BigDecimal.ZERO),
                bound(entry, entry.maximum(), BigDecimal.ONE),
                entry.atMost() == null ? List.of() : entry.atMost(),
                entry.periods() == null ? PeriodDays.UNSAID : entry.periods(),
                Boolean.TRUE.equals(entry.personal()));
    }

    /** Shares run from 0 to 1 unless the file says otherwise. */
    private static @Nullable BigDecimal bound(Entry entry, @Nullable BigDecimal written, BigDecimal ofShares) {
        return written == null && entry.type() == FieldType.RATE ? ofShares : written;
    }

    /** Dates are compared under their name with the ending EpochDay. */
    private static boolean isReserved(String name) {
        return SourceVersion.isKeyword(name) || RULE_WORDS.contains(name) || name.endsWith("EpochDay");
    }

    private void checkPeriods(Located located) {
        PeriodDays periods = located.entry().periods();
        if (periods != null && !(located.entry().unit() == Unit.DAYS && periods.isPositive())) {
            find(located, FindingCode.VOCABULARY_PERIODS);
        }
    }

    private FieldType missingType(Located located) {
        find(located, FindingCode.VOCABULARY_TYPE_MISSING, written(FieldType.values()));
        return FieldType.TEXT;
    }

    private void checkPath(Located located, Derivation derivation) {
        String path = located.entry().path();
        if (derivation == Derivation.STORED
                && (path == null || !PATH.matcher(path).matches())) {
            find(located, FindingCode.VOCABULARY_PATH, String.valueOf(path));
        }
        if (derivation != Derivation.STORED && path != null) {
            find(located, FindingCode.VOCABULARY_PATH_OF_DERIVED, path);
        }
    }

    private void checkChoices(Located located) {
        List<String> choices = located.entry().choices();
        if ((located.entry().type() == FieldType.CHOICE) != (choices != null && !choices.isEmpty())) {
            find(located, FindingCode.VOCABULARY_CHOICES);
        }
        BigDecimal minimum = located.entry().minimum();
        BigDecimal maximum = located.entry().maximum();
        FieldType type = located.entry().type();
        boolean bounded = minimum != null || maximum != null;
        if ((bounded && (type == null || !(type.isDecimal() || type == FieldType.WHOLE)))
                || (minimum != null && maximum != null && minimum.compareTo(maximum) > 0)) {
            find(located, FindingCode.VOCABULARY_BOUNDS);
        }
        if (choices != null) {
            choices.stream()
                    .filter(choice -> !CHOICE.matcher(choice).matches())
                    .forEach(choice -> find(located, FindingCode.VOCABULARY_CHOICE, choice));
        }
    }

    private void checkReferences(Located located) {
        Entry entry = located.entry();
        if (entry.derived() == Derivation.AS_OF && entry.formulas() != 1) {
            find(located, FindingCode.VOCABULARY_AS_OF);
        }
        if (entry.derived() != Derivation.AS_OF && entry.formulas() > 0) {
            find(located, FindingCode.VOCABULARY_NOT_AS_OF);
        }
        if (entry.policy() != null && (entry.derived() != Derivation.POLICY || entry.type() != FieldType.CHOICE)) {
            find(located, FindingCode.VOCABULARY_NOT_OUTCOME);
        }
        if (entry.daysSince() != null) {
            requireDate(located, "daysSince", entry.daysSince());
        }
        if (entry.yearsSince() != null) {
            requireDate(located, "yearsSince", entry.yearsSince());
        }
        if (entry.ratio() != null) {
            requireNumber(located, "ratio.of", entry.ratio().of());
            requireNumber(located, "ratio.to", entry.ratio().to());
        }
    }

    /** Only what has an order and counts alike can be told never to exceed each other. */
    private void checkRelations(Located located) {
        Entry entry = located.entry();
        for (String name : entry.atMost() == null ? List.<String>of() : entry.atMost()) {
            Located other = entries.get(name);
            FieldType type = entry.type();
            boolean fits = other != null
                    && !name.equals(entry.name())
                    && type != null
                    && type.isOrdered()
                    && other.entry().type() == type
                    && other.entry().unit() == entry.unit();
            if (!fits) {
                find(located, FindingCode.VOCABULARY_RELATION, String.valueOf(name));
            }
        }
    }

    private void requireDate(Located located, String key, String name) {
        Located other = entries.get(name);
        if (other == null || other.entry().type() != FieldType.DATE || other.line() > located.line()) {
            find(located, FindingCode.VOCABULARY_DATE_WANTED, key, name);
        }
    }

    private void requireNumber(Located located, String key, @Nullable String name) {
        Located other = name == null ? null : entries.get(name);
        FieldType type = other == null ? null : other.entry().type();
        if (other == null
                || type == null
                || !(type.isDecimal() || type == FieldType.WHOLE)
                || other.line() > located.line()) {
            find(located, FindingCode.VOCABULARY_NUMBER_WANTED, key, String.valueOf(name));
        }
    }

    private String required(Located located, String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            find(located, FindingCode.VOCABULARY_KEY_MISSING, key);
            return "";
        }
        return value;
    }

    private void find(Located located, FindingCode code, Object... details) {
        List<Object> arguments = new ArrayList<>(List.of(located.name()));
        arguments.addAll(Arrays.asList(details));
        findings.add(
                new Finding(code, Place.position(located.line(), located.column()), arguments, List.of(), List.of()));
    }
}
