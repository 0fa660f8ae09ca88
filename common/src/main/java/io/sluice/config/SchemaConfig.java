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

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How the schemas of records and of files belong together, in formats whose files have a schema.
 *
 * @param evolution what a change of schema does
 * @param inference whether values without a schema are given one
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
                "What happens when the schema of values changes, in formats whose files have a schema:"
                    + " roll gives each schema files of its own; backward writes files of the newest"
                    + " version seen and projects older records onto it, forward files of the oldest"
                    + " version seen and projects newer records onto it; full is backward for versions"
                    + " that can be projected onto each other both ways. Fields that the file's version"
                    + " lacks are left out. All but roll need versions in the schemas, and report"
                    + " records that do not fit. Rows of record.fields have the version of their"
                    + " value."))
        .flag(
            SCHEMA_INFERENCE,
            false,
            medium(
                Width.SHORT,
                "Schema inference",
                "Whether values without a schema, as JsonConverter gives them with"
                    + " schemas.enable=false, are given one in formats that need it: objects become"
                    + " structs of optional fields, arrays arrays of optional elements, integers"
                    + " int64, other numbers float64. What is only null becomes a string, an object"
                    + " without fields a map of strings. A file holds back its first 1000 records or"
                    + " 64 KiB, by which its schema may still become wider; a record that needs a"
                    + " wider one later starts new files. Records whose types have nothing in"
                    + " common with earlier ones, such as a text where a number was, are"
                    + " reported."));
  }

  /** Reads the keys. */
  static SchemaConfig from(AbstractConfig config) {
    return new SchemaConfig(
        Choices.read(config, SCHEMA_EVOLUTION, SchemaEvolution.class),
        config.getBoolean(SCHEMA_INFERENCE));
  }

  /** Whether files of a format may get a schema that was inferred from their records. */
  public static boolean infers(FormatName format) {
    // The columns of a csv file are settled by its first record.
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
              + " has no meaning with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + ", whose files have no schema; remove it, or use a format such as avro");
    }
    if (evolution != SchemaEvolution.ROLL && !versioned(format.fields())) {
      errors.accept(
          SCHEMA_EVOLUTION,
          SCHEMA_EVOLUTION
              + "="
              + Choices.name(evolution)
              + " needs versions of schemas, which come with values, and "
              + FieldsConfig.RECORD_FIELDS
              + "="
              + format.fields().label()
              + " has none; add value to it, or use "
              + SCHEMA_EVOLUTION
              + "=roll");
    }
    if (format.schema().inference()) {
      checkInference(format, errors);
    }
  }

  /** Whether what files hold can have a version: a value, or a key that is no part of a row. */
  private static boolean versioned(FieldsConfig fields) {
    return fields.fields().contains(RecordField.VALUE)
        || fields.fields().equals(List.of(RecordField.KEY));
  }

  private static void checkInference(FormatConfig format, BiConsumer<String, String> errors) {
    if (format.schema().evolution() != SchemaEvolution.ROLL) {
      errors.accept(
          SCHEMA_INFERENCE,
          SCHEMA_INFERENCE
              + "=true needs "
              + SCHEMA_EVOLUTION
              + "=roll, for inferred schemas have no versions; set one of them otherwise");
    }
    if (!infers(format.format())) {
      errors.accept(
          SCHEMA_INFERENCE,
          SCHEMA_INFERENCE
              + "=true does not go with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + (format.format() == FormatName.CSV
                  ? ", whose columns are settled by the first record of a file; use a converter that"
                      + " gives schemas, or a format such as avro"
                  : ", whose files need no schema; remove it, or use a format such as avro"));
    }
  }
}
