package io.gradus.app.policy;

import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.rules.Compilation;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.UnorderedPoliciesException;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import io.gradus.rules.drools.PolicyCompiler;
import io.gradus.rules.workbook.WorkbookLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Compiles archived versions; the policies it compiled last are at hand again. */
@Component
class ReleaseCompiler {

    private static final int AT_HAND = 64;

    private final Vocabulary vocabulary;
    private final Workbooks workbooks;
    private final WorkbookLimits limits;
    private final PolicyCompiler compiler;
    private final Map<String, Vocabulary> archived = new ConcurrentHashMap<>();
    private final Map<Key, CompiledPolicy> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompiledPolicy> eldest) {
            return size() > AT_HAND;
        }
    };

    /** What is compiled depends on the bytes, how they are read, and the vocabulary; version numbers do not matter. */
    private record Key(String sha256, String fileName, String vocabulary) {}

    ReleaseCompiler(Vocabulary vocabulary, WorkbookLimits limits, Workbooks workbooks) {
        this.vocabulary = vocabulary;
        this.workbooks = workbooks;
        this.limits = limits;
        this.compiler = new PolicyCompiler(vocabulary, limits);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * The vocabulary that a release had.
     *
     * @throws NotFound when its bytes are not there
     */
    Vocabulary vocabulary(String sha256) {
        return sha256.equals(vocabulary.hash())
                ? vocabulary
                : archived.computeIfAbsent(sha256, hash -> {
                    PolicySource source = workbooks.vocabulary(hash);
                    return VocabularyReader.read(source.fileName(), source.bytes());
                });
    }

    Compilation compile(PolicySource source) {
        return compiler.compile(source);
    }

    /** @throws InvalidPolicyException when a policy does not compile, or they do not fit together */
    Release compile(Map<String, VersionRef> policies) {
        List<CompiledPolicy> members = new ArrayList<>();
        policies.values().forEach(version -> members.add(compile(version)));
        return together(members);
    }

    Release together(List<CompiledPolicy> members) {
        try {
            return Release.of(vocabulary, members);
        } catch (UnorderedPoliciesException e) {
            throw new InvalidPolicyException("release", List.of(e.finding()));
        }
    }

    private CompiledPolicy compile(VersionRef version) {
        return compile(version, vocabulary);
    }

    /** @throws InvalidPolicyException when it does not compile */
    CompiledPolicy compile(VersionRef version, Vocabulary under) {
        Key key = new Key(version.sha256(), version.fileName(), under.hash());
        synchronized (compiled) {
            CompiledPolicy known = compiled.get(key);
            if (known != null) {
                return known;
            }
        }
        CompiledPolicy policy = compiled(workbooks.load(version), under);
        synchronized (compiled) {
            compiled.put(key, policy);
        }
        return policy;
    }

    private CompiledPolicy compiled(PolicySource source, Vocabulary under) {
        Compilation compilation =
                under == vocabulary ? compile(source) : new PolicyCompiler(under, limits).compile(source);
        if (compilation instanceof Compilation.Succeeded succeeded) {
            return succeeded.policy();
        }
        throw new InvalidPolicyException(source.fileName(), compilation.findings());
    }

    /** @throws InvalidPolicyException when a scenario of one of its policies fails */
    static void requirePassed(Release release) {
        for (CompiledPolicy policy : release.policies()) {
            String id = policy.description().id();
            List<Finding> failed = release.test(id).stream()
                    .filter(result -> !result.passed())
                    .map(ScenarioResult::finding)
                    .toList();
            if (!failed.isEmpty()) {
                throw new InvalidPolicyException(id, failed);
            }
        }
    }
}
