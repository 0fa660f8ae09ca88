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
package io.sluice.format.convert;

import io.sluice.format.type.FileType;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Converts values without parts that have no schema, such as those of JSON. A value is accepted
 * only if nothing of it is lost.
 */
final class UntypedValues {
  private UntypedValues() {}

  /** The conversion of values that are not null to a schema without parts. */
  static Conversion conversion(Schema target) {
    String name = target.name() == null ? "" : target.name();
    return switch (target.type()) {
      case INT8 -> integer(Byte.MIN_VALUE, Byte.MAX_VALUE, number -> (byte) number);
      case INT16 -> integer(Short.MIN_VALUE, Short.MAX_VALUE, number -> (short) number);
      case INT32 ->
          switch (name) {
            case Date.LOGICAL_NAME -> UntypedTimes::date;
            case Time.LOGICAL_NAME -> UntypedTimes::time;
            default -> integer(Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number);
          };
      case INT64 ->
          name.equals(Timestamp.LOGICAL_NAME)
              ? UntypedTimes::timestamp
              : integer(Long.MIN_VALUE, Long.MAX_VALUE, number -> number);
      case FLOAT32 -> UntypedValues::float32;
      case FLOAT64 -> UntypedValues::float64;
      case BOOLEAN -> value -> Fitting.as(Boolean.class, value);
      case STRING -> text(Types.resolve(target, TypeOptions.DEFAULT).type());
      case BYTES ->
          name.equals(Decimal.LOGICAL_NAME)
              ? UntypedDecimals.conversion(target)
              : UntypedValues::bytes;
      case ARRAY, MAP, STRUCT -> throw new IllegalArgumentException(target + " has parts");
    };
  }

  private static Conversion integer(long least, long greatest, LongFunction<Object> narrow) {
    return value -> {
      long number = whole(value);
      if (number < least || number > greatest) {
        throw new Misfit("the integer is not from " + least + " to " + greatest);
      }
      return narrow.apply(number);
    };
  }

  /** The integer that a number is, also if it was sent with the fraction 0. */
  static long whole(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (number != Math.rint(number) || !Integers.isExact((long) number)) {
        throw new Misfit("the number is not an integer");
      }
      return (long) number;
    }
    return Integers.isInteger(value) ? ((Number) value).longValue() : Fitting.as(Long.class, value);
  }

  private static Object float32(Object value) {
    double number = float64(value);
    float single = (float) number;
    if (Integers.isInteger(value) ? single != number : isInfinite(single, number)) {
      throw new Misfit("the number is not exact as a floating-point number of 32 bits");
    }
    return single;
  }

  private static boolean isInfinite(float single, double number) {
    return Float.isInfinite(single) && !Double.isInfinite(number);
  }

  private static double float64(Object value) {
    if (Integers.isInteger(value)) {
      long number = ((Number) value).longValue();
      if (!Integers.isExact(number)) {
        throw new Misfit("an integer beyond 2^53 is not exact as a floating-point number");
      }
      return number;
    }
    return value instanceof Float single ? single.doubleValue() : Fitting.as(Double.class, value);
  }

  private static Conversion text(FileType type) {
    if (type instanceof FileType.Uuid) {
      return Fitting::uuid;
    }
    if (!(type instanceof FileType.Symbols enumeration)) {
      return value -> Fitting.as(String.class, value);
    }
    Set<String> symbols = Set.copyOf(enumeration.symbols());
    return value -> {
      if (!symbols.contains(Fitting.as(String.class, value))) {
        throw new Misfit("the text is not one of the " + symbols.size() + " that the enum permits");
      }
      return value;
    };
  }

  private static Object bytes(Object value) {
    if (value instanceof String text) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new Misfit("the text of bytes is not Base64", e);
      }
    }
    return value instanceof ByteBuffer ? value : Fitting.as(byte[].class, value);
  }
}
