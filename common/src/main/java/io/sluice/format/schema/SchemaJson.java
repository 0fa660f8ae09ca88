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
package io.sluice.format.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * Connect's schemas as complete JSON: two schemas have the same text exactly if they are equal.
 * Connect's hash codes differ if a default is an array of bytes.
 */
public final class SchemaJson {
  /** Enough for data, and safe for the stack of any thread. */
  public static final int MAX_DEPTH = 100;

  // ASCII, because UTF-8 cannot encode half of a surrogate pair in a name or a text.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private SchemaJson() {}

  /**
   * The text of a schema.
   *
   * <p>The text of a schema.
   *
   * @throws DataException if the schema contains itself or is nested deeper than {@link #MAX_DEPTH}
   */
  public static String write(Schema schema) {
    return text(schema, true);
  }

  /**
   * The text of a schema without whether it is optional, and without its default.
   *
   * @throws DataException as {@link #write}
   */
  public static String shape(Schema schema) {
    return text(schema, false);
  }

  private static String text(Schema schema, boolean place) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
      write(json, schema, place, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Schema schema, boolean place, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new DataException(
          "The schema contains itself, or is nested deeper than " + MAX_DEPTH + " levels");
    }
    json.writeStartObject();
    json.writeStringField("type", schema.type().getName());
    if (schema.name() != null) {
      json.writeStringField("name", schema.name());
    }
    if (place && schema.isOptional()) {
      json.writeBooleanField("optional", true);
    }
    if (schema.version() != null) {
      json.writeNumberField("version", schema.version());
    }
    if (schema.doc() != null) {
      json.writeStringField("doc", schema.doc());
    }
    if (schema.parameters() != null && !schema.parameters().isEmpty()) {
      json.writeObjectFieldStart("parameters");
      for (Map.Entry<String, String> each : new TreeMap<>(schema.parameters()).entrySet()) {
        json.writeStringField(each.getKey(), each.getValue());
      }
      json.writeEndObject();
    }
    switch (schema.type()) {
      case STRUCT -> {
        json.writeArrayFieldStart("fields");
        for (Field field : schema.fields()) {
          json.writeStartObject();
          json.writeStringField("name", field.name());
          json.writeFieldName("schema");
          write(json, field.schema(), true, depth + 1);
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case ARRAY -> {
        json.writeFieldName("items");
        write(json, schema.valueSchema(), true, depth + 1);
      }
      case MAP -> {
        json.writeFieldName("keys");
        write(json, schema.keySchema(), true, depth + 1);
        json.writeFieldName("values");
        write(json, schema.valueSchema(), true, depth + 1);
      }
      default -> {}
    }
    if (place && schema.defaultValue() != null) {
      json.writeFieldName("default");
      SchemaDefaults.write(json, schema, schema.defaultValue());
    }
    json.writeEndObject();
  }

  /**
   * Parses a result of {@link #write}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Schema read(String text) {
    try {
      return read(MAPPER.readTree(text));
    } catch (IOException | DataException e) {
      throw new IllegalArgumentException("not a schema: " + e.getMessage(), e);
    }
  }

  private static Schema read(JsonNode json) {
    SchemaBuilder builder = builder(json);
    if (json.has("name")) {
      builder.name(json.get("name").asText());
    }
    if (json.path("optional").asBoolean()) {
      builder.optional();
    }
    if (json.has("version")) {
      builder.version(json.get("version").asInt());
    }
    if (json.has("doc")) {
      builder.doc(json.get("doc").asText());
    }
    for (Map.Entry<String, JsonNode> parameter : json.path("parameters").properties()) {
      builder.parameter(parameter.getKey(), parameter.getValue().asText());
    }
    if (json.has("default")) {
      builder.defaultValue(SchemaDefaults.read(builder, json.get("default")));
    }
    return builder.build();
  }

  private static SchemaBuilder builder(JsonNode json) {
    Schema.Type type =
        Schema.Type.valueOf(required(json, "type").asText().toUpperCase(Locale.ROOT));
    return switch (type) {
      case STRUCT -> {
        SchemaBuilder struct = SchemaBuilder.struct();
        for (JsonNode field : required(json, "fields")) {
          struct.field(required(field, "name").asText(), read(required(field, "schema")));
        }
        yield struct;
      }
      case ARRAY -> SchemaBuilder.array(read(required(json, "items")));
      case MAP -> SchemaBuilder.map(read(required(json, "keys")), read(required(json, "values")));
      default -> SchemaBuilder.type(type);
    };
  }

  private static JsonNode required(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null) {
      throw new IllegalArgumentException("not a schema: no " + field);
    }
    return value;
  }
}
