package io.gradus.app.shared.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says beyond what stands in the controllers. */
@Configuration(proxyBeanMethods = false)
@SuppressWarnings({"rawtypes", "unchecked"}) // of the OpenAPI model
class ApiDocument {

    private static final String TOKEN = "token";
    private static final String SESSION = "session";
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final Set<String> IN_BYTES = Set.of("byte", "binary");

    /** Every operation may answer with a problem document; bytes are bytes, and what is asked for as CSV comes as CSV. */
    @Bean
    OpenApiCustomizer truthfulSchemas(RecordSchemas records) {
        return document -> {
            Map<String, Schema> schemas = document.getComponents().getSchemas();
            List<Operation> operations = document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .toList();
            records.amend(schemas, asked(operations, schemas));
            schemas.put("Problem", problem());
            operations.forEach(ApiDocument::amend);
            schemas.remove("StreamingResponseBody");
        };
    }

    private static void amend(Operation operation) {
        operation.getResponses().values().stream()
                .map(ApiResponse::getContent)
                .filter(Objects::nonNull)
                .forEach(content -> content.forEach((type, media) -> {
                    if (isBytes(type, media.getSchema())) {
                        media.setSchema(new StringSchema().format("binary"));
                    }
                }));
        if (Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .anyMatch(parameter -> "format".equals(parameter.getName()))) {
            operation.getResponses().values().stream()
                    .map(ApiResponse::getContent)
                    .forEach(content -> content.addMediaType(CSV, new MediaType().schema(new StringSchema())));
        }
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("A problem document (RFC 9457)")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref(RecordSchemas.REFERENCE + "Problem")))));
    }

    private static boolean isBytes(String type, Schema<?> schema) {
        return type.equals("application/zip") || (schema.getFormat() != null && IN_BYTES.contains(schema.getFormat()));
    }

    /** The names of the schemas that requests use. */
    private static Set<String> asked(List<Operation> operations, Map<String, Schema> schemas) {
        Deque<Schema<?>> open = new ArrayDeque<>();
        operations.stream()
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream())
                .forEach(media -> open.add(media.getSchema()));
        Set<String> asked = new HashSet<>();
        while (!open.isEmpty()) {
            Schema<?> schema = open.remove();
            String name = schema.get$ref() == null ? null : schema.get$ref().replace(RecordSchemas.REFERENCE, "");
            if (name != null && asked.add(name)) {
                open.add(Objects.requireNonNull(schemas.get(name), name));
            }
            if (schema.getProperties() != null) {
                schema.getProperties().values().forEach(open::add);
            }
            if (schema.getItems() != null) {
                open.add(schema.getItems());
            }
        }
        return asked;
    }

    private static Schema<?> problem() {
        return RecordSchemas.typed("object")
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", RecordSchemas.typed("string", "null"))
                .required(List.of("type", "title", "status", "detail"));
    }

    @Bean
    OpenAPI openApi() {
        OpenAPI document = new OpenAPI()
                .info(new Info()
                        .title("Gradus")
                        .version("0.1.0")
                        .description("Tiers of customers, and why. Errors are problem documents (RFC 9457)."))
                .servers(List.of(new Server().url("/")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .addSecurityItem(new SecurityRequirement().addList(SESSION));
        document.components(new io.swagger.v3.oas.models.Components()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("A token of the caller's own, from POST /api/tokens"))
                .addSecuritySchemes(
                        SESSION,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("JSESSIONID")
                                .description("The session of the console; writing needs its CSRF token too")));
        return document;
    }
}
