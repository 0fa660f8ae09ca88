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
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Decimals that each have a scale, as structs of {@code scale} and {@code value}. */
public final class ScaledDecimals {
  private static final int MAX_SCALE = 1000;

  private ScaledDecimals() {}

  /**
   * The number in plain notation, with the zeros that its scale has.
   *
   * @throws Misfit if the struct has other fields, or its scale is out of range
   */
  public static BigDecimal number(Struct struct) {
    int scale = Fitting.as(Integer.class, field(struct, "scale"));
    if (scale < -MAX_SCALE || scale > MAX_SCALE) {
      throw new Misfit(
          "the scale of a decimal is "
              + scale
              + ", and not from -"
              + MAX_SCALE
              + " to "
              + MAX_SCALE);
    }
    return new BigDecimal(new BigInteger(unscaled(field(struct, "value"))), scale);
  }

  static String text(Struct struct) {
    return number(struct).toPlainString();
  }

  private static byte[] unscaled(Object value) {
    byte[] bytes;
    if (value instanceof ByteBuffer buffer) {
      bytes = new byte[buffer.remaining()];
      buffer.get(buffer.position(), bytes);
    } else {
      bytes = Fitting.as(byte[].class, value);
    }
    if (bytes.length == 0) {
      throw new Misfit("the unscaled value of a decimal has no bytes");
    }
    return bytes;
  }

  private static Object field(Struct struct, String name) {
    Field field = struct.schema().field(name);
    if (field == null) {
      throw new Misfit("the decimal has no field " + name);
    }
    Object value = struct.get(field);
    if (value == null) {
      throw Fitting.missing();
    }
    return value;
  }
}
