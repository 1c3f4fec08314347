package io.gradus.rules.drools;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Suppliers;
import io.gradus.rules.Compilation;
import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.analysis.PartialAnalysis;
import io.gradus.rules.analysis.TableAnalysis;
import io.gradus.rules.drools.DrlGuard.Verdict;
import io.gradus.rules.drools.DrlWriter.Written;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.NativeTables;
import io.gradus.rules.workbook.PartlyRead;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.WorkbookLimits;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns sources into policies that can decide. Safe to share. */
public final class PolicyCompiler {

    private static final Logger log = LoggerFactory.getLogger(PolicyCompiler.class);
    private static final int MAXIMUM_NESTING = 50;
    private static final int MAXIMUM_DRL_BYTES = 1024 * 1024;
    private static final int MOST_OCTAL = 100;
    /** A text, a comment, a word, or in the first group a number with a nought before it. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\.)*+'|//[^\n]*+|/\\*(?s:.*?)\\*/|[\\p{L}_$][\\p{L}\\p{N}_$]*+"
                    + "|(?<![\\p{N}.])(0\\d[\\d.]*+[A-Za-z]*+)|[\\d.]++");

    private static final Pattern BYTE_ORDER_MARK = Pattern.compile("^\uFEFF");

    private final Vocabulary vocabulary;
    private final WorkbookLimits limits;
    private final RuleSet.Bounds bounds;

    public PolicyCompiler(Vocabulary vocabulary) {
        this(vocabulary, WorkbookLimits.DEFAULT);
    }

    public PolicyCompiler(Vocabulary vocabulary, WorkbookLimits limits) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.bounds = RuleSet.Bounds.DEFAULT;
    }

    /** Reads, guards and compiles a workbook or a DRL file; whatever is wrong comes back at its place. */
    public Compilation compile(PolicySource source) {
        return source.isDrl() ? compileDrl(source) : compileWorkbook(source);
    }

    private Compilation compileWorkbook(PolicySource source) {
        WorkbookReading reading = new WorkbookReader(vocabulary, limits).read(source);
        if (reading instanceof WorkbookReading.Succeeded read) {
            PolicyWorkbook workbook = read.workbook();
            List<Field> outcomeFields = vocabulary.fields().stream()
                    .filter(field -> field.isOutcomeOf(workbook.policy().id()))
                    .toList();
            List<Finding> differing = outcomesThatDiffer(workbook.policy(), outcomeFields);
            if (!differing.isEmpty()) {
                return analysedOnly(workbook, differing, read.findings());
            }
            NativeTables tables = workbook.nativeTables();
            if (tables != null && workbook.policy().hitPolicy() == HitPolicy.COLLECT) {
                Finding beyond = Finding.at(tables.beyond().get(0), FindingCode.COLLECT_BEYOND_TABLE);
                return tested(List.of(beyond), workbook, read.findings());
            }
            return tables == null
                    ? compileTable(workbook, source.hash(), outcomeFields, read.findings())
                    : compileNative(workbook, tables, source.hash(), outcomeFields, read.findings());
        }
        PartlyRead part = reading instanceof WorkbookReading.Rejected rejected ? rejected.part() : null;
        if (part != null) {
            return new Compilation.Rejected(PartialAnalysis.of(reading.findings(), part, vocabulary));
        }
        boolean opened = reading.findings().stream()
                .anyMatch(finding ->
                        finding.code() == FindingCode.RULE_TABLE_MISSING || finding.place() instanceof Place.Cell);
        return opened
                ? unexamined(reading.findings(), "rules", "scenarios")
                : new Compilation.Rejected(reading.findings());
    }

    private Compilation compileTable(
            PolicyWorkbook workbook, String hash, List<Field> outcomeFields, List<Finding> warnings) {
        String id = workbook.policy().id();
        List<Field> computes = Stream.concat(workbook.table().scored().stream(), outcomeFields.stream())
                .toList();
        long conditions = workbook.table().rows().stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.condition() != Condition.ANY)
                .count();
        if (conditions > limits.conditions()) {
            return analysedOnly(workbook, List.of(tooLarge(conditions)), warnings);
        }
        Guarded plain = guard(id, DrlWriter.plain(id, workbook.table()));
        if (!plain.findings().isEmpty()) {
            return analysedOnly(workbook, plain.findings(), warnings);
        }
        // The batch mode has the same conditions, so it compiles when the plain mode does; whoever only checks can do
        // without.
        Supplier<RuleSet> offering = Suppliers.memoize(() -> offering(id, workbook.table()));
        List<Finding> findings = Stream.concat(warnings.stream(), TableAnalysis.of(workbook).stream())
                .toList();
        return findings.stream().anyMatch(Finding::isError)
                ? tested(findings, workbook, List.of())
                : new Compilation.Succeeded(
                        new TablePolicy(workbook, hash, plain.rules(), offering, computes), findings);
    }

    private Finding tooLarge(long conditions) {
        return Finding.at(Place.FILE, FindingCode.TABLE_TOO_LARGE, conditions, limits.conditions());
    }

    /** A table that cannot be compiled is analysed all the same, so that its author learns at once what else is wrong. */
    private Compilation analysedOnly(PolicyWorkbook workbook, List<Finding> refusals, List<Finding> warnings) {
        List<Finding> findings = new ArrayList<>(warnings);
        if (workbook.nativeTables() == null) {
            findings.addAll(TableAnalysis.of(workbook));
        }
        return tested(refusals, workbook, findings);
    }

    /** What keeps a table from deciding, what else is wrong, and what its scenarios show as far as they can. */
    private Compilation tested(List<Finding> refusals, PolicyWorkbook workbook, List<Finding> others) {
        List<Finding> findings =
                Stream.concat(refusals.stream(), others.stream()).toList();
        return new Compilation.Rejected(PartialAnalysis.tested(findings, workbook, vocabulary));
    }

    private RuleSet offering(String policyId, DecisionTable table) {
        Guarded offering = guard(policyId, DrlWriter.offering(policyId, table));
        if (!offering.findings().isEmpty()) {
            throw new IllegalStateException(
                    "the batch mode of " + policyId + " does not compile though the plain one does");
        }
        return offering.rules();
    }

    /** Fields by which others use the outcome must know exactly the outcomes there are. */
    private static List<Finding> outcomesThatDiffer(PolicyDescription policy, List<Field> outcomeFields) {
        List<String> codes = policy.outcomes().stream().map(Outcome::code).toList();
        return outcomeFields.stream()
                .filter(field -> !Set.copyOf(field.choices()).equals(Set.copyOf(codes)))
                .map(field -> Finding.at(
                        new Place.Sheet("Policy"),
                        FindingCode.OUTCOMES_DIFFER,
                        field.name(),
                        String.join(", ", field.choices()),
                        String.join(", ", codes)))
                .toList();
    }

    private Compilation compileNative(
            PolicyWorkbook workbook,
            NativeTables tables,
            String hash,
            List<Field> outcomeFields,
            List<Finding> warnings) {
        NativeRules.Written written = NativeRules.write(workbook, tables, vocabulary);
        if (!written.findings().isEmpty()) {
            return tested(written.findings(), workbook, warnings);
        }
        if (written.conditions() > limits.conditions()) {
            return tested(List.of(tooLarge(written.conditions())), workbook, List.of());
        }
        Guarded rules = guard(workbook.policy().id(), new Written(written.drl(), written.places()));
        if (!rules.findings().isEmpty()) {
            return tested(rules.findings(), workbook, warnings);
        }
        List<Finding> all = new ArrayList<>(warnings);
        all.add(Finding.at(tables.beyond().get(0), FindingCode.TABLE_NOT_ANALYSED));
        return new Compilation.Succeeded(
                new NativePolicy(workbook, hash, rules.rules(), written.grouped(), rules.reads(), outcomeFields), all);
    }

    private record Guarded(RuleSet rules, List<Finding> findings, List<Field> reads) {}

    private Guarded guard(String policyId, Written written) {
        TreeMap<Integer, Place> byLine = new TreeMap<>(written.places());
        IntFunction<Place> place = line -> {
            Map.Entry<Integer, Place> entry = byLine.floorEntry(line);
            return entry == null ? Place.FILE : entry.getValue();
        };
        Parsed parsed = parse(written.drl(), place);
        Verdict verdict = parsed.findings().isEmpty()
                ? DrlGuard.check(
                        parsed.tree(), vocabulary, DrlGuard.TABLE_ACTIONS, element -> place.apply(element.getLine()))
                : new Verdict(parsed.findings(), List.of(), List.of());
        CustomerClass customer = new CustomerClass(vocabulary);
        if (!verdict.findings().isEmpty()) {
            return new Guarded(RuleSet.none(policyId, customer), verdict.findings(), List.of());
        }
        RuleSet.Compiled compiled = RuleSet.compile(policyId, parsed.tree(), customer, bounds);
        return new Guarded(compiled.rules(), problems(policyId, compiled, place), verdict.reads());
    }

    private static List<Finding> problems(String policyId, RuleSet.Compiled compiled, IntFunction<Place> place) {
        return compiled.problems().stream()
                .map(problem -> {
                    log.debug("policy {}, line {}: {}", policyId, problem.line(), problem.words());
                    return Finding.at(place.apply(problem.line()), FindingCode.RULE_NOT_COMPILED);
                })
                .distinct()
                .toList();
    }

    private Compilation compileDrl(PolicySource source) {
        if (!PolicyDescription.isId(source.baseName())) {
            return rejected(Finding.at(Place.FILE, FindingCode.POLICY_ID_REFUSED, source.baseName()));
        }
        if (source.bytes().length > MAXIMUM_DRL_BYTES) {
            return rejected(
                    Finding.at(Place.FILE, FindingCode.FILE_TOO_LARGE, source.bytes().length, MAXIMUM_DRL_BYTES));
        }
        String drl = BYTE_ORDER_MARK
                .matcher(new String(source.bytes(), StandardCharsets.UTF_8))
                .replaceFirst("");
        List<Finding> octal = leadingZeros(drl);
        if (!octal.isEmpty()) {
            return unexamined(octal, "rules");
        }
        IntFunction<Place> place = line -> Place.position(line, 1);
        Parsed parsed = parse(drl, place);
        if (!parsed.findings().isEmpty()) {
            return unexamined(parsed.findings(), "rules");
        }
        Verdict verdict = DrlGuard.check(
                parsed.tree(),
                vocabulary,
                DrlGuard.SCORE_ACTIONS,
                element -> Place.position(element.getLine(), element.getColumn() + 1));
        if (!verdict.findings().isEmpty()) {
            return unexamined(verdict.findings(), "compiling");
        }
        if (parsed.tree().getRules().isEmpty()) {
            return rejected(Finding.at(Place.FILE, FindingCode.DRL_NO_RULE));
        }
        RuleSet.Compiled compiled =
                RuleSet.compile(source.baseName(), parsed.tree(), new CustomerClass(vocabulary), bounds);
        List<Finding> problems = problems(source.baseName(), compiled, place);
        if (!problems.isEmpty()) {
            return new Compilation.Rejected(problems);
        }
        return new Compilation.Succeeded(
                new ScorePolicy(
                        describe(source.baseName(), verdict.computes()),
                        source.hash(),
                        compiled.rules(),
                        verdict.reads(),
                        verdict.computes()),
                List.of());
    }

    /** Numbers that Java reads as octal. Drools' parser says of some of them what it thinks to the terminal, so they go first. */
    private static List<Finding> leadingZeros(String drl) {
        return TOKEN.matcher(drl)
                .results()
                .filter(token -> token.group(1) != null)
                .map(token -> {
                    String before = drl.substring(0, token.start());
                    int line = (int) before.chars().filter(at -> at == '\n').count() + 1;
                    Place place = Place.position(line, token.start() - before.lastIndexOf('\n'));
                    String number = token.group(1);
                    return Finding.at(
                            place, FindingCode.DRL_LEADING_ZERO, number, number.replaceFirst("^0+(?=\\d)", ""));
                })
                .limit(MOST_OCTAL)
                .toList();
    }

    private static Compilation unexamined(List<Finding> findings, String... questions) {
        return new Compilation.Rejected(PartialAnalysis.unexamined(findings, questions));
    }

    private static Compilation rejected(Finding finding) {
        return new Compilation.Rejected(List.of(finding));
    }

    /** A DRL policy is titled by the fields it computes. */
    private static PolicyDescription describe(String id, List<Field> computes) {
        Function<Function<Labels, String>, String> joined =
                language -> computes.stream().map(Field::label).map(language).collect(joining(", "));
        Labels title = new Labels(joined.apply(Labels::en), joined.apply(Labels::zhCn), joined.apply(Labels::zhTw));
        return new PolicyDescription(id, title, title, List.of());
    }

    record Parsed(PackageDescr tree, List<Finding> findings) {}

    /** The tree of a text, or where it is none. */
    static Parsed parse(String drl, IntFunction<Place> place) {
        int deep = lineOfDeepNesting(drl);
        if (deep > 0) {
            return new Parsed(
                    new PackageDescr(),
                    List.of(Finding.at(place.apply(deep), FindingCode.DRL_TOO_DEEP, MAXIMUM_NESTING)));
        }
        DrlParser parser = new DrlParser();
        try {
            PackageDescr tree = parser.parse(false, drl);
            if (!parser.hasErrors() && tree != null) {
                return new Parsed(tree, List.of());
            }
        } catch (DroolsParserException | RuntimeException e) {
            // The parser also throws unchecked exceptions on text it cannot make sense of.
            log.debug("DRL not parsed", e);
        }
        List<Finding> findings = parser.getErrors().stream()
                .map(error -> syntax(error, drl, place))
                .distinct()
                .toList();
        return new Parsed(
                new PackageDescr(),
                findings.isEmpty() ? List.of(Finding.at(Place.FILE, FindingCode.DRL_SYNTAX, "")) : findings);
    }

    /** The first line where brackets are nested too deep for a parser that descends by recursion, or 0. */
    private static int lineOfDeepNesting(String drl) {
        int line = 1;
        int depth = 0;
        for (int i = 0; i < drl.length(); i++) {
            char at = drl.charAt(i);
            line += at == '\n' ? 1 : 0;
            depth += "([{".indexOf(at) >= 0 ? 1 : 0;
            depth = ")]}".indexOf(at) >= 0 ? Math.max(0, depth - 1) : depth;
            if (depth > MAXIMUM_NESTING) {
                return line;
            }
        }
        return 0;
    }

    private static Finding syntax(DroolsError error, String drl, IntFunction<Place> place) {
        int said = error.getLines() == null || error.getLines().length == 0 ? 1 : error.getLines()[0];
        // Of the end of the text the parser says no line.
        int line = said < 1 ? (int) drl.lines().count() : said;
        String found =
                drl.lines().skip(Math.max(0, line - 1)).findFirst().orElse("").strip();
        return Finding.at(place.apply(line), FindingCode.DRL_SYNTAX, found);
    }
}
