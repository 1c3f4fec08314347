package io.gradus.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a later OpenAPI document breaks for those who call by an earlier one, in words. */
final class ApiChanges {

    private static final String REQUIRED = "required";
    private static final String SCHEMA = "schema";

    private final JsonNode older;
    private final JsonNode newer;
    private final Set<String> found = new TreeSet<>();

    /** Pairs of schemas that are being compared, as schemas may hold themselves. */
    private final Set<String> open = new HashSet<>();

    private ApiChanges(JsonNode older, JsonNode newer) {
        this.older = older;
        this.newer = newer;
    }

    static List<String> breaking(JsonNode older, JsonNode newer) {
        ApiChanges changes = new ApiChanges(older, newer);
        older.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> changes.operation(
                                method.getKey() + " " + path.getKey(),
                                method.getValue(),
                                newer.get("paths").path(path.getKey()).path(method.getKey()))));
        return List.copyOf(changes.found);
    }

    private void operation(String what, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            found.add(what + " is gone");
            return;
        }
        was.path("parameters").forEach(parameter -> {
            if (named(is, parameter).isMissingNode()) {
                found.add(what + ": the parameter " + parameter.get("name").asString() + " is gone");
            }
        });
        is.path("parameters").forEach(parameter -> {
            if (parameter.path(REQUIRED).asBoolean()
                    && !named(was, parameter).path(REQUIRED).asBoolean()) {
                found.add(what + ": the parameter " + parameter.get("name").asString() + " must be given");
            }
        });
        contents(what + " asked", was.path("requestBody"), is.path("requestBody"), true);
        was.path("responses").properties().forEach(response -> {
            String answer = what + " " + response.getKey();
            if (is.path("responses").has(response.getKey())) {
                contents(answer, response.getValue(), is.get("responses").get(response.getKey()), false);
            } else {
                found.add(answer + " is gone");
            }
        });
    }

    private static JsonNode named(JsonNode operation, JsonNode parameter) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(other -> other.get("name").equals(parameter.get("name"))
                        && other.get("in").equals(parameter.get("in")))
                .findFirst()
                .orElse(operation.path("no such parameter"));
    }

    private void contents(String what, JsonNode was, JsonNode is, boolean asked) {
        was.path("content").properties().forEach(media -> {
            JsonNode now = is.path("content").path(media.getKey());
            if (now.isMissingNode()) {
                found.add(what + ": " + media.getKey() + " is gone");
            } else {
                schemas(what, media.getValue().path(SCHEMA), now.path(SCHEMA), asked);
            }
        });
    }

    private void schemas(String what, JsonNode was, JsonNode is, boolean asked) {
        if (!open.add(asked + "|" + was + "|" + is)) {
            return;
        }
        List<JsonNode> before = forms(older, was);
        List<JsonNode> after = forms(newer, is);
        compare(what, texts(before, "type"), texts(after, "type"), asked, "type");
        compare(what, texts(before, "enum"), texts(after, "enum"), asked, "value");
        Set<String> mustWas = texts(before, REQUIRED);
        Set<String> mustIs = texts(after, REQUIRED);
        for (JsonNode form : before) {
            form.path("properties").properties().forEach(property -> {
                String name = property.getKey();
                List<JsonNode> now = after.stream()
                        .map(other -> other.path("properties").path(name))
                        .filter(other -> !other.isMissingNode())
                        .toList();
                if (now.isEmpty()) {
                    found.add(what + ": " + name + " is gone");
                } else {
                    schemas(what + "." + name, property.getValue(), now.get(0), asked);
                }
            });
        }
        (asked ? mustIs : mustWas)
                .stream()
                        .filter(name -> !(asked ? mustWas : mustIs).contains(name))
                        .forEach(name -> found.add(
                                what + ": " + name + (asked ? " must be given" : " is not always there any more")));
        inner(what, before, after, "items", asked);
        inner(what, before, after, "additionalProperties", asked);
    }

    private void inner(String what, List<JsonNode> before, List<JsonNode> after, String key, boolean asked) {
        List<JsonNode> was = before.stream().filter(form -> form.has(key)).toList();
        List<JsonNode> is = after.stream().filter(form -> form.has(key)).toList();
        if (!was.isEmpty() && !is.isEmpty()) {
            schemas(what + "[]", was.get(0).get(key), is.get(0).get(key), asked);
        }
    }

    /** An answer must not be more than it was, and what is asked must not be less. */
    private void compare(String what, Set<String> was, Set<String> is, boolean asked, String name) {
        if (was.isEmpty() || is.isEmpty()) {
            return;
        }
        Set<String> broken = new TreeSet<>(asked ? was : is);
        broken.removeAll(asked ? is : was);
        if (!broken.isEmpty()) {
            found.add(what + ": " + (asked ? "takes no longer " : "may be ") + "the " + name + " "
                    + String.join(", ", broken));
        }
    }

    /** The schema without references, or all that it may be. */
    private static List<JsonNode> forms(JsonNode document, JsonNode schema) {
        if (schema.has("$ref")) {
            return forms(document, document.at(schema.get("$ref").asString().substring(1)));
        }
        if (schema.has("anyOf")) {
            List<JsonNode> forms = new ArrayList<>();
            schema.get("anyOf").forEach(one -> forms.addAll(forms(document, one)));
            return forms;
        }
        return List.of(schema);
    }

    private static Set<String> texts(List<JsonNode> forms, String key) {
        return forms.stream()
                .map(form -> form.path(key))
                .flatMap(node -> node.isArray() ? node.valueStream() : Stream.of(node))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
