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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Brings what Avro's library gives into {@link NormalForm}. */
final class AvroValues {

  private AvroValues() {}

  /**
   * @throws IllegalArgumentException if it is not of the schema's type
   */
  static Object of(Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    if (NormalForm.isDecimal(schema)) {
      return fitting(BigDecimal.class, value);
    }
    if (NormalForm.isDate(schema)) {
      return fitting(LocalDate.class, value);
    }
    if (NormalForm.isTime(schema)) {
      return fitting(LocalTime.class, value);
    }
    if (NormalForm.isTimestamp(schema)) {
      return fitting(Instant.class, value);
    }
    return switch (schema.type()) {
      case INT8, INT16, INT32 -> (long) fitting(Integer.class, value);
      case INT64 -> fitting(Long.class, value);
      case FLOAT32 -> fitting(Float.class, value);
      case FLOAT64 -> fitting(Double.class, value);
      case BOOLEAN -> fitting(Boolean.class, value);
      case STRING -> text(value);
      case BYTES -> bytes(fitting(ByteBuffer.class, value));
      case ARRAY -> list(schema, fitting(Collection.class, value));
      case MAP -> map(schema, value);
      case STRUCT -> struct(schema, fitting(IndexedRecord.class, value));
    };
  }

  private static String text(Object value) {
    return value instanceof UUID uuid
        ? uuid.toString()
        : fitting(CharSequence.class, value).toString();
  }

  /** Readers use their buffer again. */
  private static ByteBuffer bytes(ByteBuffer value) {
    return ByteBuffer.allocate(value.remaining()).put(value.duplicate()).flip();
  }

  private static List<Object> list(Schema schema, Collection<?> values) {
    List<Object> form = new ArrayList<>(values.size());
    values.forEach(value -> form.add(of(schema.valueSchema(), value)));
    return form;
  }

  /** Maps whose keys are not texts are lists of entries in Avro. */
  private static Map<Object, Object> map(Schema schema, Object value) {
    Map<Object, Object> form = new HashMap<>();
    if (value instanceof Collection<?> entries) {
      for (Object each : entries) {
        IndexedRecord entry = fitting(IndexedRecord.class, each);
        form.put(of(schema.keySchema(), entry.get(0)), of(schema.valueSchema(), entry.get(1)));
      }
    } else {
      Map<?, ?> map = fitting(Map.class, value);
      map.forEach(
          (key, each) -> form.put(of(schema.keySchema(), key), of(schema.valueSchema(), each)));
    }
    return form;
  }

  private static Map<Object, Object> struct(Schema schema, IndexedRecord record) {
    List<org.apache.avro.Schema.Field> fields = record.getSchema().getFields();
    if (fields.size() != schema.fields().size()) {
      throw new IllegalArgumentException("fields " + fields + " instead of " + schema.fields());
    }
    Map<Object, Object> form = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      org.apache.avro.Schema.Field given = fields.get(field.index());
      form.put(name(given), of(field.schema(), record.get(given.pos())));
    }
    return form;
  }

  /** Names that Avro does not allow are told by a property. */
  private static String name(org.apache.avro.Schema.Field field) {
    String name = field.getProp("sluice.name");
    return name == null ? field.name() : name;
  }

  private static <T> T fitting(Class<T> type, Object value) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new IllegalArgumentException(
        "a "
            + value.getClass().getSimpleName()
            + " instead of a "
            + type.getSimpleName()
            + ": "
            + value);
  }
}
