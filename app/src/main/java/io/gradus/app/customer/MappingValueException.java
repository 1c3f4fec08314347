package io.gradus.app.customer;

/** A key of a mapping has a value that means nothing. */
final class MappingValueException extends IllegalArgumentException {

    private final String key;
    private final String found;
    private final String allowed;

    MappingValueException(String key, String found, String allowed) {
        super(key + ": " + found);
        this.key = key;
        this.found = found;
        this.allowed = allowed;
    }

    String key() {
        return key;
    }

    String found() {
        return found;
    }

    String allowed() {
        return allowed;
    }
}
