package io.gradus.app.policy;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.Compilation;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.Formula;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.UnorderedPoliciesException;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import io.gradus.rules.analysis.PolicyDiff;
import io.gradus.rules.drools.PolicyCompiler;
import io.gradus.rules.workbook.PlainTableWriter;
import io.gradus.rules.workbook.WorkbookLimits;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import io.gradus.tables.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Policies named on the command line: by id, the shipped ones, or by file. */
public final class PolicyFiles {

    private final Vocabulary vocabulary;
    private final WorkbookLimits limits;
    private final PolicyCompiler compiler;
    private final Supplier<List<PolicySource>> shippedSources;
    private final Map<String, CompiledPolicy> shipped = new HashMap<>();
    private final Map<String, Boolean> addsUp = new HashMap<>();

    public PolicyFiles(Vocabulary vocabulary, WorkbookLimits limits) {
        this(vocabulary, limits, ShippedPolicies::all);
    }

    /** @param shippedSources DRL files first, because workbooks take longer to look into */
    PolicyFiles(Vocabulary vocabulary, WorkbookLimits limits, Supplier<List<PolicySource>> shippedSources) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.shippedSources = shippedSources;
        this.compiler = new PolicyCompiler(vocabulary, limits);
    }

    /**
     * Some policies and those they use.
     *
     * @param asked the ids of the policies asked for, in the order of asking
     */
    public record Selection(Release release, List<String> asked) {}

    /**
     * The vocabulary in a file.
     *
     * @throws Refusal when there is no such file
     * @throws io.gradus.rules.InvalidVocabularyException when it is no vocabulary
     */
    public static Vocabulary vocabulary(Path file) {
        try {
            return VocabularyReader.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", file);
        }
    }

    /**
     * The source in a file, or the shipped one with that id.
     *
     * @throws Refusal when there is neither
     */
    public static PolicySource source(String idOrFile) {
        try {
            Path file = Path.of(idOrFile);
            if (Files.isRegularFile(file)) {
                return PolicySource.read(file);
            }
        } catch (IOException | InvalidPathException e) {
            throw new Refusal("refusal.file-unreadable", idOrFile);
        }
        return ShippedPolicies.find(idOrFile)
                .orElseThrow(() ->
                        new Refusal("refusal.policy-missing", idOrFile, String.join(", ", ShippedPolicies.ids())));
    }

    /** What is wrong with a source: what keeps it from deciding, what is doubtful, and its failing scenarios. */
    public List<Finding> check(PolicySource source) {
        Compilation compilation = compiler.compile(source);
        if (compilation instanceof Compilation.Succeeded succeeded) {
            CompiledPolicy policy = succeeded.policy();
            return WorkbookChecks.together(compilation.findings(), tested(policy));
        }
        return compilation.findings();
    }

    /** What the policy's scenarios show; or why it cannot stand beside the policies that it uses. */
    private List<Finding> tested(CompiledPolicy policy) {
        try {
            return selection(List.of(policy))
                    .release()
                    .testFindings(policy.description().id());
        } catch (InvalidPolicyException e) {
            if (!e.source().equals(policy.description().id())) {
                // What is wrong stands in a policy that this one uses.
                throw e;
            }
            return e.findings();
        }
    }

    /**
     * Runs the scenarios of the policy in a file or with an id.
     *
     * @throws Refusal when it is no policy
     */
    public List<ScenarioResult> test(String idOrFile) {
        return test(compiled(idOrFile, source(idOrFile)));
    }

    private List<ScenarioResult> test(CompiledPolicy policy) {
        return selection(List.of(policy)).release().test(policy.description().id());
    }

    /**
     * The workbook with those findings written into it.
     *
     * @throws Refusal when it is no workbook that can be opened
     */
    public byte[] annotate(PolicySource source, List<Finding> findings, Locale locale) {
        return WorkbookChecks.annotated(source, findings, limits, locale);
    }

    /**
     * What the newer of two workbooks says otherwise.
     *
     * @throws Refusal when one of them cannot be read
     */
    public PolicyDiff diff(PolicySource older, PolicySource newer) {
        return WorkbookChecks.diff(older, newer, vocabulary, limits);
    }

    /**
     * The table of the policy in a file or with an id, as an .xlsx file that any Drools tool compiles.
     *
     * @throws Refusal when it is no policy, or none whose table can be written so
     */
    public byte[] plainTable(String idOrFile) {
        PolicySource source = source(idOrFile);
        if (source.isDrl()) {
            throw new Refusal("refusal.no-table", idOrFile);
        }
        compiled(idOrFile, source);
        WorkbookReading reading = new WorkbookReader(vocabulary, limits).read(source);
        if (!(reading instanceof WorkbookReading.Succeeded read)) {
            throw new InvalidPolicyException(idOrFile, reading.findings());
        }
        if (read.workbook().policy().hitPolicy() == HitPolicy.COLLECT) {
            throw new Refusal("refusal.collect-table", idOrFile);
        }
        if (!read.workbook().beyond().isEmpty()) {
            throw new Refusal(
                    "refusal.beyond-table", idOrFile, read.workbook().beyond().get(0));
        }
        return PlainTableWriter.write(read.workbook());
    }

    /**
     * Compiles what was asked for, and the shipped policies whose fields or outcomes it uses.
     *
     * @throws Refusal when something is not there or does not compile; the message holds every finding
     */
    public Selection select(List<String> idsOrFiles) {
        Map<String, CompiledPolicy> policies = new LinkedHashMap<>();
        for (String idOrFile : idsOrFiles) {
            CompiledPolicy policy = compiled(idOrFile, source(idOrFile));
            if (policies.putIfAbsent(policy.description().id(), policy) != null) {
                throw new Refusal("refusal.policy-twice", policy.description().id());
            }
        }
        return selection(policies.values());
    }

    private Selection selection(Collection<CompiledPolicy> asked) {
        Map<String, CompiledPolicy> policies = new LinkedHashMap<>();
        asked.forEach(policy -> policies.put(policy.description().id(), policy));
        List<String> ids = List.copyOf(policies.keySet());
        addUsed(policies);
        try {
            return new Selection(Release.of(vocabulary, policies.values()), ids);
        } catch (UnorderedPoliciesException e) {
            throw new InvalidPolicyException(String.join(", ", ids), List.of(e.finding()));
        }
    }

    private void addUsed(Map<String, CompiledPolicy> policies) {
        Deque<CompiledPolicy> users = new ArrayDeque<>(policies.values());
        while (!users.isEmpty()) {
            for (Field field : users.remove().reads()) {
                boolean computed = policies.values().stream()
                        .anyMatch(policy -> policy.computes().contains(field));
                if (field.derivation() == Derivation.POLICY && !computed) {
                    shippedThatComputes(field).ifPresent(used -> {
                        if (policies.putIfAbsent(used.description().id(), used) == null) {
                            users.add(used);
                        }
                    });
                }
            }
        }
    }

    private Optional<CompiledPolicy> shippedThatComputes(Field field) {
        Stream<PolicySource> candidates = field.formula() instanceof Formula.OutcomeOf outcome
                ? ShippedPolicies.find(outcome.policyId()).stream()
                : shippedSources.get().stream().filter(source -> source.isDrl() || addsUp(source));
        return candidates
                .map(source -> shipped.computeIfAbsent(source.baseName(), id -> compiled(source.fileName(), source)))
                .filter(policy -> policy.computes().contains(field))
                .findFirst();
    }

    /** Whether it is a workbook whose rows add up: another one computes outcomes only. */
    private boolean addsUp(PolicySource source) {
        return addsUp.computeIfAbsent(
                source.baseName(),
                id -> new WorkbookReader(vocabulary).read(source) instanceof WorkbookReading.Succeeded read
                        && read.workbook().policy().hitPolicy() == HitPolicy.COLLECT);
    }

    private CompiledPolicy compiled(String name, PolicySource source) {
        Compilation compilation = compiler.compile(source);
        if (compilation instanceof Compilation.Succeeded succeeded) {
            return succeeded.policy();
        }
        throw new InvalidPolicyException(name, compilation.findings());
    }
}
