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
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.duckdb.DuckDBStruct;

/** The values that DuckDB reads. */
final class SqlValues extends PlainValues {

  /** Lists and maps of Java in place of those of JDBC. */
  static Object plain(Object value) throws SQLException {
    if (value instanceof Array array) {
      List<Object> list = new ArrayList<>();
      for (Object each : (Object[]) array.getArray()) {
        list.add(plain(each));
      }
      return list;
    }
    if (value instanceof DuckDBStruct struct) {
      return plain(struct.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        plain.put(plain(entry.getKey()), plain(entry.getValue()));
      }
      return plain;
    }
    if (value instanceof Blob blob) {
      int length = (int) blob.length();
      return ByteBuffer.wrap(length == 0 ? new byte[0] : blob.getBytes(1, length));
    }
    return value;
  }

  /** A time in the class of {@code java.time} that means what the database means. */
  static Object dated(Object value) {
    if (value instanceof Timestamp local) {
      return local.toLocalDateTime();
    }
    return value instanceof OffsetDateTime instant ? instant.toInstant() : value;
  }

  /** Columns may be wider than their values. */
  @Override
  long whole(Schema.Type type, Object value) {
    return value instanceof Byte || value instanceof Short || value instanceof Integer
        ? ((Number) value).longValue()
        : fitting(Long.class, value);
  }

  /** A format may say that a time of day is one of UTC; an int is milliseconds. */
  @Override
  LocalTime time(Object value) {
    if (value instanceof Integer millis) {
      return LocalTime.ofNanoOfDay(millis * 1_000_000L);
    }
    return value instanceof OffsetTime time && time.getOffset().equals(ZoneOffset.UTC)
        ? time.toLocalTime()
        : super.time(value);
  }

  @Override
  Instant timestamp(Object value) {
    return fitting(OffsetDateTime.class, value).toInstant();
  }

  /** Formats of texts have bytes as base64. */
  @Override
  ByteBuffer bytes(Object value) {
    return value instanceof String base64
        ? ByteBuffer.wrap(Base64.getDecoder().decode(base64))
        : super.bytes(value);
  }
}
