package io.gradus.app.policy;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Conflict;
import io.gradus.app.shared.Reasons;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.LedgerEntry;
import io.gradus.rules.Release;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes releases: compiled and tested before anybody sees them, entered by one insert, decided with from then on. */
@Component
public class Publishing {

    private static final Logger log = LoggerFactory.getLogger(Publishing.class);

    private final Ledger ledger;
    private final PolicyCatalogue catalogue;
    private final ReleaseCompiler compiler;
    private final CurrentRelease current;
    private final Clock clock;

    Publishing(
            Ledger ledger, PolicyCatalogue catalogue, ReleaseCompiler compiler, CurrentRelease current, Clock clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.current = current;
        this.clock = clock;
    }

    /**
     * Makes an approved version live now.
     *
     * @throws Conflict when it is not approved
     * @throws InvalidPolicyException when the policies do not fit together with it, or a scenario fails; the old release stays
     */
    public ReleaseRecord publish(String policy, int number, String reason, Actor actor) {
        String why = Reasons.required(reason);
        return release(
                policies -> {
                    PolicyVersion version = catalogue.version(policy, number);
                    if (version.stage() != PolicyStage.APPROVED && version.stage() != PolicyStage.SCHEDULED) {
                        throw new Conflict("refusal.stage", version.name(), version.stage(), PolicyStage.LIVE);
                    }
                    policies.put(policy, ref(version));
                    return policies;
                },
                0,
                why,
                actor);
    }

    /**
     * Lets all versions of an earlier release decide again.
     *
     * @throws Conflict when they decide already
     * @throws InvalidPolicyException when they do not compile any more; the old release stays
     */
    public ReleaseRecord rollBack(int release, String reason, Actor actor) {
        String why = Reasons.required(reason);
        Map<String, VersionRef> earlier = catalogue.release(release).policies();
        return release(
                policies -> {
                    if (policies.equals(earlier)) {
                        throw new Conflict("refusal.same-release", release);
                    }
                    return earlier;
                },
                release,
                why,
                actor);
    }

    private ReleaseRecord release(
            UnaryOperator<Map<String, VersionRef>> change, int rollbackTo, String reason, Actor actor) {
        while (true) {
            ledger.catchUp();
            ReleaseRecord base = catalogue.current().orElseThrow();
            Map<String, VersionRef> policies = change.apply(new TreeMap<>(base.policies()));
            Release compiled = compiler.compile(policies);
            ReleaseCompiler.requirePassed(compiled);
            Optional<LedgerEntry> entered = ledger.enterIfNeeded(() -> {
                // Somebody may have published, or taken the version back, while this was compiled.
                ReleaseRecord latest = catalogue.current().orElseThrow();
                boolean outrun = latest.number() != base.number()
                        || !change.apply(new TreeMap<>(latest.policies())).equals(policies);
                return outrun
                        ? Optional.empty()
                        : Optional.of(ReleaseDrafts.published(
                                base.number() + 1,
                                policies,
                                compiler.vocabulary().hash(),
                                rollbackTo,
                                actor.name(),
                                reason));
            });
            if (entered.isPresent()) {
                current.follow();
                return catalogue.release(base.number() + 1);
            }
            log.info("another release was published meanwhile; trying again on top of it");
        }
    }

    private static VersionRef ref(PolicyVersion version) {
        return new VersionRef(version.number(), version.sha256(), version.fileName());
    }

    /** Publishes what is due and ends what is over. What cannot go live is approved as before, and the ledger says why. */
    void publishDue() {
        ledger.catchUp();
        Instant now = clock.instant();
        catalogue.at(PolicyStage.SCHEDULED).stream()
                .filter(version -> !Objects.requireNonNull(version.from()).isAfter(now))
                .sorted(Comparator.comparing(version -> Objects.requireNonNull(version.from())))
                .forEach(this::publishScheduled);
        catalogue.at(PolicyStage.LIVE).stream()
                .filter(version -> isOver(version, now) && !catalogue.overdue().contains(version))
                .forEach(this::end);
    }

    private static boolean isOver(PolicyVersion version, Instant now) {
        Instant until = version.until();
        return until != null && !until.isAfter(now);
    }

    private void publishScheduled(PolicyVersion version) {
        try {
            release(
                    policies -> {
                        if (catalogue
                                        .version(version.policy(), version.number())
                                        .stage()
                                != PolicyStage.SCHEDULED) {
                            throw new Conflict("refusal.already-entered");
                        }
                        policies.put(version.policy(), ref(version));
                        return policies;
                    },
                    0,
                    "scheduled: " + version.reason(),
                    Actor.SCHEDULER);
        } catch (Conflict e) {
            log.info("{} was published or taken back by somebody else", version.name());
        } catch (Refusal e) {
            log.warn("{} cannot go live: {}", version.name(), e.code());
            notPublished(version, e);
        }
    }

