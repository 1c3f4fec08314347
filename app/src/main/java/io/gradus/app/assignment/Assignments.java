package io.gradus.app.assignment;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import io.gradus.rules.Decision;
import io.gradus.rules.Evaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the rules decided of each customer last; what changes is written to the history first. */
@Component
public class Assignments {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int TRIES = 20;
    private static final int BATCH = 1000;

    /** Some dozens of tiers each; the embedded server compares every document found with every id asked for. */
    private static final int HELD_AT_ONCE = 10;

    private final MongoCollection<Document> assignments;
    private final MongoCollection<Document> events;
    private final AssignmentHistory history;

    Assignments(MongoDatabase database, AssignmentHistory history) {
        this.history = history;
        assignments = database.getCollection("assignments");
        events = database.getCollection(AssignmentHistory.COLLECTION);
    }

    /**
     * Records what a run decided of some customers, and returns how many outcomes this run changed. Doing it again, after an
     * interruption, changes nothing and returns the same.
     *
     * @throws IllegalStateException when others keep changing the same customers
     */
    public int record(RunStamp run, List<Evaluation> evaluations) {
        List<Evaluation> left = evaluations;
        int changed = 0;
        for (int attempt = 0; attempt < TRIES && !left.isEmpty(); attempt++) {
            Attempt done = attempt(run, left);
            changed += done.changed();
            left = done.lost();
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException(left.size() + " assignments are changed by others all the time");
        }
        return changed;
    }

    private record Attempt(int changed, List<Evaluation> lost) {}

    private Attempt attempt(RunStamp run, List<Evaluation> evaluations) {
        Map<String, Document> held = read(
                evaluations.stream().map(each -> each.profile().customerId()).toList());
        List<WriteModel<Document>> history = new ArrayList<>();
        List<WriteModel<Document>> changes = new ArrayList<>();
        Map<String, Integer> changedByCustomer = new HashMap<>();
        for (Evaluation evaluation : evaluations) {
            changedByCustomer.put(evaluation.profile().customerId(), collect(run, evaluation, held, history, changes));
        }
        if (!history.isEmpty()) {
            events.bulkWrite(history, UNORDERED);
        }
        List<Evaluation> lost = changes.isEmpty() || write(changes) ? List.of() : lost(run, evaluations);
        lost.forEach(evaluation -> changedByCustomer.remove(evaluation.profile().customerId()));
        return new Attempt(
                changedByCustomer.values().stream().mapToInt(Integer::intValue).sum(), lost);
    }

    /** Collects what has to be written for one customer and returns how many outcomes the run changes. */
    private static int collect(
            RunStamp run,
            Evaluation evaluation,
            Map<String, Document> held,
            List<WriteModel<Document>> history,
            List<WriteModel<Document>> changes) {
        String customerId = evaluation.profile().customerId();
        Document before = held.get(customerId);
        Document tiersBefore = before == null ? new Document() : before.get("tiers", new Document());
        Document tiers = new Document(new LinkedHashMap<>(tiersBefore));
        int changed = 0;
        for (Decision decision : evaluation.decisions().values()) {
            Document tierBefore = tiersBefore.get(decision.policyId(), Document.class);
            Document tier = AssignmentDocuments.tier(tierBefore, decision, run);
            if (tier.getString("run").equals(run.id())) {
                changed++;
            }
            if (!Objects.equals(outcome(tierBefore), tier.getString("outcome"))) {
                Document event = AssignmentDocuments.event(customerId, tierBefore, decision, run);
                history.add(new ReplaceOneModel<>(Filters.eq("_id", event.getString("_id")), event, UPSERT));
            }
            tiers.append(decision.policyId(), tier);
        }
        if (!tiers.equals(tiersBefore)) {
            changes.add(change(customerId, before, tiers));
        }
        return changed;
    }

    private static @Nullable String outcome(@Nullable Document tier) {
        return tier == null ? null : tier.getString("outcome");
    }

