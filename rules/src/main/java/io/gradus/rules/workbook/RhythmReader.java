package io.gradus.rules.workbook;

import io.gradus.rules.FollowUpRhythm;
import io.gradus.rules.workbook.grammar.RhythmBaseVisitor;
import io.gradus.rules.workbook.grammar.RhythmLexer;
import io.gradus.rules.workbook.grammar.RhythmParser;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;

/** Reads a follow-up rhythm by the grammar {@code Rhythm.g4}. */
final class RhythmReader extends RhythmBaseVisitor<Optional<FollowUpRhythm>> {

    private static final int DAYS_A_WEEK = 7;
    private static final int MONTHS_A_YEAR = 12;
    private static final int MONTHS_A_QUARTER = 3;
    private static final int MONTHS_A_HALF_YEAR = 6;
    private static final int MOST_DIGITS = 4;
    private static final String NUMERALS = "一二三四五六七八九十";

    private RhythmReader() {}

    /** What the text means; empty when it is no rhythm, or one beyond the bounds of {@link FollowUpRhythm}. */
    static Optional<FollowUpRhythm> read(String text) {
        RhythmLexer lexer = new RhythmLexer(CharStreams.fromString(text));
        RhythmParser parser = new RhythmParser(new CommonTokenStream(lexer));
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        RhythmParser.RhythmContext tree = parser.rhythm();
        return parser.getNumberOfSyntaxErrors() > 0 ? Optional.empty() : new RhythmReader().visit(tree);
    }

    @Override
    public Optional<FollowUpRhythm> visitSteps(RhythmParser.StepsContext steps) {
        List<Integer> days =
                steps.NUMBER().stream().map(number -> value(number.getText())).toList();
        boolean allowed =
                days.size() <= FollowUpRhythm.MOST_STEPS && days.stream().allMatch(FollowUpRhythm::isAllowed);
        return allowed ? Optional.of(new FollowUpRhythm.Steps(days)) : Optional.empty();
    }

    @Override
    public Optional<FollowUpRhythm> visitEvery(RhythmParser.EveryContext every) {
        int count = every.number() == null ? 1 : value(every.number().getText());
        if (!FollowUpRhythm.isAllowed(count)) {
            return Optional.empty();
        }
        return switch (every.unit().getStart().getType()) {
            case RhythmLexer.DAY -> interval(count, ChronoUnit.DAYS);
            case RhythmLexer.WEEK -> interval(DAYS_A_WEEK * count, ChronoUnit.DAYS);
            case RhythmLexer.MONTH -> interval(count, ChronoUnit.MONTHS);
            case RhythmLexer.QUARTER -> interval(MONTHS_A_QUARTER * count, ChronoUnit.MONTHS);
            case RhythmLexer.HALF_YEAR -> interval(MONTHS_A_HALF_YEAR * count, ChronoUnit.MONTHS);
            default -> interval(MONTHS_A_YEAR * count, ChronoUnit.MONTHS);
        };
    }

    private static Optional<FollowUpRhythm> interval(int count, ChronoUnit unit) {
        return FollowUpRhythm.isAllowed(count) ? Optional.of(new FollowUpRhythm.Every(count, unit)) : Optional.empty();
    }

    @Override
    public Optional<FollowUpRhythm> visitOwn(RhythmParser.OwnContext own) {
        return Optional.of(new FollowUpRhythm.Own());
    }

    @Override
    public Optional<FollowUpRhythm> visitNone(RhythmParser.NoneContext none) {
        return Optional.of(new FollowUpRhythm.None());
    }

    /** A number of days or months, or 0 when it is beyond all bounds. */
    private static int value(String text) {
        int numeral = NUMERALS.indexOf(text.replace('两', '二').replace('兩', '二'));
        if (numeral >= 0) {
            return numeral + 1;
        }
        return text.length() <= MOST_DIGITS ? Integer.parseInt(text) : 0;
    }
}
