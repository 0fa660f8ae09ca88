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

import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Values;
import io.sluice.format.value.Misfit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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
  static Object of(Column column) {
    Object value = column.schema().defaultValue();
    try {
      return value == null ? null : of(column, value);
    } catch (Misfit e) {
      return null;
    }
  }

  private static Object of(Column column, Object value) {
    FileType type = column.type();
    return switch (type.kind()) {
      case BOOL -> value;
      case INT, DATE, TIME_OF_DAY, INSTANT, LOCAL_TIMESTAMP -> number(column, value);
      case REAL -> Double.isFinite(((Number) value).doubleValue()) ? value : null;
      case TEXT, JSON, UUID, DECIMAL_TEXT -> text(Values.texts(column).apply(value));
      case SYMBOLS -> symbol((FileType.Symbols) type, Values.texts(column).apply(value));
      case BYTES, FIXED -> copy(Values.bytes(column).apply(value));
      case DECIMAL -> Values.unscaled((FileType.Decimal) type).apply(value).toByteArray();
      case LIST_OF -> ((List<?>) value).isEmpty() ? value : null;
      case MAP_OF -> map((FileType.MapOf) type, (Map<?, ?>) value);
      case STRUCT_OF, UNION, MARKER -> null;
    };
  }

  private static Object number(Column column, Object value) {
    long number = Values.numbers(column).applyAsLong(value);
    boolean small = AvroScalars.primitive(column.type()) == org.apache.avro.Schema.Type.INT;
    return small ? (Object) (int) number : (Object) number;
  }

  private static String text(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? text : null;
  }

  private static String symbol(FileType.Symbols symbols, String text) {
    return AvroScalars.permits(symbols) && !symbols.symbols().contains(text) ? null : text(text);
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return copy;
  }

  private static Object map(FileType.MapOf map, Map<?, ?> value) {
    if (!value.isEmpty()) {
      return null;
    }
    return AvroSchemaMapper.hasTextKeys(map) ? value : List.of();
  }
}
