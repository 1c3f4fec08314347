package io.gradus.rules.workbook;

import java.util.List;
import java.util.stream.Stream;

/** What a snippet of Drools' own asks of a customer, once its cells are filled in. */
sealed interface Constraint {

    /** The comparisons in it, in their order. */
    Stream<Comparison> comparisons();

    /**
     * A field beside literals.
     *
     * @param operator such as {@code >=} or {@code not in}
     * @param values the literals as written; several after {@code in}
     */
    record Comparison(String field, String operator, List<String> values) implements Constraint {
        public Comparison {
            values = List.copyOf(values);
        }

        @Override
        public Stream<Comparison> comparisons() {
            return Stream.of(this);
        }
    }

    /** All of them. */
    record Every(List<Constraint> parts) implements Constraint {
        public Every {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Comparison> comparisons() {
            return parts.stream().flatMap(Constraint::comparisons);
        }
    }

    /** One of them at least. */
    record Either(List<Constraint> parts) implements Constraint {
        public Either {
            parts = List.copyOf(parts);
        }

        @Override
        public Stream<Comparison> comparisons() {
            return parts.stream().flatMap(Constraint::comparisons);
        }
    }
}
