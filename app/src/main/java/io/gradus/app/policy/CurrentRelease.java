package io.gradus.app.policy;

import io.gradus.app.shared.NotFound;
import io.gradus.rules.Compilation;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.drools.PolicyCompiler;
import io.gradus.rules.workbook.WorkbookLimits;
import io.gradus.tables.ShippedPolicies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/** The release that decides now: the shipped policies, compiled, their scenarios passed, their bytes in the database. */
@Component
public class CurrentRelease {

    private static final Logger log = LoggerFactory.getLogger(CurrentRelease.class);

    private final MongoOperations mongo;
    private final Release release;
    private final Map<String, PolicySource> sources = new LinkedHashMap<>();

    CurrentRelease(MongoOperations mongo, Vocabulary vocabulary, WorkbookLimits limits) {
        this.mongo = mongo;
        PolicyCompiler compiler = new PolicyCompiler(vocabulary, limits);
        List<CompiledPolicy> policies = new ArrayList<>();
        for (PolicySource source : ShippedPolicies.all()) {
            CompiledPolicy policy = compiled(compiler, source);
            String id = policy.description().id();
            policies.add(policy);
            sources.put(id, source);
            mongo.save(new WorkbookDocument(source.hash(), id, source.fileName(), new Binary(source.bytes())));
        }
        release = Release.of(vocabulary, policies);
        sources.forEach((id, source) -> requirePassed(id, source));
        log.info("release compiled: {} policies", policies.size());
    }

    private static CompiledPolicy compiled(PolicyCompiler compiler, PolicySource source) {
        Compilation compilation = compiler.compile(source);
        if (compilation instanceof Compilation.Succeeded succeeded) {
            return succeeded.policy();
        }
        throw new InvalidPolicyException(source.fileName(), compilation.findings());
    }

    private void requirePassed(String policyId, PolicySource source) {
        List<Finding> failed = release.test(policyId).stream()
                .filter(result -> !result.passed())
                .map(ScenarioResult::finding)
                .toList();
        if (!failed.isEmpty()) {
            throw new InvalidPolicyException(source.fileName(), failed);
        }
    }

    public Release release() {
        return release;
    }

    /** @throws NotFound when there is no such policy */
    public CompiledPolicy policy(String policyId) {
        return release.find(policyId).orElseThrow(() -> new NotFound("refusal.no-policy", policyId));
    }

    /**
     * The workbook that decides now, as it was handed in.
     *
     * @throws NotFound when there is no such policy
     */
    public PolicySource workbook(String policyId) {
        WorkbookDocument stored = mongo.findById(policy(policyId).hash(), WorkbookDocument.class);
        if (stored == null) {
            throw new NotFound("refusal.no-policy", policyId);
        }
        return new PolicySource(stored.fileName(), stored.bytes().getData());
    }
}
