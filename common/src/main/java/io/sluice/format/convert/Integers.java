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

/** Integers of values without a schema. */
public final class Integers {
  private static final long EXACT = 1L << 53;

  private Integers() {}

  /** Whether a value is an integer of at most 64 bits. */
  public static boolean isInteger(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  /** Whether a double represents this number and its neighbours exactly. */
  public static boolean isExact(long value) {
    return value >= -EXACT && value <= EXACT;
  }
}
