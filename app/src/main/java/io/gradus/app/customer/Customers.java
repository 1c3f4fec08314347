package io.gradus.app.customer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.gradus.app.shared.BsonValues;
import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.Vocabulary;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** The customers in the database, each value at the place the vocabulary gives it. */
@Component
public class Customers {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;
    private final List<Field> fields;

    Customers(MongoDatabase database, Vocabulary vocabulary) {
        this.collection = database.getCollection("customers");
        this.fields = vocabulary.fields().stream()
                .filter(field -> field.derivation() == Derivation.STORED)
                .filter(field -> !Objects.equals(field.path(), "_id"))
                .toList();
    }

    /** Adds customers, or sets the given values of those that exist; other values stay. */
    public void save(Collection<CustomerRecord> customers) {
        if (!customers.isEmpty()) {
            collection.bulkWrite(customers.stream().map(this::upsert).toList(), UNORDERED);
        }
    }

    private UpdateOneModel<Document> upsert(CustomerRecord customer) {
        Document set = new Document();
        for (Field field : fields) {
            Object value = customer.values().get(field.name());
            if (value != null && field.path() != null) {
                set.append(field.path(), BsonValues.stored(value));
            }
        }
        Document update = new Document("$setOnInsert", new Document("source", "import"));
        if (!set.isEmpty()) {
            update.append("$set", set);
        }
        return new UpdateOneModel<>(Filters.eq("_id", customer.customerId()), update, UPSERT);
    }

    public Optional<CustomerRecord> find(String customerId) {
        return Optional.ofNullable(
                        collection.find(Filters.eq("_id", customerId)).first())
                .map(this::record);
    }

    /** The customers of these ids that exist, by id. */
    public Map<String, CustomerRecord> find(Collection<String> customerIds) {
        Map<String, CustomerRecord> found = new HashMap<>();
        collection
                .find(Filters.in("_id", customerIds))
                .batchSize(1000)
                .forEach(document -> found.put(document.getString("_id"), record(document)));
        return found;
    }

    /** A page of customers by id, those after the cursor; empty text starts at the beginning. */
    public List<CustomerRecord> page(String after, int limit) {
        Bson filter = after.isEmpty() ? Filters.empty() : Filters.gt("_id", after);
        return collection
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(this::record)
                .into(new java.util.ArrayList<>());
    }

    /** The ids of all customers, in no order. */
    public void ids(Consumer<String> reader) {
        collection
                .find()
                .projection(Projections.include("_id"))
                .batchSize(1000)
                .forEach(document -> reader.accept(document.getString("_id")));
    }

    public long count() {
        return collection.countDocuments();
    }

    private CustomerRecord record(Document document) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = BsonValues.typed(field, BsonValues.at(document, String.valueOf(field.path())));
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return new CustomerRecord(document.getString("_id"), values);
    }
}
