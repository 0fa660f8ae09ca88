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
package io.sluice.format.parquet;

import io.sluice.config.ParquetTime;
import io.sluice.config.ParquetTypes;
import io.sluice.config.ParquetUuid;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Creates the writers of a schema, so that the schema is inspected once and not per value. It also
 * computes the levels by which Parquet encodes absent, empty and repeated values. Columns are
 * counted in the order of {@link ParquetSchemaMapper}. For one schema.
 */
final class ParquetValueWriters {
  private static final int UUID_BYTES = 16;
  private static final long MICROS_PER_MILLI = 1000;
  private static final long MAX_TIMESTAMP_MILLIS = Long.MAX_VALUE / 1000;

  private final ParquetTypes types;
  private final Utf8Writer utf8;
  private int columns;

  private ParquetValueWriters(ParquetTypes types, Utf8Writer utf8) {
    this.types = types;
    this.utf8 = utf8;
  }

  /** A writer of the values of records, which are never null. */
  static ParquetValueWriter of(Schema schema, ParquetTypes types, Utf8Writer utf8) {
    return new ParquetValueWriters(types, utf8).present(schema, 0, 0);
  }

  /**
   * A writer of values that may be null if the schema is optional.
   *
   * @param definition number of optional and repeated levels above the value
   * @param depth number of repeated levels above the value
   */
  private ParquetValueWriter nullable(Schema schema, int definition, int depth) {
    if (!schema.isOptional()) {
      ParquetValueWriter present = present(schema, definition, depth);
      return (value, repetition, rows) -> {
        if (value == null) {
          throw Fitting.missing();
        }
        present.write(value, repetition, rows);
      };
    }
    int first = columns;
    ParquetValueWriter present = present(schema, definition + 1, depth);
    int end = columns;
    return (value, repetition, rows) -> {
      if (value == null) {
        rows.absent(first, end, repetition, definition);
      } else {
        present.write(value, repetition, rows);
      }
    };
  }

  private ParquetValueWriter present(Schema schema, int definition, int depth) {
    return switch (schema.type()) {
      case STRUCT ->
          LogicalValues.isMarker(schema)
              ? number(Struct.class, LogicalValues::marker, 1, columns++, definition)
              : new ParquetStructWriter(schema, field -> nullable(field, definition, depth));
      case ARRAY -> array(schema, definition, depth);
      case MAP -> map(schema, definition, depth);
      default -> leaf(schema, columns++, definition);
    };
  }

  private ParquetValueWriter leaf(Schema schema, int column, int definition) {
    return switch (schema.type()) {
      case INT8 -> number(Byte.class, Byte::longValue, Integer.BYTES, column, definition);
      case INT16 -> number(Short.class, Short::longValue, Integer.BYTES, column, definition);
      case INT32 -> int32(schema, column, definition);
      case INT64 ->
          LogicalKind.of(schema) == LogicalKind.TIMESTAMP
              ? number(Date.class, ParquetValueWriters::millis, Long.BYTES, column, definition)
              : number(Long.class, Long::longValue, Long.BYTES, column, definition);
      case FLOAT32 ->
          number(Float.class, Float::floatToRawIntBits, Float.BYTES, column, definition);
      case FLOAT64 ->
          number(Double.class, Double::doubleToRawLongBits, Double.BYTES, column, definition);
      case BOOLEAN -> number(Boolean.class, value -> value ? 1 : 0, 1, column, definition);
      case STRING ->
          LogicalKind.of(schema) == LogicalKind.UUID
              ? uuid(column, definition)
              : text(column, definition);
      case BYTES ->
          LogicalKind.of(schema) == LogicalKind.DECIMAL
              ? decimal(schema, column, definition)
              : bytes(column, definition);
      case ARRAY, MAP, STRUCT ->
          throw new IllegalArgumentException(schema.type() + " is not primitive");
    };
  }

  private static <T> ParquetValueWriter number(
      Class<T> type, ToLongFunction<T> number, int size, int column, int definition) {
    return (value, repetition, rows) ->
        rows.number(
            column, repetition, definition, number.applyAsLong(Fitting.as(type, value)), size);
  }

  /**
   * Checks the range: readers use microseconds in a long, and fail on the file if one overflows.
   */
  private static long millis(Date timestamp) {
    long millis = timestamp.getTime();
    if (millis < -MAX_TIMESTAMP_MILLIS || millis > MAX_TIMESTAMP_MILLIS) {
      throw new Misfit("a Timestamp is out of range");
    }
    return millis;
  }

