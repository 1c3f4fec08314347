package io.gradus.app.customer;

import io.gradus.app.shared.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Finds mappings: those that ship by name, others by file. */
public final class Mappings {

    /** The names of the mappings that ship. */
    public static final List<String> SHIPPED =
            List.of("cdnow-master", "cdnow-sample", "northwind-customers", "northwind-orders", "telco");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Mappings() {}

    /**
     * The mapping of that name, or in that file.
     *
     * @throws Refusal when there is none, or it cannot be read; the message names file and line
     */
    public static Mapping find(String nameOrFile) {
        if (SHIPPED.contains(nameOrFile)) {
            return shipped(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new Refusal("refusal.mapping-missing", nameOrFile, String.join(", ", SHIPPED));
        }
        try {
            return read(nameOrFile, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Refusal("refusal.file-unreadable", nameOrFile);
        }
    }

    private static Mapping shipped(String name) {
        String resource = "/mappings/" + name + ".yaml";
        try (InputStream in = Mappings.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return read(name, in.readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Mapping read(String name, byte[] yaml) {
        try {
            Mapping mapping = YAML.readValue(yaml, Mapping.class);
            if (mapping == null) {
                throw new Refusal("refusal.mapping-empty", name);
            }
            return mapping;
        } catch (JacksonException e) {
            throw explained(name, e);
        }
    }

    private static Refusal explained(String name, JacksonException problem) {
        int line = problem.getLocation() == null ? 1 : problem.getLocation().getLineNr();
        if (problem.getCause() instanceof MappingValueException wrong) {
            return new Refusal("refusal.mapping-value", name, line, wrong.key(), wrong.found(), wrong.allowed());
        }
        String key = problem.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return key.isEmpty()
                ? new Refusal("refusal.mapping-yaml", name, line)
                : new Refusal("refusal.mapping-key", name, line, key);
    }
}
