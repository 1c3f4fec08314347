package io.gradus.tables;

import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies that ship with the product, as an analyst would have handed them in. */
public final class ShippedPolicies {

    private static final List<String> WORKBOOKS = List.of(
            "customer-value",
            "purchasing-power",
            "lifecycle",
            "activity",
            "need-stage",
            "visitor-class",
            "member-level",
            "loyalty-index",
            "loyalty-relationship",
            "abc-pareto",
            "core-customers",
            "account-abc",
            "order-pipeline",
            "relationship-type",
            "need-type",
            "bank-star",
            "wealth-service",
            "service-tier",
            "standing",
            "care-segment",
            "telecom-retention",
            "shop-intent",
            "wake-up",
            "complaint-care",
            "consumption-focus",
            "member-standing",
            "composite-grade",
            "rfm-segment",
            "service-level");
    private static final List<String> DRL = List.of("loyalty-score", "star-points", "total-assets");

    private ShippedPolicies() {}

    /** All sources, DRL files first. */
    public static List<PolicySource> all() {
        return Stream.concat(drl().stream(), WORKBOOKS.stream().map(ShippedPolicies::workbook))
                .toList();
    }

    /** The DRL files: they compute fields that workbooks use. */
    public static List<PolicySource> drl() {
        return DRL.stream()
                .map(id -> read(Vocabulary.class, "/io/gradus/rules/shipped/", id + ".drl"))
                .toList();
    }

    /** The source of the policy with that id. */
    public static Optional<PolicySource> find(String id) {
        return all().stream().filter(source -> source.baseName().equals(id)).findFirst();
    }

    /** The ids of all shipped policies. */
    public static List<String> ids() {
        return Stream.concat(WORKBOOKS.stream(), DRL.stream()).toList();
    }

    private static PolicySource workbook(String id) {
        return read(ShippedPolicies.class, "/io/gradus/tables/shipped/", id + ".xlsx");
    }

    private static PolicySource read(Class<?> module, String folder, String fileName) {
        try (InputStream in = module.getResourceAsStream(folder + fileName)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + folder + fileName);
            }
            return new PolicySource(fileName, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
