package io.gradus.app.assignment;

import io.gradus.app.shared.BsonValues;
import io.gradus.rules.Decision;
import io.gradus.rules.RowMatch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** How assignments and their events lie in MongoDB. */
final class AssignmentDocuments {

    private static final List<String> REASON = List.of("row", "because", "otherRows", "actions", "facts", "policyHash");

    private AssignmentDocuments() {}

    /** What a decision makes of the tier held before; the same document when nothing of it changes. */
    static Document tier(@Nullable Document before, Decision decision, RunStamp run) {
        if (before == null || !decision.outcomeOrEmpty().equals(before.getString("outcome"))) {
            return tier(decision, BsonValues.stored(decision.asOf()), run.id(), run.release());
        }
        Document now = tier(decision, before.get("since"), before.getString("run"), before.getInteger("release", 0));
        boolean sameReason = REASON.stream().allMatch(key -> Objects.equals(now.get(key), before.get(key)));
        return sameReason ? before : now;
    }

    private static Document tier(Decision decision, @Nullable Object since, String run, int release) {
        return new Document("outcome", decision.outcomeOrEmpty())
                .append("since", since)
                .append("asOf", BsonValues.stored(decision.asOf()))
                .append("row", decision.rowPlace())
                .append("because", decision.because())
                .append(
                        "otherRows",
                        decision.otherRows().stream().map(RowMatch::place).toList())
                .append("actions", new Document(new LinkedHashMap<>(decision.actions())))
                .append("facts", BsonValues.stored(decision.facts()))
                .append("policyHash", decision.policyHash())
                .append("run", run)
                .append("release", release);
    }

    static Document event(String customerId, @Nullable Document before, Decision decision, RunStamp run) {
        return new Document("_id", eventId(run.id(), decision.policyId(), customerId))
                .append("at", Date.from(run.startedAt()))
                .append("customer", customerId)
                .append("policy", decision.policyId())
                .append("from", before == null ? null : before.getString("outcome"))
                .append("to", decision.outcomeOrEmpty())
                .append("asOf", BsonValues.stored(decision.asOf()))
                .append("row", decision.rowPlace())
                .append("because", decision.because())
                .append("facts", BsonValues.stored(decision.facts()))
                .append("policyHash", decision.policyHash())
                .append("run", run.id())
                .append("release", run.release());
    }

    static String eventId(String run, String policy, String customerId) {
        return run + "/" + policy + "/" + customerId;
    }

    static Assignment assignment(String policy, Document tier) {
        Map<String, String> actions = new LinkedHashMap<>();
        tier.get("actions", new Document()).forEach((name, value) -> actions.put(name, String.valueOf(value)));
        return new Assignment(
                policy,
                tier.getString("outcome"),
                day(tier, "since"),
                day(tier, "asOf"),
                tier.getString("row"),
                tier.getString("because"),
                tier.getList("otherRows", String.class, List.of()),
                actions,
                facts(tier),
                tier.getString("policyHash"),
                tier.getString("run"),
                tier.getInteger("release", 0),
                null);
    }

    static AssignmentEvent event(Document document) {
        return new AssignmentEvent(
                document.getString("_id"),
                document.getString("customer"),
                document.getString("policy"),
                document.getString("from"),
                document.getString("to"),
                Objects.requireNonNull(document.getDate("at"), "at").toInstant(),
                day(document, "asOf"),
                document.getString("row"),
                document.getString("because"),
                facts(document),
                document.getString("policyHash"),
                document.getString("run"),
                document.getInteger("release", 0));
    }

    private static LocalDate day(Document document, String name) {
        Date date = Objects.requireNonNull(document.getDate(name), name);
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
    }

    private static Map<String, Object> facts(Document document) {
        Map<String, Object> facts = new LinkedHashMap<>();
        document.get("facts", new Document()).forEach((name, value) -> facts.put(name, shown(value)));
        return facts;
    }

    private static Object shown(Object value) {
        if (value instanceof Decimal128 decimal) {
            BigDecimal exact = decimal.bigDecimalValue();
            return exact;
        }
        if (value instanceof Date date) {
            return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
        }
        return value instanceof List<?> list ? new ArrayList<>(list) : value;
    }
}
