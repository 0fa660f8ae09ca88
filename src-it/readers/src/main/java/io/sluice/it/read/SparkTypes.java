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
package io.sluice.it.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * Spark's types for Connect's, in Spark's JSON, for formats without types. Times of day and bytes
 * are texts, and so are the keys of maps, as in JSON.
 */
final class SparkTypes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String PRECISION = "connect.decimal.precision";
  private static final String WIDEST_PRECISION = "38";

  private SparkTypes() {}

  /** The type of a value inside of JSON. */
  static JsonNode of(Schema schema) {
    return switch (schema.type()) {
      case ARRAY ->
          JSON.objectNode()
              .put("type", "array")
              .put("containsNull", true)
              .set("elementType", of(schema.valueSchema()));
      case MAP ->
          JSON.objectNode()
              .put("type", "map")
              .put("keyType", "string")
              .put("valueContainsNull", true)
              .set("valueType", of(schema.valueSchema()));
      case STRUCT -> struct(schema, SparkTypes::of);
      default -> TextNode.valueOf(scalar(schema));
    };
  }

  private static String scalar(Schema schema) {
    if (NormalForm.isDecimal(schema)) {
      String precision = schema.parameters().getOrDefault(PRECISION, WIDEST_PRECISION);
      return "decimal(" + precision + "," + schema.parameters().get(Decimal.SCALE_FIELD) + ")";
    }
    if (NormalForm.isDate(schema)) {
      return "date";
    }
    if (NormalForm.isTime(schema)) {
      return "string";
    }
    if (NormalForm.isTimestamp(schema)) {
      return "timestamp";
    }
    return switch (schema.type()) {
      case INT8 -> "byte";
      case INT16 -> "short";
      case INT32 -> "integer";
      case INT64 -> "long";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
      case BOOLEAN -> "boolean";
      default -> "string";
    };
  }

  /** The type of a row whose arrays, maps and structs are texts. */
  static ObjectNode flat(Schema schema) {
    return struct(schema, field -> isDocument(field) ? TextNode.valueOf("string") : of(field));
  }

  private static ObjectNode struct(Schema schema, Function<Schema, JsonNode> types) {
    ObjectNode struct = JSON.objectNode().put("type", "struct");
    for (Field field : schema.fields()) {
      ObjectNode column = struct.withArray("/fields").addObject();
      column.put("name", field.name()).put("nullable", true).putObject("metadata");
      column.set("type", types.apply(field.schema()));
    }
    return struct;
  }

  /** The types of the columns of a row, in the words of Spark's schemas. */
  static Map<String, String> names(JsonNode row) {
    Map<String, String> names = new LinkedHashMap<>();
    row.get("fields").forEach(field -> names.put(field.get("name").textValue(), name(field)));
    return names;
  }

  private static String name(JsonNode field) {
    return nameOf(field.get("type"));
  }

  private static String nameOf(JsonNode type) {
    if (type.isTextual()) {
      return type.textValue();
    }
    return switch (type.get("type").textValue()) {
      case "array" -> "array<" + nameOf(type.get("elementType")) + ">";
      case "map" ->
          "map<" + nameOf(type.get("keyType")) + "," + nameOf(type.get("valueType")) + ">";
      default ->
          names(type).entrySet().stream()
              .map(column -> column.getKey() + ":" + column.getValue())
              .collect(Collectors.joining(",", "struct<", ">"));
    };
  }

  static boolean isDocument(Schema schema) {
    return switch (schema.type()) {
      case ARRAY, MAP, STRUCT -> true;
      default -> false;
    };
  }
}
