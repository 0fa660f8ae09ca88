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

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;

/** Creates the writers of a schema, so that the schema is inspected once and not per value. */
final class AvroValueWriters {
  private AvroValueWriters() {}

  /**
   * A writer of values that are never null.
   *
   * @param avro the schema's result of {@link AvroSchemaMapper}, without a union
   */
  static AvroValueWriter of(Schema schema, org.apache.avro.Schema avro) {
    return switch (schema.type()) {
      case INT8 -> number(Byte.class, Byte::longValue);
      case INT16 -> number(Short.class, Short::longValue);
      case INT32 -> int32(schema);
      case INT64 ->
          LogicalKind.of(schema) == LogicalKind.TIMESTAMP
              ? number(Date.class, Date::getTime)
              : number(Long.class, Long::longValue);
      case FLOAT32 -> (value, out) -> out.encoder().writeFloat(Fitting.as(Float.class, value));
      case FLOAT64 -> (value, out) -> out.encoder().writeDouble(Fitting.as(Double.class, value));
      case BOOLEAN -> (value, out) -> out.encoder().writeBoolean(Fitting.as(Boolean.class, value));
      case STRING -> LogicalKind.of(schema) == LogicalKind.UUID ? uuid() : text();
      case BYTES -> LogicalKind.of(schema) == LogicalKind.DECIMAL ? decimal(schema) : bytes();
      case ARRAY -> array(nullable(schema.valueSchema(), avro.getElementType()));
      case MAP ->
          AvroSchemaMapper.hasTextKeys(schema)
              ? textMap(nullable(schema.valueSchema(), avro.getValueType()))
              : entries(schema, avro.getElementType());
      case STRUCT -> new AvroStructWriter(schema, avro);
    };
  }

  /** A writer of values that may be null if the schema is optional. */
  static AvroValueWriter nullable(Schema schema, org.apache.avro.Schema avro) {
    if (!avro.isUnion()) {
      AvroValueWriter present = of(schema, avro);
      return (value, out) -> {
        if (value == null) {
          throw Fitting.missing();
        }
        present.write(value, out);
      };
    }
    int none = avro.getIndexNamed(org.apache.avro.Schema.Type.NULL.getName());
    AvroValueWriter present = of(schema, avro.getTypes().get(1 - none));
    return (value, out) -> {
      if (value == null) {
        out.encoder().writeIndex(none);
        out.encoder().writeNull();
      } else {
        out.encoder().writeIndex(1 - none);
        present.write(value, out);
      }
    };
  }

  /** A writer of numbers; Avro encodes int like long. */
  private static <T> AvroValueWriter number(Class<T> type, ToLongFunction<T> number) {
    return (value, out) -> out.encoder().writeLong(number.applyAsLong(Fitting.as(type, value)));
  }

  private static AvroValueWriter int32(Schema schema) {
    return switch (LogicalKind.of(schema)) {
      case DATE -> number(Date.class, LogicalValues::days);
      case TIME -> number(Date.class, LogicalValues::millisOfDay);
      default -> number(Integer.class, Integer::longValue);
    };
  }

  private static AvroValueWriter decimal(Schema schema) {
    int scale = LogicalValues.scale(schema);
    int precision = LogicalValues.precision(schema);
    if (LogicalValues.isText(schema)) {
      return (value, out) ->
          out.writeText(LogicalValues.text(Fitting.as(BigDecimal.class, value), scale, precision));
    }
    return (value, out) -> {
      BigDecimal decimal = Fitting.as(BigDecimal.class, value);
      out.encoder().writeBytes(LogicalValues.unscaled(decimal, scale, precision));
    };
  }

  private static AvroValueWriter text() {
    return (value, out) -> out.writeText(Fitting.as(String.class, value));
  }

  private static AvroValueWriter uuid() {
    return (value, out) -> out.writeText(Fitting.uuid(value));
  }

  private static AvroValueWriter bytes() {
    return (value, out) -> {
      if (value instanceof ByteBuffer buffer) {
        out.encoder().writeBytes(buffer);
      } else {
        out.encoder().writeBytes(Fitting.as(byte[].class, value));
      }
    };
  }

  private static AvroValueWriter array(AvroValueWriter element) {
    return (value, out) -> {
      List<?> list = Fitting.as(List.class, value);
      out.encoder().writeArrayStart();
      out.encoder().setItemCount(list.size());
      int index = 0;
      for (Object each : list) {
        out.encoder().startItem();
        try {
          element.write(each, out);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      out.encoder().writeArrayEnd();
    };
  }

  private static AvroValueWriter textMap(AvroValueWriter values) {
    return (value, out) -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      out.encoder().writeMapStart();
      out.encoder().setItemCount(map.size());
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey() == null) {
          throw new Misfit("a map key is null");
        }
        String key = Fitting.as(String.class, entry.getKey());
        out.encoder().startItem();
        out.writeText(key);
        try {
          values.write(entry.getValue(), out);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      out.encoder().writeMapEnd();
    };
  }

  private static AvroValueWriter entries(Schema schema, org.apache.avro.Schema entry) {
    AvroValueWriter keys =
        nullable(schema.keySchema(), entry.getField(AvroSchemaMapper.ENTRY_KEY).schema());
    AvroValueWriter values =
        nullable(schema.valueSchema(), entry.getField(AvroSchemaMapper.ENTRY_VALUE).schema());
    return (value, out) -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      out.encoder().writeArrayStart();
      out.encoder().setItemCount(map.size());
      int index = 0;
      for (Map.Entry<?, ?> each : map.entrySet()) {
        out.encoder().startItem();
        try {
          keys.write(each.getKey(), out);
          values.write(each.getValue(), out);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      out.encoder().writeArrayEnd();
    };
  }
}
