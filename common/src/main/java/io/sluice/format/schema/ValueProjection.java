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
package io.sluice.format.schema;

import io.sluice.format.value.Misfit;

/** Projects the values of one place of a schema; for one thread. */
@FunctionalInterface
interface ValueProjection {

  /** Of a place where a value fits as it is. */
  ValueProjection SAME = value -> value;

  /**
   * @param value never changed
   * @return the value itself where it fits
   * @throws Misfit if it is not what its own schema says, or does not fit the other one
   */
  Object project(Object value);
}
