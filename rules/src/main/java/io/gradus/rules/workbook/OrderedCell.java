package io.gradus.rules.workbook;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.workbook.grammar.CellBaseVisitor;
import io.gradus.rules.workbook.grammar.CellLexer;
import io.gradus.rules.workbook.grammar.CellParser;
import io.gradus.rules.workbook.grammar.CellParser.EndContext;
import io.gradus.rules.workbook.grammar.CellParser.MarkContext;
import io.gradus.rules.workbook.grammar.CellParser.QuantityContext;
import io.gradus.rules.workbook.grammar.CellParser.UnitContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads a cell of a number or day column by the grammar {@code Cell.g4}. What cannot be meant becomes a finding. */
final class OrderedCell extends CellBaseVisitor<Condition> {

    private static final Set<String> WITHIN = Set.of("以内", "以內", "及以内", "及以內", "或以内", "或以內");

    private final Field field;
    private final RawCell cell;
    private final String text;
    private final Findings findings;
    private final QuantityReader quantities;

    private OrderedCell(Field field, RawCell cell, String text, Findings findings) {
        this.field = field;
        this.cell = cell;
        this.text = text;
        this.findings = findings;
        this.quantities = new QuantityReader(field, cell, findings);
    }

    /** What the text asks of the field, or any value after a finding that offers what could be meant, where that is known. */
    static Condition read(Field field, RawCell cell, String text, Findings findings) {
        Findings tried = new Findings();
        Condition read = attempt(field, cell, text, tried);
        Set<FindingCode> said = EnumSet.noneOf(FindingCode.class);
        for (Finding found : tried.all()) {
            if (said.add(found.code())) {
                findings.take(
                        found.readings().isEmpty() ? found.offering(OfferedReadings.of(field, cell, text)) : found);
            }
        }
        return read;
    }

    /** The same without offers. */
    static Condition attempt(Field field, RawCell cell, String text, Findings findings) {
        CellLexer lexer = new CellLexer(CharStreams.fromString(SpokenNumbers.inDigits(Subject.shortened(field, text))));
        CellParser parser = new CellParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        CellParser.CellContext tree = parser.cell();
        if (parser.getNumberOfSyntaxErrors() > 0) {
            findings.add(cell.place(), notRead(field), text);
            return Condition.ANY;
        }
        Condition read = new OrderedCell(field, cell, text, findings).visit(tree);
        return read == null ? Condition.ANY : read;
    }

    private static FindingCode notRead(Field field) {
        return field.type() == FieldType.DATE ? FindingCode.NOT_A_DATE : FindingCode.NOT_A_NUMBER;
    }

    @Override
    public Condition visitMissing(CellParser.MissingContext missing) {
        return new Condition.Missing();
    }

    @Override
    public Condition visitPresent(CellParser.PresentContext present) {
        return new Condition.Present();
    }

    @Override
    public Condition visitValues(CellParser.ValuesContext values) {
        if (isListUnclear(values)) {
            return refused(FindingCode.COMMA_AMBIGUOUS);
        }
        if (isMultiplierUnclear(values.quantity())) {
            return Condition.ANY;
        }
        UnitContext last = values.quantity(values.quantity().size() - 1).unit();
        List<Object> read = new ArrayList<>();
        for (QuantityContext quantity : values.quantity()) {
            Comparable<?> value = quantities.value(quantity, last);
            if (value != null) {
                read.add(value);
            }
        }
        if (read.isEmpty()) {
            return Condition.ANY;
        }
        return values.NOT() == null ? new Condition.OneOf(read) : new Condition.NoneOf(read);
    }

    /** A comma right between digits could be a decimal comma, and nobody writes 000 as a number: 5、000 is 5000, or a slip. */
    private boolean isListUnclear(CellParser.ValuesContext values) {
        return values.separator().stream().anyMatch(this::isGluedComma)
                || (values.quantity().size() > 1
                        && values.quantity().stream().anyMatch(QuantityReader::startsWithNought));
    }

    private boolean isGluedComma(CellParser.SeparatorContext separator) {
        int after = separator.getStop().getStopIndex() + 1;
        CharStream stream = separator.getStart().getInputStream();
        return separator.COMMA() != null
                && Character.isDigit(stream.getText(Interval.of(after, after)).charAt(0));
    }

    @Override
    public Condition visitBounded(CellParser.BoundedContext bounded) {
        Range<Comparable<?>> range = range(bounded.bound());
        return range == null ? Condition.ANY : new Condition.Within(range);
    }

    @Override
    public Condition visitBoth(CellParser.BothContext both) {
        return between(range(both.bound(0)), range(both.bound(1)));
    }

    @Override
    public Condition visitChain(CellParser.ChainContext chain) {
        UnitContext unit = unit(chain.end(1));
        Range<Comparable<?>> first = limit(chain.comparison(0), chain.end(0), unit, true);
        Range<Comparable<?>> second = limit(chain.comparison(1), chain.end(1), unit, false);
        return between(first, second);
    }

