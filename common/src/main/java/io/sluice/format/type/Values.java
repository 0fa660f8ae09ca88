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
package io.sluice.format.type;

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Creates the conversions of the values of columns, so that types are inspected once and not per
 * value. Values are never null; a conversion throws {@link Misfit} for one that does not fit.
 */
public final class Values {
  private Values() {}

  /**
   * The numbers of booleans (1 is true), integers, dates (days), times (in their unit), markers
   * (1), and the unscaled values of decimals with at most 18 digits.
   */
  public static ToLongFunction<Object> numbers(Column column) {
    return switch (column.type().kind()) {
      case BOOL -> value -> Fitting.as(Boolean.class, value) ? 1 : 0;
      case INT -> integers(column.schema().type());
      case DATE, TIME_OF_DAY, INSTANT, LOCAL_TIMESTAMP -> Times.numbers(column);
      case DECIMAL -> {
        Function<Object, BigInteger> unscaled = unscaled((FileType.Decimal) column.type());
        yield value -> unscaled.apply(value).longValueExact();
      }
      case MARKER -> value -> LogicalValues.marker(Fitting.as(Struct.class, value));
      default -> throw new IllegalArgumentException(column.type() + " is not a number");
    };
  }

  /** The values of columns of floating-point numbers. */
  public static ToDoubleFunction<Object> reals(Column column) {
    return column.schema().type() == Schema.Type.FLOAT32
        ? value -> Fitting.as(Float.class, value)
        : value -> Fitting.as(Double.class, value);
  }

  /** The texts of columns of text, JSON, UUIDs, symbols, and decimals as text. */
  public static Function<Object, String> texts(Column column) {
    return switch (column.type().kind()) {
      case TEXT, JSON, SYMBOLS -> value -> Fitting.as(String.class, value);
      case UUID -> Fitting::uuid;
      case DECIMAL_TEXT -> decimalTexts(column.schema());
      default -> throw new IllegalArgumentException(column.type() + " is not a text");
    };
  }

  /** The bytes of columns of bytes, between position and limit. */
  public static Function<Object, ByteBuffer> bytes(Column column) {
    if (column.type() instanceof FileType.Fixed fixed) {
      return value -> {
        ByteBuffer bytes = bytes(value);
        if (bytes.remaining() != fixed.size()) {
          throw new Misfit("the value does not have the length of its fixed, " + fixed.size());
        }
        return bytes;
      };
    }
    return Values::bytes;
  }

  /** The unscaled values of a column of decimals. */
  public static Function<Object, BigInteger> unscaled(FileType.Decimal decimal) {
    int scale = decimal.scale();
    int precision = decimal.precision();
    return value ->
        LogicalValues.unscaledNumber(Fitting.as(BigDecimal.class, value), scale, precision);
  }

  private static ByteBuffer bytes(Object value) {
    return value instanceof ByteBuffer buffer
        ? buffer
        : ByteBuffer.wrap(Fitting.as(byte[].class, value));
  }

  private static ToLongFunction<Object> integers(Schema.Type type) {
    return switch (type) {
      case INT8 -> value -> Fitting.as(Byte.class, value);
      case INT16 -> value -> Fitting.as(Short.class, value);
      case INT32 -> value -> Fitting.as(Integer.class, value);
      case INT64 -> value -> Fitting.as(Long.class, value);
      default -> throw new IllegalArgumentException(type + " is not an integer");
    };
  }

  private static Function<Object, String> decimalTexts(Schema schema) {
    if (schema.type() == Schema.Type.STRUCT) {
      return value -> ScaledDecimals.text(Fitting.as(Struct.class, value));
    }
    int scale = LogicalValues.scale(schema);
    int precision = LogicalValues.precision(schema);
    return value -> LogicalValues.text(Fitting.as(BigDecimal.class, value), scale, precision);
  }
}
