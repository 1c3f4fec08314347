package io.gradus.rules.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the part of Drools' constraint language that compares fields with literals. Anything else is not understood. */
final class ConstraintParser {

    private static final int MAXIMUM_DEPTH = 50;
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(>=|<=|==|!=|>|<|\\|\\||&&|[(),:]|\"[^\"\\\\\\p{Cntrl}]*\"|'[^'\"\\\\\\p{Cntrl}]*'"
                    + "|[+-]?\\d+(?:\\.\\d+)?[BbLlIi]?(?!\\w)|\\$\\w*|[A-Za-z_]\\w*)");
    private static final Pattern VALUE = Pattern.compile("[\"'$+\\-\\d].*|true|false|null");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Set<String> OPERATORS = Set.of(">=", "<=", "==", "!=", ">", "<", "contains");

    private final List<String> tokens;
    private int next;
    private int depth;
    private String lastField = "";

    private ConstraintParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /** What the text asks; absent when it is not understood. */
    static Optional<Constraint> parse(String text) {
        return tokens(text).flatMap(tokens -> {
            ConstraintParser parser = new ConstraintParser(tokens);
            return parser.several(parser::either, ",", Constraint.Every::new).filter(read -> parser.isAtEnd());
        });
    }

    private static Optional<List<String>> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            matcher.region(matcher.end(), matcher.regionEnd());
        }
        return matcher.regionStart() == matcher.regionEnd() ? Optional.of(tokens) : Optional.empty();
    }

    private Optional<Constraint> either() {
        return several(this::every, "||", Constraint.Either::new);
    }

    private Optional<Constraint> every() {
        return several(this::single, "&&", Constraint.Every::new);
    }

    private Optional<Constraint> several(
            Supplier<Optional<Constraint>> one, String separator, Function<List<Constraint>, Constraint> together) {
        List<Constraint> parts = new ArrayList<>();
        do {
            Optional<Constraint> part = one.get();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        } while (accept(separator));
        return Optional.of(parts.size() == 1 ? parts.get(0) : together.apply(parts));
    }

    private Optional<Constraint> single() {
        if (!accept("(")) {
            return comparison();
        }
        if (++depth > MAXIMUM_DEPTH) {
            return Optional.empty();
        }
        Optional<Constraint> inner = either().filter(read -> accept(")"));
        depth--;
        return inner;
    }

    private Optional<Constraint> comparison() {
        if (peek(0).startsWith("$") && peek(1).equals(":")) {
            // A binding that nothing here can use.
            next += 2;
        }
        // Drools lets the field go unsaid after the first: type == "A" || == "B".
        String field = OPERATORS.contains(peek(0)) ? lastField : take();
        lastField = field;
        boolean negated = accept("not");
        String operator = take();
        if (!NAME.matcher(field).matches()) {
            return Optional.empty();
        }
        if (operator.equals("in") && accept("(")) {
            return values().filter(read -> accept(")"))
                    .map(read -> new Constraint.Comparison(field, negated ? "not in" : "in", read));
        }
        boolean known = OPERATORS.contains(operator) && (!negated || operator.equals("contains"));
        String value = take();
        return known && VALUE.matcher(value).matches()
                ? Optional.of(new Constraint.Comparison(field, negated ? "not contains" : operator, List.of(value)))
                : Optional.empty();
    }

    private Optional<List<String>> values() {
        List<String> values = new ArrayList<>();
        do {
            String value = take();
            if (!VALUE.matcher(value).matches()) {
                return Optional.empty();
            }
            values.add(value);
        } while (accept(","));
        return Optional.of(values);
    }

    private boolean isAtEnd() {
        return next == tokens.size();
    }

    private String peek(int ahead) {
        return next + ahead < tokens.size() ? tokens.get(next + ahead) : "";
    }

    private String take() {
        String token = peek(0);
        next++;
        return token;
    }

    private boolean accept(String token) {
        boolean there = peek(0).equals(token);
        next += there ? 1 : 0;
        return there;
    }
}
