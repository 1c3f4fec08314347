package io.gradus.rules.workbook;

import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snippets of ACTION columns: {@code $c.outcome("$param");}, {@code $c.action("name", "$param");},
 * {@code $c.score("field", $param);} where rows add up, and setters as
 * other tools' tables have them, of which the first gives the outcome.
 */
final class ActionReader {

    private static final Pattern CALL =
            Pattern.compile("(?:(\\$?[\\p{L}_][\\p{L}\\p{N}_]*)\\s*\\.\\s*)?(\\w+)\\s*\\((.*)\\)\\s*;?");
    private static final Pattern VARIABLE = Pattern.compile("\\$?[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern PARAMETER = Pattern.compile("\"?\\$(?:param|1)\"?");
    private static final Pattern CONSTANT = Pattern.compile("\"([^\"\\\\$\\p{Cntrl}]*)\"");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");
    private static final Pattern SETTER = Pattern.compile("set([A-Z]\\w*)");

    private static final String SCORE = "score";

    private final Set<String> bound;
    private final Set<String> boundElsewhere;
    private final Vocabulary vocabulary;
    private final OutcomeCodes codes;
    private final Findings findings;
    private final List<Read> reads = new ArrayList<>();
    private boolean refused;
    private boolean outcomeRefused;

    /**
     * A column as its snippet reads.
     *
     * @param constant what every row gives whose cell is not blank; absent when the cell says it
     */
    record Action(ActionColumn column, @Nullable String constant) {}

    private record Read(
            RawCell snippet,
            @Nullable String name,
            boolean setter,
            boolean adds,
            @Nullable String constant,
            String label) {}

    /**
     * @param bound the names that conditions give to the customer; where they give none, it is $c
     * @param boundElsewhere the names that conditions give to anything, also to what they were refused for
     */
    ActionReader(
            Set<String> bound,
            Set<String> boundElsewhere,
            Vocabulary vocabulary,
            OutcomeCodes codes,
            Findings findings) {
        this.bound = bound.isEmpty() ? Set.of("$c") : Set.copyOf(bound);
        this.boundElsewhere = Set.copyOf(boundElsewhere);
        this.vocabulary = vocabulary;
        this.codes = codes;
        this.findings = findings;
    }

    /**
     * Reads a column.
     *
     * @param variable what stands in the row of patterns above the snippet, such as $c; may be blank
     * @return whether the column can be used
     */
    boolean read(RawCell variable, RawCell snippet, String label) {
        Optional<Read> read = readable(variable, snippet, label).filter(this::isInPlace);
        read.ifPresent(reads::add);
        if (read.isEmpty()) {
            refused = true;
            // The first setter gives the outcome; whether this was one, nobody can tell.
            outcomeRefused |= reads.stream().noneMatch(Read::setter);
        }
        return read.isPresent();
    }

    private Optional<Read> readable(RawCell variable, RawCell snippet, String label) {
        if (snippet.isBlank() && snippet.error() == null) {
            findings.add(snippet.place(), FindingCode.SNIPPET_MISSING, ColumnKind.ACTION);
            return Optional.empty();
        }
        Optional<Read> read = call(variable, snippet, label);
        if (read.isEmpty()) {
            findings.add(snippet.place(), FindingCode.ACTION_REFUSED, snippet.normalised());
        }
        return read.filter(one -> isOfTheCustomer(variable, snippet));
    }

    /** Whether a column was refused, so that what the table lacks may stand in it. */
    boolean hasRefused() {
        return refused;
    }

    /** Whether what is called belongs to the customer; what no condition binds is nobody for Drools. */
    private boolean isOfTheCustomer(RawCell variable, RawCell snippet) {
        Matcher call = CALL.matcher(snippet.normalised());
        boolean named = call.matches() && call.group(1) != null;
        String name = named ? call.group(1) : variable.normalised();
        if (!bound.contains(name) && !boundElsewhere.contains(name)) {
            String known = Stream.concat(bound.stream(), boundElsewhere.stream())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            findings.add((named ? snippet : variable).place(), FindingCode.FACT_NOT_BOUND, name, known);
        }
        return bound.contains(name);
    }

