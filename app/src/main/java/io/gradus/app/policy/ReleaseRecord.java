package io.gradus.app.policy;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which version of every policy decides from a moment on, until the next release.
 *
 * @param number counts from 1
 * @param rollbackTo the earlier release whose versions it brings back, 0 for every other release
 * @param vocabulary SHA-256 of the vocabulary it was compiled with
 * @param policies by policy id
 */
public record ReleaseRecord(
        int number,
        Instant at,
        String actor,
        String reason,
        int rollbackTo,
        String vocabulary,
        Map<String, VersionRef> policies) {

    /** A version by its number and bytes. */
    public record VersionRef(int version, String sha256, String fileName) {

        Map<String, Object> payload() {
            return Map.of("version", version, "sha256", sha256, "fileName", fileName);
        }

        static VersionRef of(Map<?, ?> payload) {
            return new VersionRef(
                    ((Number) java.util.Objects.requireNonNull(payload.get("version"))).intValue(),
                    String.valueOf(payload.get("sha256")),
                    String.valueOf(payload.get("fileName")));
        }
    }

    public ReleaseRecord {
        policies = java.util.Collections.unmodifiableMap(new TreeMap<>(policies));
    }
}
