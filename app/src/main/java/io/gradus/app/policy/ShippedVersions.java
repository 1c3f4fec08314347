package io.gradus.app.policy;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.policy.PolicyVersion.Examination;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.Actor;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.tables.ShippedPolicies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings in what came with the product: everything as version 1 and release 1 at the first start; later, whatever is newer, as a
 * draft that people decide upon.
 */
@Component
class ShippedVersions {

    private static final Logger log = LoggerFactory.getLogger(ShippedVersions.class);
    private static final String FIRST = "came with the product";

    private final Ledger ledger;
    private final PolicyCatalogue catalogue;
    private final ReleaseCompiler compiler;
    private final Workbooks workbooks;
    private final WorkbookExaminer examiner;

    ShippedVersions(
            Ledger ledger,
            PolicyCatalogue catalogue,
            ReleaseCompiler compiler,
            Workbooks workbooks,
            WorkbookExaminer examiner) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.workbooks = workbooks;
        this.examiner = examiner;
    }

    void enter() {
        workbooks.save(compiler.vocabulary());
        ledger.catchUp();
        if (catalogue.current().isEmpty()) {
            enterFirst();
        } else {
            enterNewer();
            goOnWithThisVocabulary();
        }
    }

    private void enterFirst() {
        List<PolicySource> sources = ShippedPolicies.all();
        Map<String, VersionRef> versions = new LinkedHashMap<>();
        for (PolicySource source : sources) {
            workbooks.save(source.baseName(), source);
            versions.put(source.baseName(), new VersionRef(1, source.hash(), source.fileName()));
        }
        Release release = compiler.compile(versions);
        ReleaseCompiler.requirePassed(release);
        for (PolicySource source : sources) {
            String id = source.baseName();
            CompiledPolicy policy = release.find(id).orElseThrow();
            Examination examination =
                    new Examination(List.of(), policy.scenarios().size(), 0);
            ledger.enterIfNeeded(() -> catalogue.versions(id).isEmpty()
                    ? Optional.of(VersionDrafts.added(
                            PolicyEvents.SHIPPED, id, 1, source, 0, examination, Actor.SHIPPED.name(), FIRST))
                    : Optional.empty());
        }
        ledger.enterIfNeeded(() -> catalogue.current().isEmpty()
                ? Optional.of(ReleaseDrafts.published(
                        1, versions, compiler.vocabulary().hash(), 0, Actor.SHIPPED.name(), FIRST))
                : Optional.empty());
    }

    private void enterNewer() {
        for (PolicySource source : ShippedPolicies.all()) {
            String id = source.baseName();
            if (isKnown(id, source)) {
                continue;
            }
            workbooks.save(id, source);
            Examination examination = examiner.examine(source, others()).examination();
            log.info("a newer {} came with the product; it waits as a draft", id);
            ledger.enterIfNeeded(() -> isKnown(id, source)
                    ? Optional.empty()
                    : Optional.of(VersionDrafts.added(
                            PolicyEvents.UPLOADED,
                            id,
                            catalogue.versions(id).size() + 1,
                            source,
                            catalogue.latest(id).map(PolicyVersion::number).orElse(0),
                            examination,
                            Actor.SHIPPED.name(),
                            "a newer workbook came with the product")));
        }
    }

    private List<CompiledPolicy> others() {
        return compiler.compile(catalogue.current().orElseThrow().policies()).policies();
    }

    private boolean isKnown(String id, PolicySource source) {
        return catalogue.versions(id).stream()
                .anyMatch(version -> version.sha256().equals(source.hash()));
    }

    /** A deployment that brings another vocabulary brings another release, of the same versions. */
    private void goOnWithThisVocabulary() {
        String vocabulary = compiler.vocabulary().hash();
        ReleaseRecord current = catalogue.current().orElseThrow();
        if (current.vocabulary().equals(vocabulary)) {
            return;
        }
        ReleaseCompiler.requirePassed(compiler.compile(current.policies()));
        ledger.enterIfNeeded(() -> {
            ReleaseRecord latest = catalogue.current().orElseThrow();
            return latest.number() != current.number()
                    ? Optional.empty()
                    : Optional.of(ReleaseDrafts.published(
                            latest.number() + 1,
                            latest.policies(),
                            vocabulary,
                            0,
                            Actor.SHIPPED.name(),
                            "the vocabulary changed"));
        });
    }
}
