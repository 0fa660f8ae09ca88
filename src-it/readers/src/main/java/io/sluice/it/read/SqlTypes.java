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

import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * DuckDB's names of Connect's types. Bytes are text, in base64, for formats that have no others.
 */
final class SqlTypes {
  private static final String PRECISION = "connect.decimal.precision";
  private static final String WIDEST_PRECISION = "38";

  private SqlTypes() {}

  static String of(Schema schema) {
    if (NormalForm.isDecimal(schema)) {
      String precision = schema.parameters().getOrDefault(PRECISION, WIDEST_PRECISION);
      return "DECIMAL(" + precision + ", " + schema.parameters().get(Decimal.SCALE_FIELD) + ")";
    }
    if (NormalForm.isDate(schema)) {
      return "DATE";
    }
    if (NormalForm.isTime(schema)) {
      return "TIME";
    }
    if (NormalForm.isTimestamp(schema)) {
      return "TIMESTAMPTZ";
    }
    return switch (schema.type()) {
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case FLOAT32 -> "FLOAT";
      case FLOAT64 -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case STRING, BYTES -> "VARCHAR";
      case ARRAY -> of(schema.valueSchema()) + "[]";
      case MAP -> "MAP(" + of(schema.keySchema()) + ", " + of(schema.valueSchema()) + ")";
      case STRUCT ->
          schema.fields().stream()
              .map(field -> quoted(field.name()) + " " + of(field.schema()))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
    };
  }

  /** A name as SQL has it. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