    private static WriteModel<Document> change(String customerId, @Nullable Document before, Document tiers) {
        if (before == null) {
            return new InsertOneModel<>(
                    new Document("_id", customerId).append("revision", 1L).append("tiers", tiers));
        }
        long revision = before.getLong("revision");
        return new ReplaceOneModel<>(
                Filters.and(Filters.eq("_id", customerId), Filters.eq("revision", revision)),
                new Document("_id", customerId).append("revision", revision + 1).append("tiers", tiers));
    }

    /** Whether every change met the revision it was made for. */
    private boolean write(List<WriteModel<Document>> changes) {
        try {
            BulkWriteResult result = assignments.bulkWrite(changes, UNORDERED);
            return result.getInsertedCount() + result.getMatchedCount() == changes.size();
        } catch (MongoBulkWriteException e) {
            boolean onlyDuplicates = e.getWriteErrors().stream().allMatch(error -> error.getCode() == 11000)
                    && e.getWriteConcernError() == null;
            if (onlyDuplicates) {
                return false;
            }
            throw e;
        }
    }

    /** The evaluations that are not what the database holds now: somebody else was first. */
    private List<Evaluation> lost(RunStamp run, List<Evaluation> evaluations) {
        Map<String, Document> held = read(
                evaluations.stream().map(each -> each.profile().customerId()).toList());
        return evaluations.stream()
                .filter(evaluation -> {
                    List<WriteModel<Document>> changes = new ArrayList<>();
                    collect(run, evaluation, held, new ArrayList<>(), changes);
                    return !changes.isEmpty();
                })
                .toList();
    }

    private Map<String, Document> read(List<String> customerIds) {
        Map<String, Document> held = new HashMap<>();
        assignments
                .find(Filters.in("_id", customerIds))
                .batchSize(1000)
                .forEach(document -> held.put(document.getString("_id"), document));
        return held;
    }

    /** What the rules decided of the customer, by policy. */
    public List<Assignment> decided(String customerId) {
        Document held = assignments.find(Filters.eq("_id", customerId)).first();
        Document tiers = held == null ? new Document() : held.get("tiers", new Document());
        return tiers.keySet().stream()
                .sorted()
                .map(policy -> AssignmentDocuments.assignment(
                        policy, Objects.requireNonNull(tiers.get(policy, Document.class))))
                .toList();
    }

    /** A tier that no decision gave: neither the event of the run it names, nor one with that outcome, is there. */
    public record UnprovedTier(String customer, String policy) {}

    /**
     * Compares every tier that a customer holds with the event that brought it.
     *
     * @param progress is told how many customers were looked at
     */
    public void unprovedTiers(Consumer<UnprovedTier> reader, LongConsumer progress) {
        List<Document> batch = new ArrayList<>();
        long customers = 0;
        for (Document held : assignments.find().batchSize(BATCH)) {
            batch.add(held);
            if (batch.size() == HELD_AT_ONCE) {
                compare(batch, reader);
                customers += batch.size();
                progress.accept(customers);
                batch.clear();
            }
        }
        compare(batch, reader);
    }

    private void compare(List<Document> held, Consumer<UnprovedTier> reader) {
        Map<String, UnprovedTier> tiers = new HashMap<>();
        Map<String, String> outcomes = new HashMap<>();
        for (Document customer : held) {
            customer.get("tiers", new Document()).forEach((policy, value) -> {
                Document tier = (Document) value;
                String id = AssignmentDocuments.eventId(tier.getString("run"), policy, customer.getString("_id"));
                tiers.put(id, new UnprovedTier(customer.getString("_id"), policy));
                outcomes.put(id, tier.getString("outcome"));
            });
        }
        history.outcomes(tiers.keySet()).forEach((id, outcome) -> {
            if (outcome.equals(outcomes.get(id))) {
                tiers.remove(id);
            }
        });
        tiers.values().forEach(reader);
    }

    public long count() {
        return assignments.countDocuments();
    }
}
