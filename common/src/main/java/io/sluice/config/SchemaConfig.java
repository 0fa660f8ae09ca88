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

import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Which schemas files have, in formats whose files have a schema.
 *
 * @param evolution what happens when the schema of records changes
 * @param inference whether values without a schema get one
 */
public record SchemaConfig(SchemaEvolution evolution, boolean inference) {

  public static final String SCHEMA_EVOLUTION = "schema.evolution";
  public static final String SCHEMA_INFERENCE = "schema.inference";

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
                    + " structs with optional fields, arrays become arrays of optional elements,"
                    + " integers int64, and other numbers float64. A field that is always null"
                    + " becomes a string, and an object without fields a map of strings.",
                "A file holds back its first 1000 records or 64 KiB, in which its schema may become"
                    + " wider. A later record that requires a wider schema starts new files. Records"
                    + " whose types conflict with earlier ones, such as a text in place of a number,"
                    + " are reported."));
  }

  /** Reads the keys. */
  static SchemaConfig from(AbstractConfig config) {
    return new SchemaConfig(
        Choices.read(config, SCHEMA_EVOLUTION, SchemaEvolution.class),
        config.getBoolean(SCHEMA_INFERENCE));
  }

  /** Whether the schema of a file in this format may be inferred from its records. */
  public static boolean infers(FormatName format) {
    // A CSV file's columns are those of its first record, so they cannot become more.
    return format.hasSchema() && format != FormatName.CSV;
  }

  /** Checks the keys against the format. */
  static void check(FormatConfig format, BiConsumer<String, String> errors) {
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
                  ? ", because the first record of a file determines its columns; use a converter"
                      + " that adds schemas, or a format such as avro"
                  : ", whose files have no schema; remove it, or use a format such as avro"));
    }
  }
}
