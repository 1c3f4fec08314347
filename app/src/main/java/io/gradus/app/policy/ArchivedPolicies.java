package io.gradus.app.policy;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
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
     * A policy as it decided.
     *
     * @param vocabulary the one that it decided under
     */
    public record Archived(CompiledPolicy policy, Vocabulary vocabulary) {}

    /**
     * The policy that decided, able to decide again.
     *
     * @param release in which it decided; 0 for a time before releases
     * @throws NotFound when its bytes are not there
     * @throws InvalidPolicyException when they do not compile any more
     */
    public Archived policy(String policy, String sha256, int release) {
        PolicyVersion version = version(policy, sha256);
        Vocabulary vocabulary = release == 0
                ? compiler.vocabulary()
                : compiler.vocabulary(catalogue.release(release).vocabulary());
        VersionRef bytes = new VersionRef(version.number(), sha256, version.fileName());
        return new Archived(compiler.compile(bytes, vocabulary), vocabulary);
    }

    /**
     * The vocabulary that a release had, as a file.
     *
     * @throws NotFound when there is no such release, or its bytes are not there
     */
    public PolicySource vocabulary(int release) {
        return workbooks.vocabulary(catalogue.release(release).vocabulary());
    }

    /** @throws NotFound when the bytes are not there */
    public PolicySource source(PolicyVersion version) {
        return workbooks.load(version.sha256(), version.fileName());
    }

    /** Hands out the sources of all versions that have these bytes, and the vocabularies, each once. */
    public void sources(Set<String> hashes, Consumer<PolicySource> reader) {
        catalogue.releases().stream()
                .map(ReleaseRecord::vocabulary)
                .distinct()
                .filter(hashes::contains)
                .forEach(hash -> reader.accept(workbooks.vocabulary(hash)));
        hashes.forEach(hash -> catalogue.policies().stream()
                .flatMap(policy -> catalogue.versions(policy).stream())
                .filter(version -> version.sha256().equals(hash))
                .findFirst()
                .ifPresent(version -> reader.accept(source(version))));
    }
}
