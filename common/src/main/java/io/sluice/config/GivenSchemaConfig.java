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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.medium;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Where the schema of values without one is.
 *
 * @param key {@link #SCHEMA_TEXT} or {@link #SCHEMA_FILE}
 * @param value the value of the key
 */
public record GivenSchemaConfig(String key, String value) {

  public static final String SCHEMA_TEXT = "schema.text";
  public static final String SCHEMA_FILE = "schema.file";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .text(
            SCHEMA_TEXT,
            "",
            null,
            medium(
                    Width.LONG,
                    "Schema",
                    "The schema of values without one, in formats that require it: an Avro schema in"
                        + " JSON, or a JSON Schema.",
                    "Each value is converted, and reported with its place if it does not fit:"
                        + " if it has another type, lacks a required field, has one that the schema"
                        + " does not have, or would lose digits. Dates and times are numbers in the"
                        + " schema's unit, or texts in ISO 8601; decimals are numbers or texts;"
                        + " bytes are Base64. With `record.fields` the schema describes the row.",
                    "Of Avro, a union must have one type besides null. Of JSON Schema, types,"
                        + " properties, required, items, enum, the formats date, date-time and uuid,"
                        + " the encoding base64 and references within the schema count; limits such"
                        + " as minimum are not checked.")
                .example(
                    "{\"type\": \"record\", \"name\": \"Order\", \"fields\":"
                        + " [{\"name\": \"id\", \"type\": \"long\"}]}"))
        .text(
            SCHEMA_FILE,
            "",
            null,
            medium(
                    Width.LONG,
                    "Schema file",
                    "As `schema.text`: the path of a file with the schema, on each worker.",
                    "A task reads it when it starts.")
                .example("/etc/schemas/order.avsc"));
  }

  /** Reads the keys; empty if neither is set. */
  static Optional<GivenSchemaConfig> from(AbstractConfig config) {
    return OptionalText.read(config, SCHEMA_TEXT)
        .map(text -> new GivenSchemaConfig(SCHEMA_TEXT, text))
        .or(
            () ->
                OptionalText.read(config, SCHEMA_FILE)
                    .map(file -> new GivenSchemaConfig(SCHEMA_FILE, file)));
  }

  /** Whether the schema is in a file of the worker. */
  public boolean isFile() {
    return key.equals(SCHEMA_FILE);
  }

  /** Checks the keys against each other and those of the format. */
  void check(AbstractConfig config, FormatConfig format, BiConsumer<String, String> errors) {
    if (!format.format().hasSchema()) {
      errors.accept(
          key,
          key
              + " has no effect with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + ", whose files have no schema; remove it, or use a format such as avro");
    }
    if (!isFile() && OptionalText.read(config, SCHEMA_FILE).isPresent()) {
      errors.accept(
          SCHEMA_FILE, SCHEMA_FILE + " cannot be combined with " + SCHEMA_TEXT + "; remove one");
    }
    if (format.schema().inference()) {
      errors.accept(
          key,
          key
              + " cannot be combined with "
              + SchemaConfig.SCHEMA_INFERENCE
              + "=true: schemas are given or inferred; remove one of them");
    }
  }
}
