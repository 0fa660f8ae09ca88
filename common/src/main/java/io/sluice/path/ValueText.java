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
package io.sluice.path;

import io.sluice.record.FieldAccess;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Converts the values of tokens to encoded text. */
final class ValueText {

  /** Above this scale, a decimal is printed with an exponent: its digits could exhaust the heap. */
  private static final int MAX_PLAIN_SCALE = 1000;

  private ValueText() {}

  /**
   * The text of a token's value.
   *
   * @throws DataException if the value is absent and the token has no fallback, or if it has no
   *     text form
   */
  static String of(Piece.Value token, Object value, SinkRecord record) {
    if (value == null) {
      return token.ofNull();
    }
    if (value == FieldAccess.ABSENT) {
      if (token.fallback() != null) {
        return token.fallback();
      }
      throw new DataException(
          "The record has no "
              + token.source()
              + ", which the path needs; a fallback would take its place, as in {"
              + token.source()
              + "|unknown}");
    }
    if (value instanceof byte[] bytes) {
      return PathEscape.encode(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return PathEscape.encode(bytes);
    }
    String text = plain(token, value, record);
    return token.levels() ? levels(text) : PathEscape.encode(text);
  }

  /** Each level is encoded as if it were a value, so it cannot be {@code ..} or empty. */
  private static String levels(String text) {
    return Arrays.stream(text.split("/", Piece.Value.MOST_LEVELS))
        .map(PathEscape::encode)
        .collect(Collectors.joining("/"));
  }

  private static String plain(Piece.Value token, Object value, SinkRecord record) {
    if (value instanceof BigDecimal decimal) {
      return Math.abs((long) decimal.scale()) > MAX_PLAIN_SCALE
          ? decimal.toString()
          : decimal.toPlainString();
    }
    if (value instanceof java.util.Date date) {
      return date(date, token.source().schema(record));
    }
    if (value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof Float
        || value instanceof BigInteger
        || value instanceof Character
        || value instanceof UUID) {
      return value.toString();
    }
    String type = value instanceof Struct ? "struct" : value.getClass().getSimpleName();
    throw new DataException(
        token.source()
            + " is a "
            + type
            + ", which cannot be part of a path; name one of its fields, as in {"
            + token.source()
            + ".field}");
  }

  private static String date(java.util.Date date, Schema schema) {
    Instant instant = Instant.ofEpochMilli(date.getTime());
    String type = schema == null ? null : schema.name();
    if (Date.LOGICAL_NAME.equals(type)) {
      return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
    if (Time.LOGICAL_NAME.equals(type)) {
      return LocalTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }
    return instant.toString();
  }
}
