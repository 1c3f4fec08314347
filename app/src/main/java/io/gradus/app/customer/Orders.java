package io.gradus.app.customer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.gradus.app.shared.BsonValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** The orders in the database, one document each; storing an order again replaces it. */
@Component
public class Orders {

    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> collection;

    Orders(MongoDatabase database) {
        this.collection = database.getCollection("orders");
        collection.createIndex(Indexes.ascending("customerId"), new IndexOptions().name("orders_by_customer"));
    }

    public void save(Collection<Order> orders) {
        if (!orders.isEmpty()) {
            collection.bulkWrite(orders.stream().map(Orders::upsert).toList(), UNORDERED);
        }
    }

    private static ReplaceOneModel<Document> upsert(Order order) {
        // A text, since the embedded server does not find documents as keys again (ADR 3); the length keeps ids apart.
        String id = order.customerId().length() + ":" + order.customerId() + "/" + order.orderId();
        Document document = new Document("_id", id)
                .append("customerId", order.customerId())
                .append("orderId", order.orderId())
                .append("date", BsonValues.stored(order.date()))
                .append("amount", BsonValues.stored(order.amount()));
        if (order.profit() != null) {
            document.append("profit", BsonValues.stored(order.profit()));
        }
        if (!order.categories().isEmpty()) {
            // A list, because category names may hold dots and dollar signs, which field names may not.
            List<Document> categories = order.categories().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry ->
                            new Document("name", entry.getKey()).append("amount", BsonValues.stored(entry.getValue())))
                    .toList();
            document.append("categories", categories);
        }
        return new ReplaceOneModel<>(Filters.eq("_id", id), document, UPSERT);
    }

    /** All orders, in no order. */
    public void all(Consumer<Order> reader) {
        collection.find().batchSize(1000).forEach(document -> reader.accept(order(document)));
    }

    /** The orders of one customer. */
    public void of(String customerId, Consumer<Order> reader) {
        collection.find(Filters.eq("customerId", customerId)).forEach(document -> reader.accept(order(document)));
    }

    public long count() {
        return collection.countDocuments();
    }

    private static Order order(Document document) {
        Map<String, BigDecimal> categories = new LinkedHashMap<>();
        for (Document category : document.getList("categories", Document.class, List.of())) {
            categories.put(category.getString("name"), amount(category));
        }
        Date date = document.getDate("date");
        return new Order(
                document.getString("customerId"),
                document.getString("orderId"),
                LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC),
                amount(document),
                BsonValues.decimal(document.get("profit")),
                categories);
    }

    private static BigDecimal amount(Document document) {
        return Objects.requireNonNull(BsonValues.decimal(document.get("amount")), "an order has an amount");
    }
}
