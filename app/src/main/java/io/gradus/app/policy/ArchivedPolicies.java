package io.gradus.app.policy;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Policies as they were, from the bytes in the archive. */
@Component
public class ArchivedPolicies {

    private final Ledger ledger;
    private final PolicyCatalogue catalogue;
    private final ReleaseCompiler compiler;
    private final Workbooks workbooks;

    ArchivedPolicies(Ledger ledger, PolicyCatalogue catalogue, ReleaseCompiler compiler, Workbooks workbooks) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.workbooks = workbooks;
    }

    /** @throws NotFound when no version of the policy has these bytes */
    public PolicyVersion version(String policy, String sha256) {
        return find(policy, sha256)
                .or(() -> {
                    // Another process may have entered it since.
                    ledger.catchUp();
                    return find(policy, sha256);
                })
                .orElseThrow(() -> new NotFound("refusal.no-workbook", sha256));
    }

    private Optional<PolicyVersion> find(String policy, String sha256) {
        return catalogue.versions(policy).stream()
                .filter(version -> version.sha256().equals(sha256))
                .findFirst();
    }

    /**
     * The policy that decided, able to decide again.
     *
     * @throws NotFound when its bytes are not there
     * @throws InvalidPolicyException when they do not compile any more
     */
    public CompiledPolicy policy(String policy, String sha256) {
        PolicyVersion version = version(policy, sha256);
        return compiler.compile(new VersionRef(version.number(), sha256, version.fileName()));
    }

    /** @throws NotFound when the bytes are not there */
    public PolicySource source(PolicyVersion version) {
        return workbooks.load(version.sha256(), version.fileName());
    }

    /** Hands out the sources of all versions that have these bytes, each once. */
    public void sources(Set<String> hashes, Consumer<PolicySource> reader) {
        hashes.forEach(hash -> catalogue.policies().stream()
                .flatMap(policy -> catalogue.versions(policy).stream())
                .filter(version -> version.sha256().equals(hash))
                .findFirst()
                .ifPresent(version -> reader.accept(source(version))));
    }
}