    /** Rows that decide give outcomes, rows that add up give numbers; the two do not mix. */
    private boolean isInPlace(Read read) {
        Place.Cell place = read.snippet().place();
        if (codes.collects() && (!read.adds() || read.constant() != null)) {
            // Outcomes in the sheet Policy contradict its hit policy already.
            if (codes.list().isEmpty() && codes.areKnown()) {
                findings.add(place, FindingCode.COLLECT_REFUSED, read.snippet().normalised());
            }
            return false;
        }
        if (!codes.collects() && read.adds()) {
            if (codes.refusesScores()) {
                findings.add(place, FindingCode.SCORE_REFUSED, read.snippet().normalised());
            }
            return false;
        }
        if (read.adds() && scored(read) == null) {
            findings.add(place, FindingCode.SCORE_FIELD_REFUSED, String.valueOf(read.name()), scorable());
            return false;
        }
        return true;
    }

    private @Nullable Field scored(Read read) {
        return vocabulary
                .find(String.valueOf(read.name()))
                .filter(field -> read.adds() && isScorable(field))
                .orElse(null);
    }

    private static boolean isScorable(Field field) {
        return field.type().isDecimal() && field.derivation() == Derivation.POLICY && field.formula() == null;
    }

    private String scorable() {
        return vocabulary.fields().stream()
                .filter(ActionReader::isScorable)
                .map(Field::name)
                .collect(Collectors.joining(", "));
    }

    private static Optional<Read> call(RawCell variable, RawCell snippet, String label) {
        Matcher call = CALL.matcher(snippet.normalised());
        if (!call.matches()
                || (call.group(1) == null
                        && !VARIABLE.matcher(variable.normalised()).matches())) {
            return Optional.empty();
        }
        List<String> arguments = Snippet.items(call.group(3));
        String value = arguments.get(arguments.size() - 1);
        Matcher constant = CONSTANT.matcher(value);
        if (!constant.matches() && !PARAMETER.matcher(value).matches()) {
            return Optional.empty();
        }
        return name(call.group(2), arguments)
                .map(name -> new Read(
                        snippet,
                        name.isEmpty() ? null : name,
                        arguments.size() == 1 && !name.isEmpty(),
                        call.group(2).equals(SCORE),
                        constant.matches() ? constant.group(1) : null,
                        label));
    }

    /** What the call names; an empty name is the outcome. */
    private static Optional<String> name(String method, List<String> arguments) {
        if (arguments.size() == 2 && (method.equals("action") || method.equals(SCORE))) {
            Matcher name = CONSTANT.matcher(arguments.get(0));
            return name.matches() && NAME.matcher(name.group(1)).matches()
                    ? Optional.of(name.group(1))
                    : Optional.empty();
        }
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        Matcher setter = SETTER.matcher(method);
        if (setter.matches()) {
            String property = setter.group(1);
            return Optional.of(Character.toLowerCase(property.charAt(0)) + property.substring(1));
        }
        return method.equals("outcome") ? Optional.of("") : Optional.empty();
    }

    /** The columns read so far. */
    List<Action> actions() {
        boolean named = reads.stream().anyMatch(read -> read.name() == null);
        String first = reads.stream()
                .filter(Read::setter)
                .map(Read::name)
                .findFirst()
                .map(String::valueOf)
                .orElse("");
        String outcome = named ? "" : codes.outcomeSetter(outcomeRefused ? "" : first);
        if (outcomeRefused && !named && outcome.isEmpty()) {
            codes.leaveOpen();
        }
        Set<String> seen = new HashSet<>();
        List<Action> actions = new ArrayList<>();
        for (Read read : reads) {
            boolean decides =
                    read.name() == null || (read.setter() && read.name().equals(outcome));
            String name = decides ? null : read.name();
            if (read.constant() == null && !seen.add(String.valueOf(name))) {
                findings.add(
                        read.snippet().place(),
                        FindingCode.COLUMN_TWICE,
                        name == null ? "$c.outcome" : "$c.action " + name);
            }
            actions.add(new Action(
                    new ActionColumn(read.snippet().place(), name, scored(read), read.label()), read.constant()));
        }
        return actions;
    }
}