    private void notPublished(PolicyVersion version, Refusal why) {
        try {
            ledger.enter(() -> {
                catalogue
                        .version(version.policy(), version.number())
                        .stage()
                        .require(PolicyStage.APPROVED, version.name());
                return VersionDrafts.about(
                        version,
                        PolicyEvents.NOT_PUBLISHED,
                        Actor.SCHEDULER.name(),
                        why.message(Locale.ENGLISH),
                        Map.of());
            });
        } catch (Conflict e) {
            log.info("{} was changed by somebody else", version.name());
        }
    }

    private void end(PolicyVersion version) {
        try {
            release(
                    policies -> {
                        if (!ref(version).equals(policies.get(version.policy()))) {
                            throw new Conflict("refusal.already-entered");
                        }
                        return replaced(policies, version.policy(), before(version));
                    },
                    0,
                    "its time is over: " + version.name(),
                    Actor.SCHEDULER);
        } catch (Conflict e) {
            log.info("{} was replaced by somebody else", version.name());
        } catch (Refusal e) {
            // What decided before does not fit any more; people have to publish something that does.
            log.error("the time of {} is over, but what was before cannot decide: {}", version.name(), e.code());
            notEnded(version, e);
        }
    }

    private void notEnded(PolicyVersion version, Refusal why) {
        ledger.enterIfNeeded(() -> {
            boolean goesOn = catalogue.at(PolicyStage.LIVE).contains(version)
                    && !catalogue.overdue().contains(version);
            return goesOn
                    ? Optional.of(VersionDrafts.about(
                            version,
                            PolicyEvents.NOT_ENDED,
                            Actor.SCHEDULER.name(),
                            why.message(Locale.ENGLISH),
                            Map.of("release", catalogue.current().orElseThrow().number())))
                    : Optional.empty();
        });
    }

    private static Map<String, VersionRef> replaced(
            Map<String, VersionRef> policies, String policy, @Nullable VersionRef by) {
        if (by == null) {
            policies.remove(policy);
        } else {
            policies.put(policy, by);
        }
        return policies;
    }

    /** What decided before that version last came to decide; null when nothing did. */
    private @Nullable VersionRef before(PolicyVersion version) {
        List<ReleaseRecord> releases = catalogue.releases();
        int index = releases.size() - 1;
        while (index >= 0 && ref(version).equals(releases.get(index).policies().get(version.policy()))) {
            index--;
        }
        return index < 0 ? null : releases.get(index).policies().get(version.policy());
    }

    /** A change that is planned: from then on this version decides, or none. */
    private record Planned(
            Instant at,
            String policy,
            @Nullable VersionRef ended,
            @Nullable VersionRef begins) {}

    /** Which versions decide, decided or will decide at a moment, as far as is known now; empty before the first release. */
    public Map<String, VersionRef> liveAt(Instant moment) {
        ledger.catchUp();
        if (!moment.isAfter(clock.instant())) {
            return catalogue.releaseAt(moment).map(ReleaseRecord::policies).orElse(Map.of());
        }
        Map<String, VersionRef> policies =
                new TreeMap<>(catalogue.current().orElseThrow().policies());
        Map<String, VersionRef> displaced = new TreeMap<>();
        Stream.concat(
                        catalogue.at(PolicyStage.SCHEDULED).stream().flatMap(Publishing::planned),
                        catalogue.at(PolicyStage.LIVE).stream()
                                .filter(version -> version.until() != null)
                                .map(version -> {
                                    VersionRef before = before(version);
                                    if (before != null) {
                                        displaced.put(version.policy(), before);
                                    }
                                    return new Planned(
                                            Objects.requireNonNull(version.until()),
                                            version.policy(),
                                            ref(version),
                                            null);
                                }))
                .filter(plan -> !plan.at().isAfter(moment))
                .sorted(Comparator.comparing(Planned::at))
                .forEach(plan -> carryOut(plan, policies, displaced));
        return policies;
    }

    private static Stream<Planned> planned(PolicyVersion version) {
        Planned begin = new Planned(Objects.requireNonNull(version.from()), version.policy(), null, ref(version));
        Instant until = version.until();
        return until == null
                ? Stream.of(begin)
                : Stream.of(begin, new Planned(until, version.policy(), ref(version), null));
    }

    private static void carryOut(Planned plan, Map<String, VersionRef> policies, Map<String, VersionRef> displaced) {
        VersionRef now = policies.get(plan.policy());
        if (plan.begins() != null) {
            if (now != null) {
                displaced.put(plan.policy(), now);
            }
            policies.put(plan.policy(), plan.begins());
        } else if (now != null && now.equals(plan.ended())) {
            replaced(policies, plan.policy(), displaced.get(plan.policy()));
        }
    }
}
