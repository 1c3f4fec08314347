package io.gradus.app.customer;

import io.gradus.app.shared.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Finds mappings: those that ship by name, others by file. */
public final class Mappings {

    /** The names of the mappings that ship. */
    public static final List<String> SHIPPED =
            List.of("cdnow-master", "cdnow-sample", "northwind-customers", "northwind-orders", "telco");

    private static final YAMLMapper YAML = YAMLMapper.builder()
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
            return YAML.readValue(yaml, Mapping.class);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new Refusal("refusal.mapping-invalid", name, line, e.getOriginalMessage());
        }
    }
}
