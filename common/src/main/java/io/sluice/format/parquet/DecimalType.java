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

import java.math.BigInteger;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The type of the unscaled values of decimals: the smallest one for the precision. */
enum DecimalType {
  INT32(PrimitiveTypeName.INT32),
  INT64(PrimitiveTypeName.INT64),
  FIXED(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY);

  private static final int INT32_DIGITS = 9;
  private static final int INT64_DIGITS = 18;

  private final PrimitiveTypeName stored;

  DecimalType(PrimitiveTypeName stored) {
    this.stored = stored;
  }

  static DecimalType of(int precision) {
    if (precision <= INT32_DIGITS) {
      return INT32;
    }
    return precision <= INT64_DIGITS ? INT64 : FIXED;
  }

  PrimitiveTypeName stored() {
    return stored;
  }

  /** The number of bytes for any number of this many digits, with its sign. */
  static int fixedBytes(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
  }
}
