package io.gradus.app.policy;

import io.gradus.app.policy.PolicyVersion.Examination;
import io.gradus.app.policy.PolicyVersion.FindingNote;
import io.gradus.rules.Compilation;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.UnorderedPoliciesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at a source beside the other policies of a release. */
@Component
class WorkbookExaminer {

    /** The ledger keeps so many findings of a version; all of them can be had by checking its workbook again. */
    private static final int KEPT = 500;

    private static final int SHOWN = 500;

    private final ReleaseCompiler compiler;

    WorkbookExaminer(ReleaseCompiler compiler) {
        this.compiler = compiler;
    }

    /** @param policy absent when it does not compile */
    record Examined(@Nullable CompiledPolicy policy, List<Finding> findings, int scenariosPassed, int scenariosFailed) {

        Optional<String> policyId() {
            return Optional.ofNullable(policy).map(found -> found.description().id());
        }

        Examination examination() {
            return new Examination(
                    findings.stream()
                            .limit(KEPT)
                            .map(finding -> new FindingNote(
                                    finding.code().name(),
                                    finding.severity().name(),
                                    finding.place().toString(),
                                    shortened(finding.message(Locale.ENGLISH))))
                            .toList(),
                    scenariosPassed,
                    scenariosFailed);
        }
    }

    private static String shortened(String message) {
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
    }

    Examined examine(PolicySource source, List<CompiledPolicy> others) {
        Compilation compilation = compiler.compile(source);
        if (!(compilation instanceof Compilation.Succeeded succeeded)) {
            return new Examined(null, compilation.findings(), 0, 0);
        }
        CompiledPolicy policy = succeeded.policy();
        String id = policy.description().id();
        List<CompiledPolicy> policies = new ArrayList<>(others);
        policies.removeIf(other -> other.description().id().equals(id));
        policies.add(policy);
        try {
            Release release = Release.of(compiler.vocabulary(), policies);
            int failed = (int)
                    release.test(id).stream().filter(result -> !result.passed()).count();
            return new Examined(
                    policy,
                    WorkbookChecks.together(succeeded.findings(), release.testFindings(id)),
                    policy.scenarios().size() - failed,
                    failed);
        } catch (UnorderedPoliciesException e) {
            return new Examined(policy, WorkbookChecks.together(succeeded.findings(), List.of(e.finding())), 0, 0);
        }
    }
}