    /** What lies within both limits, one from below and one from above. */
    private Condition between(@Nullable Range<Comparable<?>> first, @Nullable Range<Comparable<?>> second) {
        if (first == null || second == null) {
            return Condition.ANY;
        }
        if (first.hasLowerBound() == second.hasLowerBound()) {
            return refused(notRead(field));
        }
        if (!first.isConnected(second) || first.intersection(second).isEmpty()) {
            return refused(FindingCode.RANGE_EMPTY);
        }
        return new Condition.Within(first.intersection(second));
    }

    private @Nullable Range<Comparable<?>> range(CellParser.BoundContext bound) {
        return bound.comparison() == null
                ? sided(bound)
                : limit(bound.comparison(), bound.end(), unit(bound.end()), false);
    }

    /** @param turned whether the number stands before the sign: 50 < x is more than 50 */
    private @Nullable Range<Comparable<?>> limit(
            CellParser.ComparisonContext comparison, EndContext end, @Nullable UnitContext unit, boolean turned) {
        int operator = comparison.getStart().getType();
        boolean closed = operator == CellLexer.GE || operator == CellLexer.LE || operator == CellLexer.SINCE;
        boolean named = operator == CellLexer.SINCE || operator == CellLexer.AFTER || operator == CellLexer.BEFORE;
        MarkContext mark = end.mark();
        if (named && field.type() != FieldType.DATE) {
            refused(notRead(field));
            return null;
        }
        if (contradicts(mark, end) || (mark != null && isIncluded(mark) != closed)) {
            refused(FindingCode.END_CONTRADICTS);
            return null;
        }
        boolean lower = operator == CellLexer.GE
                || operator == CellLexer.GT
                || operator == CellLexer.SINCE
                || operator == CellLexer.AFTER;
        Comparable<?> value = quantities.value(end.quantity(), unit);
        return value == null ? null : limit(lower != turned, value, closed);
    }

    private @Nullable Range<Comparable<?>> sided(CellParser.BoundContext bound) {
        int side = bound.side().getStart().getType();
        String word = bound.side().getText();
        EndContext end = bound.end();
        MarkContext mark = end.mark() == null ? bound.mark() : end.mark();
        boolean marked = end.mark() != null && bound.mark() != null;
        boolean beyond = side == CellLexer.BEYOND;
        if (marked || contradicts(mark, end) || (beyond && mark != null && isIncluded(mark))) {
            refused(FindingCode.END_CONTRADICTS);
            return null;
        }
        // Within a day, or outside of it, may be meant from either side.
        if (field.type() == FieldType.DATE && (beyond || WITHIN.contains(word))) {
            refused(FindingCode.NOT_A_DATE);
            return null;
        }
        Comparable<?> value = quantities.value(end.quantity(), unit(end));
        boolean closed = mark == null ? !beyond : isIncluded(mark);
        return value == null ? null : limit(side != CellLexer.OR_LESS, value, closed);
    }

    /** Whether a mark such as （含5000） names another number than the one that it follows. */
    private boolean contradicts(@Nullable MarkContext mark, EndContext end) {
        if (mark == null || mark.quantity() == null) {
            return false;
        }
        Comparable<?> marked = quantities.value(mark.quantity(), unit(end));
        Comparable<?> value = quantities.value(end.quantity(), unit(end));
        return marked != null
                && !Range.<Comparable<?>>singleton(marked).equals(value == null ? null : Range.singleton(value));
    }

    private static @Nullable UnitContext unit(EndContext end) {
        return end.unit() == null ? end.quantity().unit() : end.unit();
    }

    private Condition refused(FindingCode code) {
        findings.add(cell.place(), code, text);
        return Condition.ANY;
    }

    @Override
    public Condition visitInterval(CellParser.IntervalContext interval) {
        if (isMultiplierUnclear(interval.quantity())) {
            return Condition.ANY;
        }
        return range(
                interval.quantity(),
                interval.quantity(1).unit(),
                interval.opening().getText().equals("["),
                interval.closing().getText().equals("]"));
    }

    @Override
    public Condition visitSpan(CellParser.SpanContext span) {
        EndContext lower = span.end(0);
        EndContext upper = span.end(1);
        List<QuantityContext> ends = List.of(lower.quantity(), upper.quantity());
        if (isMultiplierUnclear(ends)) {
            return Condition.ANY;
        }
        if (contradicts(lower.mark(), lower) || contradicts(upper.mark(), upper)) {
            return refused(FindingCode.END_CONTRADICTS);
        }
        if (lower.mark() == null && upper.mark() == null) {
            return unmarked(span, range(ends, unit(upper), true, true));
        }
        // Where one end is marked, the other is the opposite.
        boolean lowerClosed = lower.mark() == null ? !isIncluded(upper.mark()) : isIncluded(lower.mark());
        boolean upperClosed = upper.mark() == null ? !isIncluded(lower.mark()) : isIncluded(upper.mark());
        return range(ends, unit(upper), lowerClosed, upperClosed);
    }

