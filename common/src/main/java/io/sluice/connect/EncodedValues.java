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
package io.sluice.connect;

import io.sluice.avro.RawAvroConverter;
import io.sluice.config.Choices;
import io.sluice.config.ColumnNaming;
import io.sluice.config.ColumnsConfig;
import io.sluice.config.FieldsConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.config.SchemaConfig;
import io.sluice.config.SchemaEvolution;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Checks that the settings fit a converter that does not decode. */
final class EncodedValues {
  private static final String VALUE_CONVERTER = "value.converter";
  private static final Set<String> NAMES =
      Set.of(RawAvroConverter.class.getName(), RawAvroConverter.class.getSimpleName());

  private EncodedValues() {}

  private static void unsupported(String key, String needed, BiConsumer<String, String> errors) {
    errors.accept(
        key,
        "%s must be %s, because each file has the schema that its records were written with; set %s to the registry's own converter to change columns"
            .formatted(key, needed, VALUE_CONVERTER));
  }

  /**
   * Reports settings with which every record would be rejected, or not have the file that they
   * promise.
   *
   * @param properties the connector's properties; the worker's converter is unknown
   * @param errors receives keys and messages
   */
  static void check(
      Map<String, String> properties, FormatConfig format, BiConsumer<String, String> errors) {
    if (!NAMES.contains(properties.getOrDefault(VALUE_CONVERTER, ""))) {
      return;
    }
    if (format.format() != FormatName.AVRO) {
      errors.accept(
          FormatConfig.FORMAT,
          FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + " needs decoded values; set "
              + FormatConfig.FORMAT
              + "=avro, or "
              + VALUE_CONVERTER
              + " to the registry's own converter");
    } else if (!format.fields().isValueOnly()) {
      errors.accept(
          FieldsConfig.RECORD_FIELDS,
          FieldsConfig.RECORD_FIELDS
              + " must be value, because the file contains the values as they are; set "
              + VALUE_CONVERTER
              + " to the registry's own converter to write more");
    }
    if (format.columns().naming() != ColumnNaming.ORIGINAL) {
      unsupported(ColumnsConfig.COLUMN_NAMES, "original", errors);
    }
    if (format.columns().dropPathFields()) {
      unsupported(ColumnsConfig.DROP_PATH_FIELDS, "false", errors);
    }
    if (format.schema().evolution() != SchemaEvolution.ROLL) {
      errors.accept(
          SchemaConfig.SCHEMA_EVOLUTION,
          SchemaConfig.SCHEMA_EVOLUTION
              + " must be roll, because each file has the schema that its records were written with;"
              + " set "
              + VALUE_CONVERTER
              + " to the registry's own converter to project them");
    }
  }
}
