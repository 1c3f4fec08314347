package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiChangesTests {

    private static final String DOCUMENT = """
        {"paths": {"/runs": {
          "get": {
            "parameters": [{"name": "limit", "in": "query", "required": false}, {"name": "policy", "in": "query"}],
            "responses": {
              "200": {"content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Run"}}}}},
              "404": {}}},
          "post": {
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}},
            "responses": {"201": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Run"}}}}}}}},
         "components": {"schemas": {
           "Run": {"type": "object", "required": ["id", "state"], "properties": {
             "id": {"type": "string"},
             "state": {"type": "string", "enum": ["RUNNING", "FINISHED"]},
             "before": {"anyOf": [{"$ref": "#/components/schemas/Run"}, {"type": "null"}]}}},
           "Ask": {"type": "object", "required": ["asOf"], "properties": {
             "asOf": {"type": "string"},
             "policy": {"type": ["string", "null"]}}}}}}
        """;

    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode read(String text) {
        return JSON.readTree(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        "get": {                                     | "put": {                                      | get /runs is gone
        {"name": "policy", "in": "query"}            | {"name": "policies", "in": "query"}           | get /runs: the parameter policy is gone
        "required": false                            | "required": true                              | get /runs: the parameter limit must be given
        "404": {}                                    | "405": {}                                     | get /runs 404 is gone
        "id": {"type": "string"}                     | "id": {"type": "integer"}                     | get /runs 200[].id: may be the type integer
        "id": {"type": "string"}                     | "id": {"type": ["string", "null"]}            | get /runs 200[].id: may be the type null
        "id": {"type": "string"},                    | "name": {"type": "string"},                   | get /runs 200[]: id is gone
        "required": ["id", "state"]                  | "required": ["id"]                            | get /runs 200[]: state is not always there any more
        ["RUNNING", "FINISHED"]                      | ["RUNNING", "FINISHED", "FAILED"]             | get /runs 200[].state: may be the value FAILED
        "required": ["asOf"]                         | "required": ["asOf", "policy"]                | post /runs asked: policy must be given
        "policy": {"type": ["string", "null"]}       | "policy": {"type": "string"}                  | post /runs asked.policy: takes no longer the type null
        "201": {"content": {"application/json"       | "201": {"content": {"text/plain"              | post /runs 201: application/json is gone
        """)
    void whatBreaksCallersIsNamed(String was, String is, String said) {
        assertThat(DOCUMENT).contains(was);

        assertThat(ApiChanges.breaking(read(DOCUMENT), read(DOCUMENT.replace(was, is))))
                .contains(said);
    }

    @Test
    void whatBreaksNobodyIsNotNamed() {
        String more = DOCUMENT.replace("[\"id\", \"state\"]", "[\"id\", \"state\", \"before\"]")
                .replace("\"required\": [\"asOf\"]", "\"required\": []")
                .replace(
                        "\"policy\": {\"type\": [\"string\", \"null\"]}",
                        "\"policy\": {\"type\": [\"string\", \"null\", \"array\"]}")
                .replace("[\"RUNNING\", \"FINISHED\"]", "[\"RUNNING\"]")
                .replace("\"404\": {}", "\"404\": {}, \"409\": {}");

        assertThat(ApiChanges.breaking(read(DOCUMENT), read(more))).isEmpty();
    }
}
