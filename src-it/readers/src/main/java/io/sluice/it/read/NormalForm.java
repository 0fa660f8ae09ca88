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

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The form in which values are compared, whatever library they come from. Two values are the same
 * if their forms are equal:
 *
 * <ul>
 *   <li>int8 to int64 are Long: a reader may have a wider type;
 *   <li>float32 is Float and float64 Double, bit for bit, so that -0.0 is not 0.0; all NaN are one;
 *   <li>boolean is Boolean, string is String, whatever the schema calls it;
 *   <li>bytes are a ByteBuffer; a reader of a format of texts decodes base64;
 *   <li>Decimal is a BigDecimal of the schema's scale, exactly;
 *   <li>Date is LocalDate, Time is LocalTime, and Timestamp is an Instant, exactly: what a reader
 *       takes for a local time is none;
 *   <li>an array is a List; a map and a struct are Maps, in no order; null is null.
 * </ul>
 *
 * A field without a value has its default if it is required, and is null if it is optional.
 */
public final class NormalForm {

  private NormalForm() {}

  /** The form of a value as Connect has it. */
  public static Object of(Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32, INT64 ->
          value instanceof Date date ? time(schema, date) : (Object) ((Number) value).longValue();
      case FLOAT32, FLOAT64, BOOLEAN, STRING -> value;
      case BYTES -> bytes(value);
      case ARRAY -> list(schema, (List<?>) value);
      case MAP -> map(schema, (Map<?, ?>) value);
      case STRUCT -> struct((Struct) value);
    };
  }

  static boolean isDecimal(Schema schema) {
    return Decimal.LOGICAL_NAME.equals(schema.name());
  }

  static boolean isDate(Schema schema) {
    return org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name());
  }

  static boolean isTime(Schema schema) {
    return Time.LOGICAL_NAME.equals(schema.name());
  }

  static boolean isTimestamp(Schema schema) {
    return Timestamp.LOGICAL_NAME.equals(schema.name());
  }

  private static Object time(Schema schema, Date value) {
    Instant instant = value.toInstant();
    if (isDate(schema)) {
      return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
    return isTime(schema) ? LocalTime.ofInstant(instant, ZoneOffset.UTC) : instant;
  }

  private static Object bytes(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    return value instanceof ByteBuffer buffer
        ? buffer.duplicate()
        : ByteBuffer.wrap((byte[]) value);
  }

  private static List<Object> list(Schema schema, List<?> values) {
    List<Object> form = new ArrayList<>(values.size());
    values.forEach(value -> form.add(of(schema.valueSchema(), value)));
    return form;
  }

  private static Map<Object, Object> map(Schema schema, Map<?, ?> values) {
    Map<Object, Object> form = new HashMap<>();
    values.forEach(
        (key, value) -> form.put(of(schema.keySchema(), key), of(schema.valueSchema(), value)));
    return form;
  }

  private static Map<Object, Object> struct(Struct struct) {
    Map<Object, Object> form = new LinkedHashMap<>();
    for (Field field : struct.schema().fields()) {
      Object value =
          field.schema().isOptional() ? struct.getWithoutDefault(field.name()) : struct.get(field);
      form.put(field.name(), of(field.schema(), value));
    }
    return form;
  }
}
