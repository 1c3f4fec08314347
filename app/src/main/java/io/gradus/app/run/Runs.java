package io.gradus.app.run;

import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.RunStamp;
import io.gradus.app.customer.CustomerIds;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.decision.Populations;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.policy.CurrentRelease.Live;
import io.gradus.app.profile.Population;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Evaluation;
import io.gradus.rules.OutcomeOverrides;
import io.gradus.rules.Profile;
import io.gradus.rules.Release;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Starts runs, carries them out one after the other, and goes on with those that were interrupted. */
@Component
public class Runs {

    private static final Logger log = LoggerFactory.getLogger(Runs.class);
    private static final int BATCH = 1000;

    /** A run whose owner has been silent for so long is taken over. Owners say they are there much more often. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    private final MongoOperations mongo;
    private final CurrentRelease current;
    private final Populations populations;
    private final Customers customers;
    private final Assignments assignments;
    private final AssignmentHistory history;
    private final RunProofs proofs;
    private final Ledger ledger;
    private final OverrideCatalogue overrides;
    private final Clock clock;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final String process = UUID.randomUUID().toString();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "gradus-runs"));

    Runs(
            MongoOperations mongo,
            CurrentRelease current,
            Populations populations,
            Customers customers,
            Assignments assignments,
            AssignmentHistory history,
            RunProofs proofs,
            Ledger ledger,
            OverrideCatalogue overrides,
            Clock clock) {
        this.mongo = mongo;
        this.current = current;
        this.populations = populations;
        this.customers = customers;
        this.assignments = assignments;
        this.history = history;
        this.proofs = proofs;
        this.ledger = ledger;
        this.overrides = overrides;
        this.clock = clock;
    }

    /**
     * Starts a run of the named policies; of all tiering policies when none is named.
     *
     * @throws NotFound when there is no such policy
     * @throws Refusal when a named policy yields no outcome
     */
    public Run start(List<String> policyIds, LocalDate asOf, Actor actor) {
        ledger.catchUp();
        Live live = current.live();
        Release release = live.release();
        List<CompiledPolicy> policies = policyIds.isEmpty()
                ? release.tiering()
                : policyIds.stream().distinct().map(id -> policy(release, id)).toList();
        for (CompiledPolicy policy : policies) {
            if (policy.description().outcomes().isEmpty()) {
                throw new Refusal("refusal.no-outcome", policy.description().id());
            }
        }
        List<String> ids =
                policies.stream().map(policy -> policy.description().id()).toList();
        Run run = new Run(
                UUID.randomUUID().toString(),
                null,
                asOf.toString(),
                ids,
                release.hashesOf(ids),
                live.number(),
                ledger.size(),
                actor.name(),
                RunState.RUNNING,
                null,
                RunProgress.NONE,
                process,
                clock.instant(),
                clock.instant(),
                null);
        Run stored = mongo.insert(run);
        hand(stored);
        return stored;
    }

    private static CompiledPolicy policy(Release release, String id) {
        return release.find(id).orElseThrow(() -> new NotFound("refusal.no-policy", id));
    }

