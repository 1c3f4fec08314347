package io.gradus.app.assignment;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.gradus.app.shared.NotFound;
import io.gradus.proof.MerkleTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Every decision that brought a customer another outcome. */
@Component
public class AssignmentHistory {

    static final String COLLECTION = "assignmentEvents";
    private static final int BATCH = 1000;

    private final MongoCollection<Document> events;

    AssignmentHistory(MongoDatabase database) {
        events = database.getCollection(COLLECTION);
        events.createIndex(Indexes.ascending("customer"), new IndexOptions().name("events_by_customer"));
    }

    /** How the customer came to what they hold, oldest first. */
    public List<AssignmentEvent> of(String customerId) {
        List<AssignmentEvent> history = new ArrayList<>();
        events.find(Filters.eq("customer", customerId))
                .forEach(document -> history.add(AssignmentDocuments.event(document)));
        history.sort(Comparator.comparing(AssignmentEvent::at)
                .thenComparing(AssignmentEvent::run)
                .thenComparing(AssignmentEvent::policy));
        return history;
    }

    /** What the rules had decided of the customer at a moment, by policy. */
    public Map<String, AssignmentEvent> decidedAt(String customerId, Instant moment) {
        Map<String, AssignmentEvent> decided = new TreeMap<>();
        of(customerId).stream()
                .filter(event -> !event.at().isAfter(moment))
                .forEach(event -> decided.put(event.policy(), event));
        return decided;
    }

    /** The history events of a run, in the order of their ids as bytes. */
    public void eventsOf(String run, Consumer<AssignmentEvent> reader) {
        events.find(Filters.and(Filters.gte("_id", run + "/"), Filters.lt("_id", run + "0")))
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)
                .forEach(document -> reader.accept(AssignmentDocuments.event(document)));
    }

    /** Hands out every stored event with the id under which it really lies. */
    public void everyEvent(BiConsumer<String, AssignmentEvent> reader) {
        events.find()
                .batchSize(BATCH)
                .forEach(document ->
                        reader.accept(String.valueOf(document.get("_id")), AssignmentDocuments.event(document)));
    }

    /** What stands for all history events of a run in the ledger. */
    public RunDigest digest(String run) {
        EventTree tree = new EventTree();
        eventsOf(run, tree::add);
        return tree.digest();
    }

    /**
     * Events that meet a filter, in the order of their ids.
     *
     * @param after only those with a greater id
     */
    public List<AssignmentEvent> find(EventFilter filter, String after, int limit) {
        List<AssignmentEvent> found = new ArrayList<>();
        events.find(Filters.and(filter.query(), Filters.gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .forEach(document -> found.add(AssignmentDocuments.event(document)));
        return found;
    }

    /** Hands out all events that meet a filter, in the order of their ids. */
    public void each(EventFilter filter, Consumer<AssignmentEvent> reader) {
        events.find(filter.query())
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)
                .forEach(document -> reader.accept(AssignmentDocuments.event(document)));
    }

    /**
     * Proves that an event is among those of its run, whose root stands in the ledger.
     *
     * @throws NotFound when there is no such event
     */
    public EventProof proof(String id) {
        AssignmentEvent event = event(id);
        EventTree tree = new EventTree();
        eventsOf(event.run(), tree::add);
        MerkleTree leaves = tree.tree();
        return new EventProof(
                event, EventLeaf.object(event), leaves.inclusionProof(tree.index(event), leaves.size()), tree.digest());
    }

    /** @throws NotFound when there is no such event */
    public AssignmentEvent event(String id) {
        Document found = events.find(Filters.eq("_id", id)).first();
        if (found == null) {
            throw new NotFound("refusal.no-decision", id);
        }
        return AssignmentDocuments.event(found);
    }

    /** The outcomes that events brought, by the event's id; without those that are not there. */
    Map<String, String> outcomes(Collection<String> ids) {
        Map<String, String> outcomes = new HashMap<>();
        events.find(Filters.in("_id", ids))
                .batchSize(BATCH)
                .forEach(event -> outcomes.put(event.getString("_id"), event.getString("to")));
        return outcomes;
    }

    public long count() {
        return events.countDocuments();
    }
}
