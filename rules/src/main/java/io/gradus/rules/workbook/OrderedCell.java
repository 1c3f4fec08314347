package io.gradus.rules.workbook;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import io.gradus.rules.workbook.grammar.CellBaseVisitor;
import io.gradus.rules.workbook.grammar.CellLexer;
import io.gradus.rules.workbook.grammar.CellParser;
import io.gradus.rules.workbook.grammar.CellParser.MarkContext;
import io.gradus.rules.workbook.grammar.CellParser.QuantityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads a cell of a number or day column by the grammar {@code Cell.g4}. What cannot be meant becomes a finding. */
final class OrderedCell extends CellBaseVisitor<Condition> {

    private final RawCell cell;
    private final Findings findings;
    private final QuantityReader quantities;

    private OrderedCell(Field field, RawCell cell, Findings findings) {
        this.cell = cell;
        this.findings = findings;
        this.quantities = new QuantityReader(field, cell, findings);
    }

    /** What the text asks of the field, or any value after a finding. */
    static Condition read(Field field, RawCell cell, String text, Findings findings) {
        CellLexer lexer = new CellLexer(CharStreams.fromString(text));
        CellParser parser = new CellParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        CellParser.CellContext tree = parser.cell();
        if (parser.getNumberOfSyntaxErrors() > 0) {
            findings.add(
                    cell.place(),
                    field.type() == FieldType.DATE ? FindingCode.NOT_A_DATE : FindingCode.NOT_A_NUMBER,
                    text);
            return Condition.ANY;
        }
        Condition read = new OrderedCell(field, cell, findings).visit(tree);
        return read == null ? Condition.ANY : read;
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
        if (values.SEPARATOR().stream().anyMatch(this::isGluedComma)) {
            findings.add(cell.place(), FindingCode.COMMA_AMBIGUOUS, cell.normalised());
            return Condition.ANY;
        }
        if (isMultiplierUnclear(values.quantity())) {
            return Condition.ANY;
        }
        List<Object> read = new ArrayList<>();
        for (QuantityContext quantity : values.quantity()) {
            Comparable<?> value =
                    quantities.value(quantity, values.quantity(values.quantity().size() - 1));
            if (value != null) {
                read.add(value);
            }
        }
        if (read.isEmpty()) {
            return Condition.ANY;
        }
        return values.NOT() == null ? new Condition.OneOf(read) : new Condition.NoneOf(read);
    }

    /** A comma right between digits could be a decimal comma. */
    private boolean isGluedComma(TerminalNode separator) {
        int after = separator.getSymbol().getStopIndex() + 1;
        CharStream text = separator.getSymbol().getInputStream();
        return separator.getText().equals(",")
                && Character.isDigit(text.getText(Interval.of(after, after)).charAt(0));
    }

    @Override
    public @Nullable Condition visitCompared(CellParser.ComparedContext compared) {
        int operator = compared.comparison().getStart().getType();
        boolean closed = operator == CellLexer.GE || operator == CellLexer.LE;
        MarkContext mark = compared.mark();
        if (mark != null && isIncluded(mark) != closed) {
            findings.add(cell.place(), FindingCode.END_CONTRADICTS, cell.normalised());
            return Condition.ANY;
        }
        Comparable<?> limit = quantities.value(compared.quantity(), compared.quantity());
        boolean lower = operator == CellLexer.GE || operator == CellLexer.GT;
        return limit == null ? Condition.ANY : limit(lower, limit, closed);
    }

    @Override
    public @Nullable Condition visitSided(CellParser.SidedContext sided) {
        int side = sided.side().getStart().getType();
        boolean closed = side != CellLexer.BEYOND;
        if (sided.mark().size() == 1) {
            boolean included = isIncluded(sided.mark(0));
            if (!closed && included) {
                findings.add(cell.place(), FindingCode.END_CONTRADICTS, cell.normalised());
                return Condition.ANY;
            }
            closed = included;
        } else if (sided.mark().size() > 1) {
            findings.add(cell.place(), FindingCode.END_CONTRADICTS, cell.normalised());
            return Condition.ANY;
        }
        Comparable<?> limit = quantities.value(sided.quantity(), sided.quantity());
        return limit == null ? Condition.ANY : limit(side != CellLexer.OR_LESS, limit, closed);
    }

