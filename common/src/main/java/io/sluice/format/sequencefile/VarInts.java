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
package io.sluice.format.sequencefile;

import java.nio.ByteBuffer;

/** Lengths, which are never negative, in the encoding of Hadoop's WritableUtils. */
final class VarInts {
  static final int MAX_BYTES = 1 + Integer.BYTES;

  // The prefix of a length of one byte; each further byte lowers it by one.
  private static final int BEFORE_ONE_BYTE = -113;

  private VarInts() {}

  static ByteBuffer put(ByteBuffer target, int value) {
    if (value <= Byte.MAX_VALUE) {
      return target.put((byte) value);
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value);
    int bytes = (bits + Byte.SIZE - 1) / Byte.SIZE;
    target.put((byte) (BEFORE_ONE_BYTE - (bytes - 1)));
    for (int i = bytes - 1; i >= 0; i--) {
      target.put((byte) (value >>> (i * Byte.SIZE)));
    }
    return target;
  }
}