    /** @param closed the range with both of its ends */
    private Condition unmarked(CellParser.SpanContext span, Condition closed) {
        if (closed instanceof Condition.Within within
                && !within.range().equals(Range.singleton(within.range().lowerEndpoint()))) {
            findings.add(
                    cell.place(),
                    FindingCode.RANGE_ENDS_UNMARKED,
                    text,
                    QuantityReader.written(span.end(0).quantity()),
                    QuantityReader.written(span.end(1).quantity()));
            return Condition.ANY;
        }
        return closed;
    }

    /** Whether 万 of one number may be meant for others: 1至5万 is said of 1 and of 10,000, and so is 5万、6 of 6. */
    private boolean isMultiplierUnclear(List<QuantityContext> quantities) {
        for (QuantityContext multiplied : quantities) {
            List<QuantityContext> bare = quantities.stream()
                    .filter(quantity ->
                            QuantityReader.mayShareMultiplier(quantity, multiplied, isAfter(quantity, multiplied)))
                    .toList();
            if (!bare.isEmpty()) {
                reportMultiplier(quantities, bare, multiplied.MULTIPLIER().getText());
                return true;
            }
        }
        return false;
    }

    private void reportMultiplier(List<QuantityContext> quantities, List<QuantityContext> bare, String multiplier) {
        String shared = rewritten(bare, quantity -> quantity.NUMBER().getText() + multiplier);
        String apart = rewritten(
                quantities.stream()
                        .filter(quantity -> quantity.MULTIPLIER() != null)
                        .toList(),
                quantity -> TableReader.plain(QuantityReader.amount(quantity)).toPlainString());
        List<String> readings = Stream.of(shared, apart)
                .flatMap(reading -> bracketed(reading).stream())
                .toList();
        if (readings.size() == 2) {
            findings.add(cell.place(), FindingCode.MULTIPLIER_AMBIGUOUS, text, readings.get(0), readings.get(1));
        } else {
            findings.take(Finding.at(cell.place(), notRead(field), text).offering(readings));
        }
    }

    /** The text if it can be read, with brackets if its ends need marks; none when it is not to be read in any way. */
    private Optional<String> bracketed(String reading) {
        Findings tried = new Findings();
        attempt(field, cell, reading, tried);
        return tried.all().stream()
                .findFirst()
                .map(found -> found.code() == FindingCode.RANGE_ENDS_UNMARKED
                        ? Optional.of("[" + found.arguments().get(1) + ".."
                                + found.arguments().get(2) + ")")
                        : Optional.<String>empty())
                .orElse(Optional.of(reading));
    }

    private static boolean isAfter(QuantityContext one, QuantityContext other) {
        return one.getStart().getTokenIndex() > other.getStart().getTokenIndex();
    }

    /** The text of the cell with the numbers of some quantities written otherwise. */
    private static String rewritten(List<QuantityContext> quantities, Function<QuantityContext, String> number) {
        CharStream stream = quantities.get(0).getStart().getInputStream();
        StringBuilder text = new StringBuilder(stream.getText(Interval.of(0, stream.size() - 1)));
        for (int i = quantities.size() - 1; i >= 0; i--) {
            QuantityContext quantity = quantities.get(i);
            TerminalNode end = quantity.MULTIPLIER() == null ? quantity.NUMBER() : quantity.MULTIPLIER();
            text.replace(
                    quantity.NUMBER().getSymbol().getStartIndex(),
                    end.getSymbol().getStopIndex() + 1,
                    number.apply(quantity));
        }
        return text.toString();
    }

    private static boolean isIncluded(@Nullable MarkContext mark) {
        return mark != null && (mark.INCLUDED() != null || mark.HOLDING() != null);
    }

    private Condition range(
            List<QuantityContext> ends, @Nullable UnitContext unit, boolean lowerClosed, boolean upperClosed) {
        Comparable<?> lower = quantities.value(ends.get(0), unit);
        Comparable<?> upper = quantities.value(ends.get(1), unit);
        if (lower == null || upper == null) {
            return Condition.ANY;
        }
        boolean reversed = !Range.<Comparable<?>>atLeast(lower).contains(upper);
        boolean equal = !reversed && Range.<Comparable<?>>atMost(lower).contains(upper);
        if (reversed || (equal && !(lowerClosed && upperClosed))) {
            return refused(FindingCode.RANGE_EMPTY);
        }
        return new Condition.Within(Range.range(lower, bound(lowerClosed), upper, bound(upperClosed)));
    }

    private static Range<Comparable<?>> limit(boolean lower, Comparable<?> limit, boolean closed) {
        return lower ? Range.downTo(limit, bound(closed)) : Range.upTo(limit, bound(closed));
    }

    private static BoundType bound(boolean closed) {
        return closed ? BoundType.CLOSED : BoundType.OPEN;
    }
}