    @Override
    public Condition visitInterval(CellParser.IntervalContext interval) {
        if (isMultiplierUnclear(interval.quantity())) {
            return Condition.ANY;
        }
        return range(
                interval.quantity(),
                interval.opening().getText().equals("["),
                interval.closing().getText().equals("]"));
    }

    @Override
    public Condition visitSpan(CellParser.SpanContext span) {
        if (isMultiplierUnclear(span.quantity())) {
            return Condition.ANY;
        }
        QuantityContext upper = span.quantity(1);
        MarkContext lowerMark = null;
        MarkContext upperMark = null;
        for (MarkContext mark : span.mark()) {
            if (mark.getStart().getTokenIndex() < upper.getStart().getTokenIndex()) {
                lowerMark = mark;
            } else {
                upperMark = mark;
            }
        }
        if (lowerMark == null && upperMark == null) {
            findings.add(
                    cell.place(),
                    FindingCode.RANGE_ENDS_UNMARKED,
                    cell.normalised(),
                    span.quantity(0).getText(),
                    upper.getText());
            return Condition.ANY;
        }
        // Where one end is marked, the other is the opposite.
        boolean lowerClosed = lowerMark == null ? !isIncluded(upperMark) : isIncluded(lowerMark);
        boolean upperClosed = upperMark == null ? !isIncluded(lowerMark) : isIncluded(upperMark);
        return range(span.quantity(), lowerClosed, upperClosed);
    }

    /** Whether 万 of the last number may be meant for those before it: 1至5万 is said of 1 and of 10,000. */
    private boolean isMultiplierUnclear(List<QuantityContext> quantities) {
        QuantityContext last = quantities.get(quantities.size() - 1);
        List<QuantityContext> bare = quantities.stream()
                .filter(quantity -> QuantityReader.mayShareMultiplier(quantity, last))
                .toList();
        if (bare.isEmpty()) {
            return false;
        }
        String shared = rewritten(
                bare,
                quantity -> quantity.NUMBER().getText() + last.MULTIPLIER().getText());
        String apart = rewritten(
                quantities.stream()
                        .filter(quantity -> quantity.MULTIPLIER() != null)
                        .toList(),
                quantity -> TableReader.plain(QuantityReader.amount(quantity)).toPlainString());
        findings.add(cell.place(), FindingCode.MULTIPLIER_AMBIGUOUS, cell.normalised(), shared, apart);
        return true;
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
        return mark != null && mark.INCLUDED() != null;
    }

    private Condition range(List<QuantityContext> ends, boolean lowerClosed, boolean upperClosed) {
        Comparable<?> lower = quantities.value(ends.get(0), ends.get(1));
        Comparable<?> upper = quantities.value(ends.get(1), ends.get(1));
        if (lower == null || upper == null) {
            return Condition.ANY;
        }
        boolean reversed = !Range.<Comparable<?>>atLeast(lower).contains(upper);
        boolean equal = !reversed && Range.<Comparable<?>>atMost(lower).contains(upper);
        if (reversed || (equal && !(lowerClosed && upperClosed))) {
            findings.add(cell.place(), FindingCode.RANGE_EMPTY, cell.normalised());
            return Condition.ANY;
        }
        return new Condition.Within(Range.range(lower, bound(lowerClosed), upper, bound(upperClosed)));
    }

    private static Condition limit(boolean lower, Comparable<?> limit, boolean closed) {
        return new Condition.Within(lower ? Range.downTo(limit, bound(closed)) : Range.upTo(limit, bound(closed)));
    }

    private static BoundType bound(boolean closed) {
        return closed ? BoundType.CLOSED : BoundType.OPEN;
    }
}
