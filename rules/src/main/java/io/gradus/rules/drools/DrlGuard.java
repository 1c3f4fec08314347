package io.gradus.rules.drools;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AtomicExprDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.BindingDescr;
import org.drools.drl.ast.descr.ConnectiveType;
import org.drools.drl.ast.descr.ConstraintConnectiveDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RelationalExprDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlExprParser;
import org.drools.drl.parser.DrlExprParserFactory;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * The allow-list over parsed DRL. What Drools compiles is the very tree that was checked here: one pattern over Customer a
 * rule, comparisons of vocabulary fields with literals, and calls of the closed set of actions with literals and bound
 * fields. Everything else is refused where it stands.
 */
final class DrlGuard {

    private static final Pattern LITERAL =
            Pattern.compile("\"[^\"\\\\\\p{Cc}]*\"|-?(?:0|[1-9]\\d{0,29})(\\.\\d{1,30})?B?|true|false|null");
    private static final Pattern PACKAGE = Pattern.compile("policies(\\.[a-z_][a-z0-9_]*)+");
    private static final Pattern POINTS = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final Pattern PER = Pattern.compile("[1-9]\\d{0,8}");
    private static final Pattern SALIENCE = Pattern.compile("\\(?-?(?:0|[1-9]\\d{0,8})\\)?");
    private static final Pattern GROUP = Pattern.compile("\"?[^\"\\\\\\p{Cntrl}]*\"?");
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z]\\w*");
    private static final Set<String> COMPARISONS = Set.of("==", ">=", "<=", ">", "<", "!=", "contains");

    /** The actions that rules written from a table call, with their numbers of arguments. */
    static final Map<String, Set<Integer>> TABLE_ACTIONS =
            Map.of("offer", Set.of(1), "row", Set.of(1), "also", Set.of(1), "outcome", Set.of(1), "action", Set.of(2));

    /** The actions that a DRL policy may call, with their numbers of arguments. */
    static final Map<String, Set<Integer>> SCORE_ACTIONS = Map.of("score", Set.of(2, 4));

    private final Vocabulary vocabulary;
    private final Map<String, Set<Integer>> actions;
    private final Function<BaseDescr, Place> places;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Field> read = new LinkedHashSet<>();
    private final Set<Field> computed = new LinkedHashSet<>();

    /**
     * What a package may do, or why not.
     *
     * @param reads the fields that its conditions name
     * @param computes the fields that its actions add to
     */
    record Verdict(List<Finding> findings, List<Field> reads, List<Field> computes) {}

    private DrlGuard(Vocabulary vocabulary, Map<String, Set<Integer>> actions, Function<BaseDescr, Place> places) {
        this.vocabulary = vocabulary;
        this.actions = actions;
        this.places = places;
    }

    /**
     * Checks a parsed package.
     *
     * @param actions what rules may call, with the numbers of arguments
     * @param places where an element of the tree stands for the person who wrote it
     */
    static Verdict check(
            PackageDescr parsed,
            Vocabulary vocabulary,
            Map<String, Set<Integer>> actions,
            Function<BaseDescr, Place> places) {
        DrlGuard guard = new DrlGuard(vocabulary, actions, places);
        guard.checkPackage(parsed);
        return new Verdict(List.copyOf(guard.findings), List.copyOf(guard.read), List.copyOf(guard.computed));
    }

    private void refuse(BaseDescr where, String what) {
        find(where, FindingCode.DRL_REFUSED, what);
    }

    private void find(BaseDescr where, FindingCode code, Object... arguments) {
        findings.add(Finding.at(places.apply(where), code, arguments));
    }

    private void checkPackage(PackageDescr parsed) {
        if (!PACKAGE.matcher(String.valueOf(parsed.getName())).matches()) {
            findings.add(Finding.at(
                    Place.position(1, 1),
                    FindingCode.DRL_PACKAGE_REFUSED,
                    String.valueOf(parsed.getName()),
                    "my_policy"));
        }
        parsed.getImports().stream()
                .filter(one -> !one.getTarget().equals(CustomerClass.NAME))
                .forEach(one -> refuse(one, "import " + one.getTarget()));
        parsed.getFunctionImports().forEach(one -> refuse(one, "import static " + one.getTarget()));
        parsed.getAccumulateImports().forEach(one -> refuse(one, "import accumulate " + one.getTarget()));
        parsed.getGlobals().forEach(one -> refuse(one, "global " + one.getIdentifier()));
        parsed.getFunctions().forEach(one -> refuse(one, "function " + one.getName()));
        parsed.getTypeDeclarations().forEach(one -> refuse(one, "declare " + one.getTypeName()));
        parsed.getEnumDeclarations().forEach(one -> refuse(one, "declare enum " + one.getTypeName()));
        parsed.getEntryPointDeclarations().forEach(one -> refuse(one, "declare entry-point"));
        parsed.getWindowDeclarations().forEach(one -> refuse(one, "declare window"));
        parsed.getAttributes().forEach(one -> refuse(one, one.getName()));
        if (parsed.getUnit() != null) {
            refuse(parsed.getUnit(), "unit");
        }
        Set<String> names = new HashSet<>();
        parsed.getRules().stream()
                .filter(rule -> !names.add(rule.getName()))
                .forEach(rule -> find(rule, FindingCode.DRL_RULE_TWICE, rule.getName()));
        parsed.getRules().forEach(this::checkRule);
    }

    private void checkRule(RuleDescr rule) {
        if (rule.isQuery()) {
            refuse(rule, "query");
            return;
        }
        if (rule.hasParent()) {
            refuse(rule, "extends " + rule.getParentName());
        }
        rule.getAnnotations().forEach(one -> refuse(one, "@" + one.getName()));
        rule.getAttributes().values().forEach(this::checkAttribute);
        rule.getNamedConsequences().keySet().forEach(name -> refuse(rule, "then[" + name + "]"));
        Map<String, Field> bound = new HashMap<>();
        Set<Field> known = new LinkedHashSet<>();
        String customer = checkPattern(rule, bound, known);
        checkConsequence(rule, customer, bound, known);
    }

    private void checkAttribute(AttributeDescr attribute) {
        boolean plainSalience = attribute.getName().equals("salience")
                && SALIENCE.matcher(attribute.getValue()).matches();
        boolean plainGroup = actions == TABLE_ACTIONS
                && attribute.getName().equals("activation-group")
                && GROUP.matcher(attribute.getValue()).matches();
        if (!plainSalience && !plainGroup) {
            refuse(attribute, attribute.getName() + " " + attribute.getValue());
        }
    }

    private @Nullable String checkPattern(RuleDescr rule, Map<String, Field> bound, Set<Field> known) {
        List<BaseDescr> conditions = rule.getLhs().getDescrs();
        if (conditions.size() != 1 || !(conditions.get(0) instanceof PatternDescr pattern)) {
            BaseDescr where = conditions.stream()
                    .filter(one -> !(one instanceof PatternDescr))
                    .findFirst()
                    .orElse(rule);
            find(where, FindingCode.DRL_CONDITIONS_REFUSED);
            // What the actions say of it is judged by itself.
            return conditions.stream()
                    .filter(PatternDescr.class::isInstance)
                    .map(one -> ((PatternDescr) one).getIdentifier())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        boolean simple = CustomerClass.SIMPLE_NAME.equals(pattern.getObjectType())
                && pattern.getSource() == null
                && pattern.getBehaviors().isEmpty()
                && pattern.getAnnotations().isEmpty()
                && pattern.getPositionalConstraints().isEmpty()
                && !pattern.isQuery()
                && !pattern.isUnification();
        if (!simple) {
            find(pattern, FindingCode.DRL_CONDITIONS_REFUSED);
        }
        for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
            checkConstraint(constraint, bound, known);
        }
        return pattern.getIdentifier();
    }

    private void checkConstraint(BaseDescr constraint, Map<String, Field> bound, Set<Field> known) {
        if (constraint.getClass() != ExprConstraintDescr.class) {
            refuse(constraint, constraint.toString());
            return;
        }
        String text = ((ExprConstraintDescr) constraint).getExpression();
        DrlExprParser parser = DrlExprParserFactory.getDrlExprParser(LanguageLevelOption.DRL6);
        ConstraintConnectiveDescr parsed = parser.parse(text);
        if (parser.hasErrors() || parsed == null) {
            refuse(constraint, text);
            return;
        }
        checkConnective(constraint, parsed, text, bound, known);
    }

    private void checkConnective(
            BaseDescr where,
            ConstraintConnectiveDescr connective,
            String text,
            Map<String, Field> bound,
            Set<Field> known) {
        if (connective.isNegated() || !connective.getAnnotations().isEmpty()) {
            refuse(where, text);
        }
        boolean either = connective.getConnective() == ConnectiveType.OR;
        for (BaseDescr part : connective.getDescrs()) {
            // What one side of an "or" makes sure of does not hold on the other.
            Set<Field> sure = either ? new LinkedHashSet<>(known) : known;
            if (part instanceof ConstraintConnectiveDescr inner) {
                checkConnective(where, inner, text, bound, sure);
            } else if (part instanceof RelationalExprDescr comparison) {
                checkComparison(where, comparison, text, bound, sure);
            } else if (part instanceof BindingDescr binding) {
                bind(where, binding, text, bound);
            } else {
                refuse(where, text);
            }
        }
    }

    private void checkComparison(
            BaseDescr where, RelationalExprDescr comparison, String text, Map<String, Field> bound, Set<Field> known) {
        Optional<Field> field = comparison.getLeft() instanceof BindingDescr binding
                ? bind(where, binding, text, bound)
                : field(comparison.getLeft());
        boolean literal = comparison.getRight() instanceof AtomicExprDescr right
                && LITERAL.matcher(right.getExpression().strip()).matches();
        boolean allowed = field.isPresent()
                && literal
                && COMPARISONS.contains(comparison.getOperator())
                && (comparison.getParameters() == null
                        || comparison.getParameters().isEmpty());
        if (!allowed) {
            refuse(where, text);
            return;
        }
        read.add(field.get());
        checkKind(where, comparison, field.get());
        checkAbsence(where, comparison, field.get(), known);
    }

    private void checkKind(BaseDescr where, RelationalExprDescr comparison, Field field) {
        String value = ((AtomicExprDescr) comparison.getRight()).getExpression().strip();
        String operator = comparison.getOperator();
        boolean equality = operator.equals("==") || operator.equals("!=");
        boolean fits = value.equals("null") ? equality : LiteralKind.of(field).allows(operator, value);
        if (!fits) {
            findings.add(Finding.at(
                    places.apply(where),
                    FindingCode.DRL_VALUE_REFUSED,
                    field.name(),
                    operator + " " + value,
                    LiteralKind.of(field).example()));
        }
    }

    private void checkAbsence(BaseDescr where, RelationalExprDescr comparison, Field field, Set<Field> known) {
        boolean absence = ((AtomicExprDescr) comparison.getRight())
                .getExpression()
                .strip()
                .equals("null");
        boolean negative = comparison.isNegated() || comparison.getOperator().equals("!=");
        boolean sure = absence
                ? comparison.getOperator().equals("!=") && !comparison.isNegated()
                : !negative && !comparison.getOperator().equals("!=");
        if (sure) {
            known.add(field);
        }
        if (absence && sure) {
            return;
        }
        if (negative && !known.contains(field)) {
            find(where, FindingCode.DRL_NEGATIVE, field.name());
        } else if (field.type().isDecimal() && comparison.getOperator().equals("==") && !absence) {
            find(where, FindingCode.DRL_DECIMAL_EQUALS, field.name());
        }
    }

    private Optional<Field> bind(BaseDescr where, BindingDescr binding, String text, Map<String, Field> bound) {
        Optional<Field> field = vocabularyField(binding.getExpression());
        if (field.isEmpty()
                || binding.isUnification()
                || !VARIABLE.matcher(binding.getVariable()).matches()) {
            refuse(where, text);
            return Optional.empty();
        }
        read.add(field.get());
        bound.put(binding.getVariable(), field.get());
        return field;
    }

    private Optional<Field> field(BaseDescr left) {
        return left instanceof AtomicExprDescr atom ? vocabularyField(atom.getExpression()) : Optional.empty();
    }

    private Optional<Field> vocabularyField(String expression) {
        String name = expression.strip();
        return vocabulary.fields().stream()
                .filter(field -> CustomerClass.property(field).equals(name))
                .findFirst();
    }

    private void checkConsequence(
            RuleDescr rule, @Nullable String customer, Map<String, Field> bound, Set<Field> known) {
        String text = String.valueOf(rule.getConsequence());
        if (text.contains("\\")) {
            // Java reads \\u escapes before anything else, so text with backslashes is not what it looks like.
            find(rule, FindingCode.DRL_BACKSLASH);
            return;
        }
        ParserConfiguration java17 =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        ParseResult<BlockStmt> parsed = new JavaParser(java17).parseBlock("{" + text + "\n}");
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            find(rule, FindingCode.DRL_ACTION_REFUSED, text.strip());
            return;
        }
        for (Statement statement : parsed.getResult().get().getStatements()) {
            boolean allowed = statement instanceof ExpressionStmt expression
                    && expression.getExpression() instanceof MethodCallExpr call
                    && isAllowed(call, customer, bound);
            if (!allowed) {
                find(rule, FindingCode.DRL_ACTION_REFUSED, statement.toString());
            }
        }
        parsed.getResult().get().findAll(NameExpr.class).stream()
                .map(name -> bound.get(name.getNameAsString()))
                .filter(field -> field != null && !known.contains(field))
                .distinct()
                .forEach(field -> find(rule, FindingCode.DRL_MAYBE_ABSENT, field.name()));
    }

    private boolean isAllowed(MethodCallExpr call, @Nullable String customer, Map<String, Field> bound) {
        boolean onCustomer = call.getScope()
                .filter(scope ->
                        scope instanceof NameExpr name && name.getNameAsString().equals(customer))
                .isPresent();
        Set<Integer> arities = actions.getOrDefault(call.getNameAsString(), Set.of());
        boolean plain = onCustomer
                && call.getTypeArguments().isEmpty()
                && arities.contains(call.getArguments().size())
                && call.getArguments().stream().allMatch(argument -> isPlain(argument, bound));
        return plain && (!call.getNameAsString().equals("score") || isScore(call));
    }

    private static boolean isPlain(Expression argument, Map<String, Field> bound) {
        return argument instanceof StringLiteralExpr
                || argument instanceof IntegerLiteralExpr
                || (argument instanceof NameExpr name && bound.containsKey(name.getNameAsString()));
    }

    private boolean isScore(MethodCallExpr call) {
        Optional<Field> field = call.getArgument(0) instanceof StringLiteralExpr name
                ? vocabulary.find(name.getValue())
                : Optional.empty();
        boolean plain = call.getArguments().size() == 2
                ? POINTS.matcher(call.getArgument(1).toString()).matches()
                : POINTS.matcher(call.getArgument(2).toString()).matches()
                        && PER.matcher(call.getArgument(3).toString()).matches();
        boolean allowed = field.isPresent()
                && field.get().derivation() == Derivation.POLICY
                && (field.get().type() == FieldType.DECIMAL || field.get().type() == FieldType.MONEY)
                && plain;
        field.filter(one -> allowed).ifPresent(computed::add);
        return allowed;
    }
}
