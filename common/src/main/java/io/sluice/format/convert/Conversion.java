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

/** Converts values without a schema to values of one schema; has no state. */
@FunctionalInterface
public interface Conversion {

  /**
   * Converts a value.
   *
   * @param value may be null
   * @throws org.apache.kafka.connect.errors.DataException if the value does not fit; a {@link
   *     io.sluice.format.value.Misfit} if its location is known
   */
  Object apply(Object value);
}