  private ParquetValueWriter int32(Schema schema, int column, int definition) {
    return switch (LogicalKind.of(schema)) {
      case DATE -> number(Date.class, LogicalValues::days, Integer.BYTES, column, definition);
      case TIME ->
          types.time() == ParquetTime.TIME
              ? number(Date.class, ParquetValueWriters::micros, Long.BYTES, column, definition)
              : number(Date.class, LogicalValues::millisOfDay, Integer.BYTES, column, definition);
      default -> number(Integer.class, Integer::longValue, Integer.BYTES, column, definition);
    };
  }

  private ParquetValueWriter text(int column, int definition) {
    return (value, repetition, rows) ->
        rows.text(column, repetition, definition, Fitting.as(String.class, value), utf8);
  }

  private static long micros(Date time) {
    return MICROS_PER_MILLI * LogicalValues.millisOfDay(time);
  }

  private ParquetValueWriter uuid(int column, int definition) {
    return types.uuid() == ParquetUuid.UUID
        ? uuidBytes(column, definition)
        : (value, repetition, rows) ->
            rows.text(column, repetition, definition, Fitting.uuid(value), utf8);
  }

  private static ParquetValueWriter uuidBytes(int column, int definition) {
    return (value, repetition, rows) -> {
      UUID uuid = UUID.fromString(Fitting.uuid(value));
      ByteBuffer bytes =
          ByteBuffer.allocate(UUID_BYTES)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits())
              .flip();
      rows.bytes(column, repetition, definition, bytes, 0);
    };
  }

  private static ParquetValueWriter bytes(int column, int definition) {
    return (value, repetition, rows) -> {
      ByteBuffer bytes =
          value instanceof ByteBuffer buffer
              ? buffer
              : ByteBuffer.wrap(Fitting.as(byte[].class, value));
      rows.bytes(column, repetition, definition, bytes, Integer.BYTES);
    };
  }

  private ParquetValueWriter decimal(Schema schema, int column, int definition) {
    int scale = LogicalValues.scale(schema);
    int precision = LogicalValues.precision(schema);
    return switch (DecimalType.of(precision)) {
      case INT32 ->
          number(BigDecimal.class, unscaled(scale, precision), Integer.BYTES, column, definition);
      case INT64 ->
          number(BigDecimal.class, unscaled(scale, precision), Long.BYTES, column, definition);
      case FIXED -> {
        int length = DecimalType.fixedBytes(precision);
        yield (value, repetition, rows) -> {
          BigDecimal decimal = Fitting.as(BigDecimal.class, value);
          BigInteger unscaled = LogicalValues.unscaledNumber(decimal, scale, precision);
          ByteBuffer bytes = ByteBuffer.wrap(extended(unscaled, length));
          rows.bytes(column, repetition, definition, bytes, 0);
        };
      }
      case TEXT ->
          (value, repetition, rows) -> {
            BigDecimal decimal = Fitting.as(BigDecimal.class, value);
            String text = LogicalValues.text(decimal, scale, precision);
            rows.text(column, repetition, definition, text, utf8);
          };
    };
  }

  private static ToLongFunction<BigDecimal> unscaled(int scale, int precision) {
    return decimal -> LogicalValues.unscaledNumber(decimal, scale, precision).longValue();
  }

  /** Big-endian, extended with the sign. */
  private static byte[] extended(BigInteger number, int length) {
    byte[] shortest = number.toByteArray();
    byte[] extended = new byte[length];
    int start = length - shortest.length;
    Arrays.fill(extended, 0, start, (byte) (number.signum() < 0 ? -1 : 0));
    System.arraycopy(shortest, 0, extended, start, shortest.length);
    return extended;
  }

  private ParquetValueWriter array(Schema schema, int definition, int depth) {
    int first = columns;
    ParquetValueWriter element = nullable(schema.valueSchema(), definition + 1, depth + 1);
    int end = columns;
    return (value, repetition, rows) -> {
      List<?> list = Fitting.as(List.class, value);
      if (list.isEmpty()) {
        rows.absent(first, end, repetition, definition);
      }
      int index = 0;
      for (Object each : list) {
        try {
          element.write(each, index == 0 ? repetition : depth + 1, rows);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
    };
  }

  private ParquetValueWriter map(Schema schema, int definition, int depth) {
    int first = columns;
    ParquetValueWriter keys = present(schema.keySchema(), definition + 1, depth + 1);
    ParquetValueWriter values = nullable(schema.valueSchema(), definition + 1, depth + 1);
    int end = columns;
    return (value, repetition, rows) -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      if (map.isEmpty()) {
        rows.absent(first, end, repetition, definition);
      }
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Object key = entry.getKey();
        if (key == null) {
          throw new Misfit("a map key is null");
        }
        int here = index == 0 ? repetition : depth + 1;
        try {
          keys.write(key, here, rows);
          values.write(entry.getValue(), here, rows);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
    };
  }
}
