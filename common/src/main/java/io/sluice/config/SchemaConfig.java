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

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Which schemas files have, in formats whose files have a schema.
 *
 * @param evolution what happens when the schema of records changes
 * @param inference whether values without a schema get one
 * @param numbers the types of numbers in inferred schemas
 * @param given the schema of values without one
 */
public record SchemaConfig(
    SchemaEvolution evolution,
    boolean inference,
    InferredNumbers numbers,
    Optional<GivenSchemaConfig> given) {

  public static final String SCHEMA_EVOLUTION = "schema.evolution";
  public static final String SCHEMA_INFERENCE = "schema.inference";
  public static final String SCHEMA_INFERENCE_NUMBERS = "schema.inference.numbers";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .choice(
            SCHEMA_EVOLUTION,
            SchemaEvolution.ROLL,
            medium(
                    Width.SHORT,
                    "Schema evolution",
                    "What happens when the schema of values changes, in formats whose files have a"
                        + " schema.",
                    "Schemas of one name are versions of one schema. A record whose schema cannot be"
                        + " projected onto the file's version is reported. The metric"
                        + " `fields-dropped` counts the values that a projection drops. Rows of"
                        + " `record.fields` have the version of their value.",
                    "Schemas whose versions are equal or missing lose nothing: files have the schema"
                        + " onto which the other can be projected without loss; if there is none,"
                        + " each has separate files. Such schemas come from converters without"
                        + " versions, from change data capture, and from transforms.")
                .value("roll", "each schema has separate files; nothing is dropped")
                .value(
                    "backward",
                    "files have the newest version seen, and older records are projected onto it;"
                        + " fields that the newest version has removed are dropped, and a null is"
                        + " replaced by the default of a field that has become required")
                .value(
                    "forward",
                    "files have the oldest version seen, and newer records are projected onto it;"
                        + " fields that newer versions have added are dropped")
                .value(
                    "full",
                    "as `backward`, for versions that can be projected onto each other both ways;"
                        + " it drops the same"))
        .flag(
            SCHEMA_INFERENCE,
            false,
            medium(
                Width.SHORT,
                "Schema inference",
                "Whether values without a schema get one in formats that require it.",
                "Such values come from JsonConverter with `schemas.enable=false`. Objects become"
                    + " structs with optional fields, and arrays become arrays of optional"
                    + " elements. A file does not have fields that were only null or empty so far:"
                    + " a later file has them with their type. If all fields of all records were,"
                    + " they are strings, and an object without fields is a map of strings.",
                "A file holds back its first 1000 records or 64 KiB, in which its schema may become"
                    + " wider. A later record that requires a wider schema starts new files.",
                "A record whose types contradict those of the others, such as a text in place of a"
                    + " number, is written to a separate file, so that one odd record keeps no other"
                    + " from being written. From the 17th such schema on, they are reported. Set"
                    + " `schema.text` or `schema.file` to report all of them.",
                "What was inferred is not stored: after a restart, columns are again those of the"
                    + " records since then. Their types are the same as before, except that of"
                    + " numbers, unless `schema.inference.numbers=double`."))
        .choice(
            SCHEMA_INFERENCE_NUMBERS,
            InferredNumbers.FOUND,
            low(
                    Width.SHORT,
                    "Inferred numbers",
                    "The types of numbers with `schema.inference=true`.")
                .value(
                    "found",
                    "integers are int64, and numbers with a fraction float64; a file in which both"
                        + " come at one place has float64")
                .value(
                    "double",
                    "all numbers are float64, in every file; integers beyond 2^53 are reported"));
    GivenSchemaConfig.define(group);
  }

  /** Reads the keys. */
  static SchemaConfig from(AbstractConfig config) {
    return new SchemaConfig(
        Choices.read(config, SCHEMA_EVOLUTION, SchemaEvolution.class),
        config.getBoolean(SCHEMA_INFERENCE),
        Choices.read(config, SCHEMA_INFERENCE_NUMBERS, InferredNumbers.class),
        GivenSchemaConfig.from(config));
  }

  /** Whether the schema of a file in this format may be inferred from its records. */
  public static boolean infers(FormatName format) {
    // A CSV file's columns are those of its first record, so they cannot become more.
    return format.hasSchema() && format != FormatName.CSV;
  }

  /** Checks the keys against the format and each other. */
  static void check(AbstractConfig config, FormatConfig format, BiConsumer<String, String> errors) {
    format.schema().given().ifPresent(given -> given.check(config, format, errors));
    SchemaEvolution evolution = format.schema().evolution();
    if (evolution != SchemaEvolution.ROLL && !format.format().hasSchema()) {
      errors.accept(
          SCHEMA_EVOLUTION,
          SCHEMA_EVOLUTION
              + "="
              + Choices.name(evolution)
              + " has no effect with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + ", whose files have no schema; remove it, or use a format such as avro");
    }
    if (format.schema().inference()) {
      checkInference(format, errors);
    } else if (format.schema().numbers() != InferredNumbers.FOUND) {
      errors.accept(
          SCHEMA_INFERENCE_NUMBERS,
          SCHEMA_INFERENCE_NUMBERS
              + " applies only to "
              + SCHEMA_INFERENCE
              + "=true; set that, or remove "
              + SCHEMA_INFERENCE_NUMBERS);
    }
  }

  private static void checkInference(FormatConfig format, BiConsumer<String, String> errors) {
    if (format.schema().evolution() != SchemaEvolution.ROLL) {
      errors.accept(
          SCHEMA_INFERENCE,
          SCHEMA_INFERENCE
              + "=true requires "
              + SCHEMA_EVOLUTION
              + "=roll, because inference decides which records share a schema; change one of"
              + " them");
    }
    if (!infers(format.format())) {
      errors.accept(
          SCHEMA_INFERENCE,
          SCHEMA_INFERENCE
              + "=true cannot be combined with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + (format.format() == FormatName.CSV
                  ? ", because the first record of a file determines its columns; give them with"
                      + " schema.text, use a converter that adds schemas, or a format such as avro"
                  : ", whose files have no schema; remove it, or use a format such as avro"));
    }
  }
}
