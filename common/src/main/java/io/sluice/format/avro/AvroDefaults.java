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
package io.sluice.format.avro;

import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Default values in Avro schemas, for readers with another version of the schema. Omits defaults of
 * structs, of arrays and maps that are not empty, and of values that JSON cannot express; records
 * contain all values, so no data is lost.
 */
final class AvroDefaults {
  private AvroDefaults() {}

  /**
   * The default in the form that Avro's library accepts; null if there is none or it is omitted.
   */
  static Object of(Schema schema) {
    Object value = schema.defaultValue();
    if (value == null) {
      return null;
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32, INT64 -> number(schema, value);
      case FLOAT32 -> Float.isFinite((Float) value) ? value : null;
      case FLOAT64 -> Double.isFinite((Double) value) ? value : null;
      case BOOLEAN -> value;
      case STRING -> StandardCharsets.UTF_8.newEncoder().canEncode((String) value) ? value : null;
      case BYTES -> bytes(schema, value);
      case ARRAY -> ((List<?>) value).isEmpty() ? value : null;
      case MAP -> map(schema, (Map<?, ?>) value);
      case STRUCT -> null;
    };
  }

  private static Object number(Schema schema, Object value) {
    if (!(value instanceof Date date)) {
      return schema.type() == Schema.Type.INT64 ? value : ((Number) value).intValue();
    }
    try {
      return switch (LogicalKind.of(schema)) {
        case DATE -> LogicalValues.days(date);
        case TIME -> LogicalValues.millisOfDay(date);
        default -> date.getTime();
      };
    } catch (DataException e) {
      return null;
    }
  }

  private static Object bytes(Schema schema, Object value) {
    if (value instanceof BigDecimal decimal) {
      try {
        int scale = LogicalValues.scale(schema);
        int precision = LogicalValues.precision(schema);
        return LogicalValues.isText(schema)
            ? LogicalValues.text(decimal, scale, precision)
            : LogicalValues.unscaled(decimal, scale, precision);
      } catch (DataException e) {
        return null;
      }
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.get(buffer.position(), copy);
      return copy;
    }
    return value;
  }

  private static Object map(Schema schema, Map<?, ?> value) {
    if (!value.isEmpty()) {
      return null;
    }
    return AvroSchemaMapper.hasTextKeys(schema) ? value : List.of();
  }
}
