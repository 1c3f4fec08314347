package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One customer who shows what a finding means.
 *
 * @param values what is known of the customer, by field name
 */
public record SampleCustomer(Map<String, Object> values, List<Fact> facts) implements Phrase {

    /** A field and its value, absent when the customer lacks one. */
    public record Fact(Field field, @Nullable Object value) {}

    public SampleCustomer {
        values = Map.copyOf(values);
        facts = List.copyOf(facts);
    }

    static SampleCustomer of(List<Fact> facts) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Fact fact : facts) {
            if (fact.value() != null) {
                values.put(fact.field().name(), fact.value());
            }
        }
        return new SampleCustomer(values, facts);
    }

    @Override
    public String in(Locale locale) {
        Words words = new Words(locale);
        List<String> texts = new ArrayList<>();
        for (Fact fact : facts) {
            String equals = fact.value() == null ? " " : " = ";
            texts.add(words.name(fact.field()) + equals + words.value(fact.field(), fact.value()));
        }
        return words.all(texts);
    }
}