    public Optional<Run> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Run.class));
    }

    /** The latest runs, newest first. */
    public List<Run> latest(int limit) {
        return mongo.find(
                new Query().with(Sort.by(Sort.Direction.DESC, "startedAt")).limit(limit), Run.class);
    }

    /** The latest counts of customers by outcome, by policy, each of the latest finished run of that policy. */
    public Map<String, Run> latestByPolicy() {
        Map<String, Run> latest = new HashMap<>();
        latest(100).stream()
                .filter(run -> run.state() == RunState.FINISHED)
                .forEach(run -> run.policies().forEach(policy -> latest.putIfAbsent(policy, run)));
        return latest;
    }

    private void hand(Run run) {
        inHand.add(run.id());
        worker.execute(() -> carryOut(run));
    }

    /** Says that this process is still at the runs it has in hand. */
    void sayHere() {
        // By the collection's name: with the class, the revision would count up under the run that is being saved.
        mongo.updateMulti(
                Query.query(Criteria.where("state")
                        .is(RunState.RUNNING.name())
                        .and("owner")
                        .is(process)
                        .and("_id")
                        .in(inHand)),
                Update.update("heartbeat", clock.instant()),
                mongo.getCollectionName(Run.class));
    }

    /** Goes on with the runs of which nobody has said anything: their process was killed, or lost the database. */
    void takeOver() {
        Query silent = Query.query(Criteria.where("state")
                .is(RunState.RUNNING.name())
                .and("_id")
                .nin(inHand)
                .and("heartbeat")
                .lt(clock.instant().minus(SILENCE)));
        for (Run run : mongo.find(silent, Run.class)) {
            try {
                Run taken = mongo.save(run.takenOverBy(process, clock.instant()));
                log.info(
                        "run {} goes on after {} of {} customers",
                        run.id(),
                        run.progress().done(),
                        run.progress().total());
                hand(taken);
            } catch (OptimisticLockingFailureException e) {
                log.info("run {} was taken over by another process", run.id());
            }
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }

    private void carryOut(Run run) {
        try {
            decideAll(run);
        } catch (OptimisticLockingFailureException e) {
            log.info("run {} was taken over by another process", run.id());
        } catch (RuntimeException e) {
            if (worker.isShutdown()) {
                log.info("run {} is interrupted and goes on at the next start", run.id());
                return;
            }
            log.error("run {} failed", run.id(), e);
            fail(run);
        } finally {
            inHand.remove(run.id());
        }
    }

    private void fail(Run run) {
        try {
            find(run.id())
                    .filter(latest -> latest.owner().equals(process))
                    .ifPresent(latest -> mongo.save(latest.failed(RunFailure.UNEXPECTED, clock.instant())));
        } catch (DataAccessException e) {
            log.warn("run {} is left as it is and goes on when the database answers again", run.id());
        }
    }

    private void decideAll(Run begun) {
        Release release = current.at(begun.release())
                .filter(found -> decidesStill(found, begun))
                .orElse(null);
        if (release == null) {
            log.warn("run {} cannot go on: a policy or the vocabulary has changed since it began", begun.id());
            mongo.save(begun.failed(RunFailure.POLICY_CHANGED, clock.instant()));
            return;
        }
        ledger.catchUp();
        OutcomeOverrides set = overrides.inForce(begun.date(), begun.ledger());
        Population population = populations.on(begun.date());
        List<String> ids = population.customerIds();
        RunProgress progress = begun.progress();
        int from = progress.lastCustomer() == null ? 0 : after(ids, progress.lastCustomer());
        progress = progress.of(progress.done() + ids.size() - from);
        Run run = mongo.save(begun.at(progress, clock.instant()));
        for (; from < ids.size(); from += BATCH) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
            List<Evaluation> evaluations = release.decideAll(profiles(population, batch), run.policies(), set);
            int changed = assignments.record(new RunStamp(run.id(), run.startedAt(), run.release()), evaluations);
            progress = progress.plus(batch.size(), changed, batch.get(batch.size() - 1), counts(evaluations));
            run = mongo.save(run.at(progress, clock.instant()));
        }
        proofs.enter(run, history.digest(run.id()));
        mongo.save(run.finished(clock.instant()));
        log.info("run {} finished: {} customers, {} outcomes changed", run.id(), progress.done(), progress.changed());
    }

    private static boolean decidesStill(Release release, Run begun) {
        return begun.policies().stream().allMatch(id -> release.find(id).isPresent())
                && release.hashesOf(begun.policies()).equals(begun.policyHashes());
    }

    private static int after(List<String> ids, String lastCustomer) {
        return (int) ids.stream()
                .filter(id -> CustomerIds.ORDER.compare(id, lastCustomer) <= 0)
                .count();
    }

    private List<Profile> profiles(Population population, List<String> ids) {
        Map<String, CustomerRecord> stored = customers.find(ids);
        return ids.stream()
                .map(id -> population.profile(stored.getOrDefault(id, new CustomerRecord(id, Map.of()))))
                .toList();
    }

    private static Map<String, Map<String, Long>> counts(List<Evaluation> evaluations) {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        for (Evaluation evaluation : evaluations) {
            for (Decision decision : evaluation.decisions().values()) {
                counts.computeIfAbsent(decision.policyId(), policy -> new HashMap<>())
                        .merge(Objects.requireNonNullElse(decision.outcome(), ""), 1L, Long::sum);
            }
        }
        return counts;
    }
}
