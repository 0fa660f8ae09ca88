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

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;

/** Converts numbers and texts that have no schema to decimals. */
final class UntypedDecimals {
  /** Enough for any decimal of files; a text of megabytes would take minutes. */
  private static final int MAX_LENGTH = 1100;

  private UntypedDecimals() {}

  /** The conversion of values that are not null to a decimal. */
  static Conversion conversion(Schema target) {
    int scale = LogicalValues.scale(target);
    int precision = LogicalValues.precision(target);
    return value ->
        new BigDecimal(LogicalValues.unscaledNumber(number(value), scale, precision), scale);
  }

  private static BigDecimal number(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (Integers.isInteger(value)) {
      return BigDecimal.valueOf(((Number) value).longValue());
    }
    if (value instanceof Double || value instanceof Float) {
      return text(value.toString());
    }
    return text(Fitting.as(String.class, value));
  }

  private static BigDecimal text(String text) {
    try {
      if (text.length() <= MAX_LENGTH) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException e) {
      throw new Misfit("the text is not a decimal number", e);
    }
    throw new Misfit("the text is longer than " + MAX_LENGTH + " characters");
  }
}
