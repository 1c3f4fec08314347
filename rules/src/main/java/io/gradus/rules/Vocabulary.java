package io.gradus.rules;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fields that policies may use, in a fixed order; a deployment may bring its own. */
public final class Vocabulary {

    private final List<Field> fields;
    private final Map<String, Integer> indexes;
    private final byte[] yaml;
    private final String hash;

    /**
     * @param fields in the order of the file; names are unique
     * @param yaml the file
     */
    Vocabulary(List<Field> fields, byte[] yaml) {
        this.fields = List.copyOf(fields);
        this.indexes = IntStream.range(0, fields.size())
                .boxed()
                .collect(toUnmodifiableMap(index -> fields.get(index).name(), index -> index));
        this.yaml = yaml.clone();
        this.hash = PolicySource.sha256(yaml);
    }

    public List<Field> fields() {
        return fields;
    }

    /** SHA-256 of the file, lower-case hex. */
    public String hash() {
        return hash;
    }

    /** The file it was read from. */
    public byte[] yaml() {
        return yaml.clone();
    }

    public Optional<Field> find(String name) {
        return Optional.ofNullable(indexes.get(name)).map(fields::get);
    }

    /**
     * The field of that name, which the caller knows to exist.
     *
     * @throws UnknownFieldException when the vocabulary has no such field
     */
    public Field get(String name) {
        return find(name).orElseThrow(() -> new UnknownFieldException(name));
    }

    /** The field's place in {@link #fields()}. */
    public int indexOf(Field field) {
        Integer index = indexes.get(field.name());
        if (index == null) {
            throw new UnknownFieldException(field.name());
        }
        return index;
    }
}
