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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;

/** The values that ORC's library reads. */
final class OrcValues extends PlainValues {

  static Map<String, Object> struct(TypeDescription type, ColumnVector[] fields, int row) {
    Map<String, Object> struct = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i++) {
      struct.put(type.getFieldNames().get(i), value(type.getChildren().get(i), fields[i], row));
    }
    return struct;
  }

  private static Object value(TypeDescription type, ColumnVector vector, int wanted) {
    int row = vector.isRepeating ? 0 : wanted;
    if (!vector.noNulls && vector.isNull[row]) {
      return null;
    }
    return switch (type.getCategory()) {
      case BYTE -> (byte) number(vector, row);
      case SHORT -> (short) number(vector, row);
      case INT -> (int) number(vector, row);
      case LONG -> number(vector, row);
      case BOOLEAN -> number(vector, row) == 1;
      case DATE -> LocalDate.ofEpochDay(number(vector, row));
      case FLOAT -> (float) ((DoubleColumnVector) vector).vector[row];
      case DOUBLE -> ((DoubleColumnVector) vector).vector[row];
      case STRING -> new String(bytes(vector, row), StandardCharsets.UTF_8);
      case BINARY -> ByteBuffer.wrap(bytes(vector, row));
      case DECIMAL ->
          ((DecimalColumnVector) vector)
              .vector[row]
              .getHiveDecimal()
              .bigDecimalValue()
              .setScale(type.getScale());
      case TIMESTAMP -> LocalDateTime.ofInstant(instant(vector, row), ZoneOffset.UTC);
      case TIMESTAMP_INSTANT -> instant(vector, row);
      case LIST -> list(type.getChildren().get(0), (ListColumnVector) vector, row);
      case MAP -> map(type, (MapColumnVector) vector, row);
      case STRUCT -> struct(type, ((StructColumnVector) vector).fields, row);
      default -> throw new IllegalArgumentException("a column of type " + type);
    };
  }

  private static Instant instant(ColumnVector vector, int row) {
    TimestampColumnVector timestamps = (TimestampColumnVector) vector;
    return Instant.ofEpochMilli(Math.floorDiv(timestamps.time[row], 1000) * 1000)
        .plusNanos(timestamps.nanos[row]);
  }

  private static long number(ColumnVector vector, int row) {
    return ((LongColumnVector) vector).vector[row];
  }

  private static byte[] bytes(ColumnVector vector, int row) {
    BytesColumnVector bytes = (BytesColumnVector) vector;
    return Arrays.copyOfRange(
        bytes.vector[row], bytes.start[row], bytes.start[row] + bytes.length[row]);
  }

  private static List<Object> list(TypeDescription elements, ListColumnVector lists, int row) {
    List<Object> list = new ArrayList<>();
    for (long i = 0; i < lists.lengths[row]; i++) {
      list.add(value(elements, lists.child, (int) (lists.offsets[row] + i)));
    }
    return list;
  }

  private static Map<Object, Object> map(TypeDescription type, MapColumnVector maps, int row) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (long i = 0; i < maps.lengths[row]; i++) {
      int entry = (int) (maps.offsets[row] + i);
      map.put(
          value(type.getChildren().get(0), maps.keys, entry),
          value(type.getChildren().get(1), maps.values, entry));
    }
    return map;
  }

  /** A point in time is a timestamp in UTC unless the type of the column has a time zone. */
  @Override
  Instant timestamp(Object value) {
    return value instanceof LocalDateTime utc
        ? utc.toInstant(ZoneOffset.UTC)
        : super.timestamp(value);
  }

  /** ORC has no times of day; they are ints of milliseconds. */
  @Override
  LocalTime time(Object value) {
    return LocalTime.ofNanoOfDay(fitting(Integer.class, value) * 1_000_000L);
  }
}
