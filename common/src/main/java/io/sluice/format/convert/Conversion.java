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

/**
 * Converts the values at one place of a schema. For one thread, except that a conversion of values
 * without a schema is safe for any thread.
 */
@FunctionalInterface
public interface Conversion {

  /** For a place where values fit unchanged. */
  Conversion SAME = value -> value;

  /**
   * Converts a value.
   *
   * @param value may be null; is never modified
   * @return the value itself if it fits
   * @throws io.sluice.format.value.Misfit if the value does not fit
   */
  Object apply(Object value);
}
