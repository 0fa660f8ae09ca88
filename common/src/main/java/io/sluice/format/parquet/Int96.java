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

import io.sluice.format.type.Resolution;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The timestamps of older versions of Hive and Impala: nanoseconds of a day, and its number. */
final class Int96 {
  static final int BYTES = Long.BYTES + Integer.BYTES;

  /** The Julian day number of 1970-01-01. */
  private static final long JULIAN_EPOCH = 2_440_588;

  private Int96() {}

  /**
   * @param time since 1970-01-01T00:00
   */
  static ByteBuffer of(long time, Resolution unit) {
    long day = Math.floorDiv(time, unit.perDay());
    long ofDay = Math.floorMod(time, unit.perDay());
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(ofDay * unit.nanos())
        .putInt(Math.toIntExact(JULIAN_EPOCH + day))
        .flip();
  }
}
