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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.orc.TypeDescription;
import org.apache.orc.TypeDescription.Category;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;

/**
 * Brings what ORC's library gives into {@link NormalForm}. It trims the zeros of decimals, whose
 * scale the column tells; it has no times of day, which are ints of milliseconds.
 */
final class OrcValues {

  private OrcValues() {}

  /**
   * @throws IllegalArgumentException if it is not of the schema's type
   */
  static Object of(Schema schema, TypeDescription type, ColumnVector vector, int place) {
    int row = vector.isRepeating ? 0 : place;
    if (!vector.noNulls && vector.isNull[row]) {
      return null;
    }
    return switch (schema.type()) {
      case INT8 -> whole(Category.BYTE, type, vector, row);
      case INT16 -> whole(Category.SHORT, type, vector, row);
      case INT32 -> int32(schema, type, vector, row);
      case INT64 ->
          NormalForm.isTimestamp(schema)
              ? instant(type, vector, row)
              : (Object) whole(Category.LONG, type, vector, row);
      case FLOAT32 -> (float) number(Category.FLOAT, type, vector, row);
      case FLOAT64 -> number(Category.DOUBLE, type, vector, row);
      case BOOLEAN -> whole(Category.BOOLEAN, type, vector, row) != 0;
      case STRING ->
          StandardCharsets.UTF_8.decode(bytes(Category.STRING, type, vector, row)).toString();
      case BYTES ->
          NormalForm.isDecimal(schema)
              ? decimal(type, vector, row)
              : (Object) bytes(Category.BINARY, type, vector, row);
      case ARRAY -> list(schema, type, vector, row);
      case MAP -> map(schema, type, vector, row);
      case STRUCT -> struct(schema, type, vector, row);
    };
  }

  private static Object int32(Schema schema, TypeDescription type, ColumnVector vector, int row) {
    if (NormalForm.isDate(schema)) {
      return LocalDate.ofEpochDay(whole(Category.DATE, type, vector, row));
    }
    long value = whole(Category.INT, type, vector, row);
    return NormalForm.isTime(schema) ? LocalTime.ofNanoOfDay(value * 1_000_000) : (Object) value;
  }

  private static long whole(Category category, TypeDescription type, ColumnVector vector, int row) {
    require(category, type);
    return ((LongColumnVector) vector).vector[row];
  }

  private static double number(
      Category category, TypeDescription type, ColumnVector vector, int row) {
    require(category, type);
    return ((DoubleColumnVector) vector).vector[row];
  }

  private static Instant instant(TypeDescription type, ColumnVector vector, int row) {
    require(Category.TIMESTAMP_INSTANT, type);
    TimestampColumnVector times = (TimestampColumnVector) vector;
    long seconds = Math.floorDiv(times.getTime(row), 1000L);
    return Instant.ofEpochSecond(seconds, times.getNanos(row));
  }

  private static BigDecimal decimal(TypeDescription type, ColumnVector vector, int row) {
    require(Category.DECIMAL, type);
    return ((DecimalColumnVector) vector)
        .vector[row]
        .getHiveDecimal()
        .bigDecimalValue()
        .setScale(type.getScale());
  }

  private static ByteBuffer bytes(
      Category category, TypeDescription type, ColumnVector vector, int row) {
    require(category, type);
    BytesColumnVector bytes = (BytesColumnVector) vector;
    // The library uses its buffers again.
    return ByteBuffer.allocate(bytes.length[row])
        .put(bytes.vector[row], bytes.start[row], bytes.length[row])
        .flip();
  }

  private static List<Object> list(
      Schema schema, TypeDescription type, ColumnVector vector, int row) {
    require(Category.LIST, type);
    ListColumnVector lists = (ListColumnVector) vector;
    TypeDescription element = type.getChildren().get(0);
    List<Object> form = new ArrayList<>();
    for (int i = 0; i < lists.lengths[row]; i++) {
      form.add(of(schema.valueSchema(), element, lists.child, (int) lists.offsets[row] + i));
    }
    return form;
  }

  private static Map<Object, Object> map(
      Schema schema, TypeDescription type, ColumnVector vector, int row) {
    require(Category.MAP, type);
    MapColumnVector maps = (MapColumnVector) vector;
    TypeDescription key = type.getChildren().get(0);
    TypeDescription value = type.getChildren().get(1);
    Map<Object, Object> form = new HashMap<>();
    for (int i = 0; i < maps.lengths[row]; i++) {
      int place = (int) maps.offsets[row] + i;
      form.put(
          of(schema.keySchema(), key, maps.keys, place),
          of(schema.valueSchema(), value, maps.values, place));
    }
    return form;
  }

  private static Map<Object, Object> struct(
      Schema schema, TypeDescription type, ColumnVector vector, int row) {
    require(Category.STRUCT, type);
    List<Field> fields = schema.fields();
    if (type.getFieldNames().size() != fields.size()) {
      throw new IllegalArgumentException(
          "fields " + type.getFieldNames() + " instead of " + fields);
    }
    StructColumnVector structs = (StructColumnVector) vector;
    Map<Object, Object> form = new LinkedHashMap<>();
    for (Field field : fields) {
      int index = field.index();
      TypeDescription child = type.getChildren().get(index);
      form.put(
          type.getFieldNames().get(index), of(field.schema(), child, structs.fields[index], row));
    }
    return form;
  }

  private static void require(Category category, TypeDescription type) {
    if (type.getCategory() != category) {
      throw new IllegalArgumentException("a " + type + " instead of " + category);
    }
  }
}
