package io.gradus.app.customer;

import io.gradus.app.customer.DelimitedFile.Line;
import io.gradus.app.shared.Refusal;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A delimited file with an order, or a line of an order, a line.
 *
 * <p>Lines of one order follow each other and are added up. A line without an order id is an order of its own, identified by
 * the file's content and its place in it, so that reading the same file again gives the same orders.
 */
public final class OrderFile {

    private static final String CUSTOMER = "customer";
    private static final String ORDER = "order";
    private static final String DATE = "date";
    private static final String AMOUNT = "amount";
    private static final String PROFIT = "profit";
    private static final String CATEGORY = "category";
    private static final Set<String> FIELDS = Set.of(CUSTOMER, ORDER, DATE, AMOUNT, PROFIT, CATEGORY);

    private final Path path;
    private final DelimitedFile file;
    private final Mapping mapping;

    /** @throws Refusal when the mapping is for customers, lacks a column, or names one that orders do not have */
    public OrderFile(Path path, Mapping mapping) {
        if (mapping.kind() != Mapping.Kind.ORDERS
                || !mapping.columns().keySet().containsAll(Set.of(CUSTOMER, DATE, AMOUNT))) {
            throw new Refusal("refusal.mapping-kind", "orders", "customer, date, amount");
        }
        mapping.columns().keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> {
                    throw new Refusal("refusal.mapping-field", name);
                });
        this.path = path;
        this.file = new DelimitedFile(path, mapping);
        this.mapping = mapping;
    }

    /** Streams the orders; bad lines are collected and do not stop the rest. */
    public BadLines read(Consumer<Order> reader, Progress progress) {
        BadLines bad = new BadLines();
        Lines lines = new Lines(reader, mapping.columns().containsKey(ORDER) ? "" : fileIdentity());
        file.read(
                line -> {
                    try {
                        lines.add(line);
                    } catch (BadLineException e) {
                        bad.add(e.badLine());
                    }
                },
                progress);
        lines.finish();
        return bad;
    }

    private String fileIdentity() {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream digesting = new DigestInputStream(in, digest)) {
                digesting.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 20);
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", path);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds up lines of one order until another begins. */
    private final class Lines {

        private final Consumer<Order> reader;
        private final String fileIdentity;
        private final LongOpenHashSet seen = new LongOpenHashSet();
        private @Nullable Order open;
        private String spoiled = "";

        Lines(Consumer<Order> reader, String fileIdentity) {
            this.reader = reader;
            this.fileIdentity = fileIdentity;
        }

        void add(Line line) {
            try {
                file.check(line);
                addChecked(line);
            } catch (BadLineException e) {
                spoil(line);
                throw e;
            }
        }

        /** An order with a line that cannot be read is left out whole: part of its amount would be wrong. */
        private void spoil(Line line) {
            if (!fileIdentity.isEmpty() || line.fault() != null) {
                return;
            }
            String customer = mapping.normalisedId(file.text(line, CUSTOMER));
            String order = file.text(line, ORDER);
            if (open != null
                    && open.customerId().equals(customer)
                    && open.orderId().equals(order)) {
                open = null;
            }
            spoiled = customer + "\n" + order;
        }

        private void addChecked(Line line) {
            Order read = order(line, new LineValues(file, mapping, line));
            if (spoiled.equals(read.customerId() + "\n" + read.orderId())) {
                throw LineValues.bad(line, ORDER, "line.order-spoiled", read.orderId());
            }
            Order before = open;
            if (before == null || !sameOrder(before, read)) {
                refuseScattered(line, read);
                finish();
                open = read;
            } else if (!before.date().equals(read.date())) {
                throw LineValues.bad(line, DATE, "line.order-date", read.orderId(), read.date(), before.date());
            } else {
                open = sum(before, read);
            }
        }

        void finish() {
            if (open != null) {
                reader.accept(open);
            }
            open = null;
        }

        private boolean sameOrder(Order left, Order right) {
            return left.customerId().equals(right.customerId())
                    && left.orderId().equals(right.orderId());
        }

        // An order whose lines are scattered would count twice; 64 bits of its key are kept to notice it.
        private void refuseScattered(Line line, Order order) {
            if (fileIdentity.isEmpty() && !seen.add(key(order))) {
                throw LineValues.bad(line, ORDER, "line.order-scattered", order.orderId());
            }
        }

        private Order order(Line line, LineValues values) {
            String customerId = values.customerId(CUSTOMER);
            String orderId = fileIdentity.isEmpty() ? values.text(ORDER) : fileIdentity + "-" + line.number();
            if (orderId.isEmpty() || orderId.length() > 200) {
                throw LineValues.bad(line, ORDER, "line.id", orderId, 200);
            }
            LocalDate date = values.date(DATE);
            BigDecimal amount = values.decimal(AMOUNT);
            BigDecimal profit = values.text(PROFIT).isEmpty() ? null : values.decimal(PROFIT);
            String category = values.text(CATEGORY);
            return new Order(
                    customerId,
                    orderId,
                    date,
                    amount,
                    profit,
                    category.isEmpty() ? Map.of() : Map.of(category, amount));
        }

        private Order sum(Order one, Order more) {
            Map<String, BigDecimal> categories = new LinkedHashMap<>(one.categories());
            more.categories().forEach((category, amount) -> categories.merge(category, amount, BigDecimal::add));
            BigDecimal profit = one.profit() == null || more.profit() == null
                    ? null
                    : one.profit().add(more.profit());
            return new Order(
                    one.customerId(), one.orderId(), one.date(), one.amount().add(more.amount()), profit, categories);
        }

        private static long key(Order order) {
            byte[] bytes = (order.customerId().length() + ":" + order.customerId() + order.orderId())
                    .getBytes(StandardCharsets.UTF_8);
            return java.util.UUID.nameUUIDFromBytes(bytes).getMostSignificantBits();
        }
    }
}
