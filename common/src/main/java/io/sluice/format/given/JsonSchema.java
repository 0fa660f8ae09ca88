/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.format.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.format.value.Misfit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Converts a JSON Schema. Its types, properties, items, enums, formats and local references count;
 * limits such as {@code minimum} do not.
 */
final class JsonSchema {
  private static final int MAX_DEPTH = 100;

  private final JsonNode root;

  JsonSchema(JsonNode root) {
    this.root = root;
  }

  /** Whether a document is a JSON Schema, and not an Avro schema. */
  static boolean is(JsonNode json) {
    return json.isObject()
        && (json.has("$schema")
            || json.has("properties")
            || json.has("$ref")
            || json.path("type").asText().equals("object"));
  }

  /**
   * Converts the schema.
   *
   * @throws Misfit if Connect has no such schema
   */
  Schema convert() {
    return builder(root, "value", 0).build();
  }

  private SchemaBuilder builder(JsonNode json, String name, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Misfit("the schema contains itself, or is nested deeper than 100 levels");
    }
    if (json.has("$ref")) {
      return builder(referred(json.get("$ref").asText()), name, depth + 1);
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (json.has(choice)) {
        return choice(json.get(choice), name, depth);
      }
    }
    Set<String> types = types(json);
    boolean optional = types.remove("null");
    if (types.size() != 1) {
      throw new Misfit("a value must have one type besides null");
    }
    SchemaBuilder schema = typed(types.iterator().next(), json, name, depth);
    return optional ? schema.optional() : schema;
  }

  private static Set<String> types(JsonNode json) {
    Set<String> types = new HashSet<>();
    JsonNode type = json.path("type");
    if (type.isArray()) {
      type.forEach(each -> types.add(each.asText()));
    } else if (type.isTextual()) {
      types.add(type.asText());
    } else if (json.has("properties")) {
      types.add("object");
    } else {
      json.path("enum").forEach(each -> types.add(each.isTextual() ? "string" : "null"));
    }
    return types;
  }

  private SchemaBuilder typed(String type, JsonNode json, String name, int depth) {
    return switch (type) {
      case "object" -> object(json, depth);
      case "array" -> SchemaBuilder.array(part("*", items(json), name, depth).build());
      case "string" -> text(json, name);
      case "integer" -> SchemaBuilder.int64();
      case "number" -> SchemaBuilder.float64();
      case "boolean" -> SchemaBuilder.bool();
      default -> throw new Misfit("the type " + type + " is not one of JSON Schema");
    };
  }

  private static SchemaBuilder text(JsonNode json, String name) {
    if (json.has("enum")) {
      List<String> symbols = new ArrayList<>();
      for (JsonNode each : json.get("enum")) {
        if (each.isTextual()) {
          symbols.add(each.asText());
        }
      }
      return new Symbols(name, symbols).builder();
    }
    if (json.path("contentEncoding").asText().equals("base64")) {
      return SchemaBuilder.bytes();
    }
    return switch (json.path("format").asText()) {
      case "date" -> Date.builder();
      case "date-time" -> SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp");
      case "uuid" -> SchemaBuilder.string().name("uuid");
      default -> SchemaBuilder.string();
    };
  }

  private SchemaBuilder object(JsonNode json, int depth) {
    JsonNode properties = json.path("properties");
    JsonNode others = json.path("additionalProperties");
    if (properties.isEmpty() && others.isObject()) {
      return SchemaBuilder.map(Schema.STRING_SCHEMA, part("*", others, "value", depth).build());
    }
    if (properties.isEmpty()) {
      throw new Misfit("an object needs properties, or a schema in additionalProperties");
    }
    Set<String> required = new HashSet<>();
    json.path("required").forEach(each -> required.add(each.asText()));
    SchemaBuilder struct = SchemaBuilder.struct();
    if (json.path("title").isTextual()) {
      struct.name(json.get("title").asText());
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String field = property.getKey();
      SchemaBuilder schema = part(field, property.getValue(), field, depth);
      if (!required.contains(field)) {
        schema.optional();
      }
      if (property.getValue().path("description").isTextual()) {
        schema.doc(property.getValue().get("description").asText());
      }
      struct.field(field, schema.build());
    }
    return struct;
  }

  private static JsonNode items(JsonNode array) {
    JsonNode items = array.path("items");
    if (!items.isObject()) {
      throw new Misfit("an array needs the schema of its items");
    }
    return items;
  }

  /** One type, or that type and null. */
  private SchemaBuilder choice(JsonNode choices, String name, int depth) {
    List<JsonNode> types = new ArrayList<>();
    boolean optional = false;
    for (JsonNode each : choices) {
      if (each.path("type").asText().equals("null")) {
        optional = true;
      } else {
        types.add(each);
      }
    }
    if (types.size() != 1) {
      throw new Misfit("a value must have one type besides null");
    }
    SchemaBuilder schema = builder(types.get(0), name, depth + 1);
    return optional ? schema.optional() : schema;
  }

  private JsonNode referred(String reference) {
    JsonNode found = reference.startsWith("#") ? root.at(reference.substring(1)) : null;
    if (found == null || found.isMissingNode()) {
      throw new Misfit("the reference " + reference + " leads to nothing in this schema");
    }
    return found;
  }

  private SchemaBuilder part(String place, JsonNode json, String name, int depth) {
    try {
      return builder(json, name, depth + 1);
    } catch (Misfit e) {
      throw e.in(place);
    }
  }
}
