package io.gradus.app.policy;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The release that decides now. Whoever decides asks once and stays with what it got. */
@Component
public class CurrentRelease {

    private static final Logger log = LoggerFactory.getLogger(CurrentRelease.class);

    /** A release that cannot decide here is tried again after so long. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final PolicyCatalogue catalogue;
    private final ReleaseCompiler compiler;
    private final Workbooks workbooks;
    private final Clock clock;
    private volatile Live live;
    private volatile int failed;
    private Instant retry = Instant.EPOCH;

    /** A release that can decide. */
    public record Live(int number, Release release) {}

    CurrentRelease(
            Ledger ledger,
            PolicyCatalogue catalogue,
            ReleaseCompiler compiler,
            Workbooks workbooks,
            ShippedVersions shipped,
            Clock clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.workbooks = workbooks;
        this.clock = clock;
        shipped.enter();
        this.live = compiled(catalogue.current().orElseThrow());
        log.info(
                "release {} compiled: {} policies",
                live.number(),
                live.release().policies().size());
    }

    private Live compiled(ReleaseRecord release) {
        if (!isForThisVocabulary(release)) {
            throw new Refusal("refusal.other-vocabulary", release.number());
        }
        return new Live(release.number(), compiler.compile(release.policies()));
    }

    /**
     * Goes on with the latest release, whoever published it. One that cannot be compiled here leaves the present one deciding, and
     * is tried again after a while.
     */
    synchronized void follow() {
        ledger.catchUp();
        ReleaseRecord latest = catalogue.current().orElseThrow();
        boolean failedJustNow = latest.number() == failed && clock.instant().isBefore(retry);
        if (latest.number() == live.number() || failedJustNow) {
            return;
        }
        try {
            live = compiled(latest);
            failed = 0;
            log.info("release {} decides now", live.number());
        } catch (Refusal e) {
            failed = latest.number();
            retry = clock.instant().plus(PAUSE);
            log.error("release {} cannot decide here, {} goes on: {}", failed, live.number(), e.code());
        }
    }

    public Live live() {
        return live;
    }

    public Release release() {
        return live.release();
    }

    /** The number of a later release that cannot decide in this process, 0 when there is none. */
    int failed() {
        return failed;
    }

    /**
     * An earlier release, or this one, able to decide again; absent when it was for another vocabulary than this process has, which
     * would read customers otherwise.
     *
     * @throws NotFound when there is none
     * @throws InvalidPolicyException when it does not compile any more
     */
    public Optional<Release> at(int number) {
        Live now = live;
        if (number == now.number()) {
            return Optional.of(now.release());
        }
        ReleaseRecord release = catalogue.release(number);
        return isForThisVocabulary(release) ? Optional.of(compiler.compile(release.policies())) : Optional.empty();
    }

    private boolean isForThisVocabulary(ReleaseRecord release) {
        return release.vocabulary().equals(compiler.vocabulary().hash());
    }

    /** @throws NotFound when there is no such policy */
    public CompiledPolicy policy(String policyId) {
        return live.release().find(policyId).orElseThrow(() -> new NotFound("refusal.no-policy", policyId));
    }

    /**
     * The workbook that decides now, as it was handed in.
     *
     * @throws NotFound when there is no such policy
     */
    public PolicySource workbook(String policyId) {
        VersionRef version = catalogue.release(live.number()).policies().get(policyId);
        if (version == null) {
            throw new NotFound("refusal.no-policy", policyId);
        }
        return workbooks.load(version);
    }
}
