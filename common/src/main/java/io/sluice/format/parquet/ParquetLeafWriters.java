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

import io.sluice.config.ParquetTypes;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Resolution;
import io.sluice.format.type.Values;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Creates the writer of one column without parts, as {@link ParquetLeaf} maps it.
 *
 * @param column the column's index in the file
 * @param definition the column's highest definition level
 */
record ParquetLeafWriters(ParquetTypes choices, Utf8Writer utf8, int column, int definition) {
  private static final long MICROS_PER_MILLI =
      Resolution.MICROS.perSecond() / Resolution.MILLIS.perSecond();

  /** A writer of values that are never null. */
  ParquetValueWriter of(Column leaf) {
    ParquetLeaf type = ParquetLeaf.of(leaf.type(), choices);
    return switch (leaf.type().kind()) {
      case BOOL, MARKER, INT, DATE -> numbers(Values.numbers(leaf), type);
      case TIME_OF_DAY -> times(leaf, type);
      case INSTANT -> timestamps(leaf, type, ((FileType.Instant) leaf.type()).unit());
      case LOCAL_TIMESTAMP ->
          timestamps(leaf, type, ((FileType.LocalTimestamp) leaf.type()).unit());
      case REAL -> reals(Values.reals(leaf), type);
      case TEXT, JSON, SYMBOLS, DECIMAL_TEXT -> texts(Values.texts(leaf));
      case UUID -> type.length() == 0 ? texts(Values.texts(leaf)) : uuids(Values.texts(leaf));
      case BYTES -> bytes(Values.bytes(leaf), Integer.BYTES);
      case FIXED -> bytes(Values.bytes(leaf), 0);
      case DECIMAL ->
          type.length() == 0
              ? numbers(Values.numbers(leaf), type)
              : decimals(Values.unscaled((FileType.Decimal) leaf.type()), type.length());
      case LIST_OF, MAP_OF, STRUCT_OF, UNION ->
          throw new IllegalArgumentException(leaf.type() + " has parts");
    };
  }

  private ParquetValueWriter numbers(ToLongFunction<Object> numbers, ParquetLeaf type) {
    int size = type.numberBytes();
    return (value, repetition, rows) ->
        rows.number(column, repetition, definition, numbers.applyAsLong(value), size);
  }

  private ParquetValueWriter times(Column leaf, ParquetLeaf type) {
    ToLongFunction<Object> times = Values.numbers(leaf);
    boolean micros =
        type.logical() != null && ((FileType.TimeOfDay) leaf.type()).unit() == Resolution.MILLIS;
    return numbers(micros ? value -> MICROS_PER_MILLI * times.applyAsLong(value) : times, type);
  }

  private ParquetValueWriter timestamps(Column leaf, ParquetLeaf type, Resolution unit) {
    ToLongFunction<Object> times = Values.numbers(leaf);
    return type.stored() == PrimitiveTypeName.INT96
        ? bytes(value -> Int96.of(times.applyAsLong(value), unit), 0)
        : numbers(times, type);
  }

  private ParquetValueWriter reals(ToDoubleFunction<Object> reals, ParquetLeaf type) {
    return numbers(
        type.stored() == PrimitiveTypeName.FLOAT
            ? value -> Float.floatToRawIntBits((float) reals.applyAsDouble(value))
            : value -> Double.doubleToRawLongBits(reals.applyAsDouble(value)),
        type);
  }

  private ParquetValueWriter texts(Function<Object, String> texts) {
    return (value, repetition, rows) ->
        rows.text(column, repetition, definition, texts.apply(value), utf8);
  }

  /**
   * @param prefix bytes of the length in Parquet's plain encoding
   */
  private ParquetValueWriter bytes(Function<Object, ByteBuffer> bytes, int prefix) {
    return (value, repetition, rows) ->
        rows.bytes(column, repetition, definition, bytes.apply(value), prefix);
  }

  private ParquetValueWriter uuids(Function<Object, String> texts) {
    return bytes(
        value -> {
          UUID uuid = UUID.fromString(texts.apply(value));
          return ByteBuffer.allocate(ParquetLeaf.UUID_BYTES)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits())
              .flip();
        },
        0);
  }

  private ParquetValueWriter decimals(Function<Object, BigInteger> unscaled, int length) {
    return bytes(value -> ByteBuffer.wrap(extended(unscaled.apply(value), length)), 0);
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
}
