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

import static io.sluice.format.convert.Conversion.SAME;

import io.sluice.avro.RawAvro;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The changes of types without parts that keep each value, and how they convert it. */
final class SchemaChanges {
  private SchemaChanges() {}

  /**
   * Checks that a value means the same in both schemas.
   *
   * @throws Misfit if it does not
   */
  static void requireSameMeaning(Schema source, Schema target) {
    if (!Objects.equals(source.name(), target.name()) && !getsOrLosesName(source, target)) {
      throw changed("the type", described(source), described(target));
    }
    if (isDecimal(source) && isDecimal(target)) {
      String from = scale(source);
      String to = scale(target);
      if (!Objects.equals(from, to)) {
        throw changed("the scale of a Decimal", from, to);
      }
    }
  }

  /** Whether one schema names the type of the other: converters begin to name what they send. */
  private static boolean getsOrLosesName(Schema source, Schema target) {
    return source.type() == target.type()
        && (source.name() == null || target.name() == null)
        && !RawAvro.describes(source)
        && !RawAvro.describes(target);
  }

  /** Converts a value between its forms with and without the name of a logical type. */
  static Conversion renamed(Schema source, Schema target) {
    if (Objects.equals(source.name(), target.name())) {
      return SAME;
    }
    return source.name() == null ? named(target) : unnamed(source);
  }

  private static Conversion named(Schema target) {
    if (isDecimal(target)) {
      int scale = number(scale(target));
      return value -> new BigDecimal(unscaled(value), scale);
    }
    return switch (connectName(target)) {
      case Timestamp.LOGICAL_NAME, Time.LOGICAL_NAME ->
          value -> new Date(Fitting.as(Number.class, value).longValue());
      case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
          value -> LogicalValues.date(Fitting.as(Integer.class, value));
      default -> SAME;
    };
  }

  private static Conversion unnamed(Schema source) {
    if (isDecimal(source)) {
      int scale = number(scale(source));
      return value -> unscaled(Fitting.as(BigDecimal.class, value), scale);
    }
    return switch (connectName(source)) {
      case Timestamp.LOGICAL_NAME -> value -> Fitting.as(Date.class, value).getTime();
      case Time.LOGICAL_NAME -> value -> LogicalValues.millisOfDay(Fitting.as(Date.class, value));
      case org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
          value -> LogicalValues.days(Fitting.as(Date.class, value));
      default -> SAME;
    };
  }

  /** The name of a schema that is a date or time of Connect; empty for others. */
  private static String connectName(Schema schema) {
    String name = schema.name() == null ? "" : schema.name();
    Schema.Type type =
        switch (name) {
          case Timestamp.LOGICAL_NAME -> Schema.Type.INT64;
          case Time.LOGICAL_NAME, org.apache.kafka.connect.data.Date.LOGICAL_NAME ->
              Schema.Type.INT32;
          default -> null;
        };
    return schema.type() == type ? name : "";
  }

  private static boolean isDecimal(Schema schema) {
    return schema.type() == Schema.Type.BYTES && Decimal.LOGICAL_NAME.equals(schema.name());
  }

  private static String scale(Schema decimal) {
    return decimal.parameters() == null ? null : decimal.parameters().get(Decimal.SCALE_FIELD);
  }

  private static int number(String scale) {
    try {
      return Integer.parseInt(scale);
    } catch (NumberFormatException e) {
      throw new Misfit("the scale of a Decimal is " + scale + ", which is no number", e);
    }
  }

  private static BigInteger unscaled(Object value) {
    byte[] bytes;
    if (value instanceof ByteBuffer buffer) {
      bytes = new byte[buffer.remaining()];
      buffer.get(buffer.position(), bytes);
    } else {
      bytes = Fitting.as(byte[].class, value);
    }
    if (bytes.length == 0) {
      throw new Misfit("the bytes of a Decimal are empty");
    }
    return new BigInteger(bytes);
  }

  private static byte[] unscaled(BigDecimal decimal, int scale) {
    if (decimal.scale() != scale) {
      throw new Misfit(
          "a Decimal has the scale " + decimal.scale() + ", but its schema has " + scale);
    }
    return decimal.unscaledValue().toByteArray();
  }

  private static String described(Schema schema) {
    return schema.type().getName() + (schema.name() == null ? "" : " '" + schema.name() + "'");
  }

  private static Misfit changed(String what, String from, String to) {
    return new Misfit(what + " changes from " + from + " to " + to);
  }

  /**
   * Converts numbers to a wider type.
   *
   * @throws Misfit if the type does not represent each number of the other exactly
   */
  static Conversion promotion(Schema.Type from, Schema.Type to) {
    if (!widens(from, to)) {
      throw changed("the type", from.getName(), to.getName());
    }
    Function<Number, Object> conversion =
        switch (to) {
          case INT16 -> Number::shortValue;
          case INT32 -> Number::intValue;
          case INT64 -> Number::longValue;
          case FLOAT32 -> Number::floatValue;
          case FLOAT64 -> Number::doubleValue;
          default -> throw new IllegalArgumentException(to + " is not a wider number");
        };
    return value -> conversion.apply(Fitting.as(Number.class, value));
  }

  private static boolean widens(Schema.Type from, Schema.Type to) {
    return switch (from) {
      case INT8, INT16, INT32, INT64 -> wholeBits(from) < wholeBits(to);
      case FLOAT32 -> to == Schema.Type.FLOAT64;
      default -> false;
    };
  }

  /** The bits of the integers that a type represents without gaps. */
  private static int wholeBits(Schema.Type type) {
    return switch (type) {
      case INT8 -> 8;
      case INT16 -> 16;
      case FLOAT32 -> 24;
      case INT32 -> 32;
      case FLOAT64 -> 53;
      case INT64 -> 64;
      default -> 0;
    };
  }
}
