package io.gradus.app.shared;

import io.gradus.rules.Vocabulary;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What an actor may see of customers. There is no other way to the values in the clear than {@link #sight}, which puts the reading
 * on record.
 */
@Component
public class PersonalValues {

    private final Vocabulary vocabulary;
    private final CustomerReads reads;

    PersonalValues(Vocabulary vocabulary, CustomerReads reads) {
        this.vocabulary = vocabulary;
        this.reads = reads;
    }

    public CustomerSight sight(Actor reader, String customerId) {
        return sight(reader, List.of(customerId));
    }

    /** The sight of one answer that holds several customers. */
    public CustomerSight sight(Actor reader, Collection<String> customerIds) {
        if (!reader.seesPersonal()) {
            return CustomerSight.masking(vocabulary);
        }
        if (!customerIds.isEmpty()) {
            reads.record(reader, customerIds);
        }
        return CustomerSight.CLEAR;
    }
}
