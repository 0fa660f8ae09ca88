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
package io.sluice.format.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Converts values of Connect's logical types to the numbers and bytes of file formats. */
public final class LogicalValues {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  /** The precision of a decimal whose schema has none: the largest that common readers accept. */
  private static final int DEFAULT_PRECISION = 38;

  /** The largest scale; rescaling to larger ones could exhaust the heap. */
  private static final int MAX_SCALE = 1000;

  /** The parameter in which source connectors store the precision of a column. */
  private static final String PRECISION_PARAMETER = "connect.decimal.precision";

  private LogicalValues() {}

  /**
   * Days since the epoch.
   *
   * @throws Misfit if the date has a time of day, or is out of the range of {@code int}
   */
  public static int days(Date date) {
    long millis = date.getTime();
    long days = Math.floorDiv(millis, DAY_MILLIS);
    if (Math.floorMod(millis, DAY_MILLIS) != 0) {
      throw new Misfit("a Date has a time of day");
    }
    if (days != (int) days) {
      throw new Misfit("a Date is out of range");
    }
    return (int) days;
  }

  /** The Date of a number of days since the epoch. */
  public static Date date(int days) {
    return new Date(days * DAY_MILLIS);
  }

  /**
   * Milliseconds since midnight.
   *
   * @throws Misfit if the time is outside one day
   */
  public static int millisOfDay(Date time) {
    long millis = time.getTime();
    if (millis < 0 || millis >= DAY_MILLIS) {
      throw new Misfit("a Time is outside one day");
    }
    return (int) millis;
  }

  /**
   * The scale that a decimal has in files: that of its schema, and 0 for a negative one, which most
   * formats do not have.
   *
   * @throws DataException if the scale is missing, or above the limit
   */
  public static int scale(Schema schema) {
    String text = schema.parameters() == null ? null : schema.parameters().get(Decimal.SCALE_FIELD);
    int scale = number(text, Integer.MAX_VALUE);
    if (scale < -MAX_SCALE || scale > MAX_SCALE) {
      throw new DataException(
          "The scale of a Decimal is "
              + text
              + ", but must be from "
              + -MAX_SCALE
              + " to "
              + MAX_SCALE);
    }
    return Math.max(0, scale);
  }

  /** The precision of a decimal's schema, or the default. */
  public static int precision(Schema schema) {
    int scale = scale(schema);
    int precision = number(schema.parameters().get(PRECISION_PARAMETER), 0);
    int zeros = -number(schema.parameters().get(Decimal.SCALE_FIELD), 0);
    if (zeros > 0 && precision > 0) {
      return precision + zeros;
    }
    if (precision >= Math.max(1, scale)) {
      return precision;
    }
    return scale <= DEFAULT_PRECISION ? DEFAULT_PRECISION : scale + DEFAULT_PRECISION;
  }

  /**
   * The number of a struct without fields: 1, the boolean true.
   *
   * @throws Misfit if the struct has fields
   */
  public static long marker(Struct struct) {
    if (!struct.schema().fields().isEmpty()) {
      throw new Misfit("the struct has fields that the schema does not have");
    }
    return 1;
  }

  /** Whether a decimal has more digits than readers support, so that files have it as text. */
  public static boolean isText(Schema decimal) {
    return precision(decimal) > DEFAULT_PRECISION;
  }

  /**
   * A decimal in plain notation without trailing zeros.
   *
   * @throws Misfit if digits would be lost, or there are more than {@code precision}
   */
  public static String text(BigDecimal decimal, int scale, int precision) {
    return new BigDecimal(unscaledNumber(decimal, scale, precision), scale)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static int number(String text, int otherwise) {
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /**
   * The unscaled value at this scale.
   *
   * @throws Misfit if digits would be lost, or there are more than {@code precision}
   */
  public static BigInteger unscaledNumber(BigDecimal decimal, int scale, int precision) {
    long integerDigits = (long) decimal.precision() - decimal.scale();
    // Checked before rescaling, which could produce billions of zeros.
    if (decimal.signum() != 0 && integerDigits > precision - scale) {
      throw new Misfit(
          "a Decimal has more than "
              + (precision - scale)
              + " digits before the point, with a precision of "
              + precision
              + " and a scale of "
              + scale);
    }
    if (decimal.scale() == scale) {
      return decimal.unscaledValue();
    }
    if (decimal.signum() == 0) {
      return BigInteger.ZERO;
    }
    try {
      return decimal.setScale(scale).unscaledValue();
    } catch (ArithmeticException e) {
      throw new Misfit("a Decimal has more than " + scale + " digits after the point", e);
    }
  }
}
