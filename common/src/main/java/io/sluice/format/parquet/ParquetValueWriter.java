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

import io.sluice.format.value.Misfit;

/** Splits the values at one place of a schema into cells; for one thread. */
@FunctionalInterface
interface ParquetValueWriter {

  /**
   * Appends a value to the record in progress.
   *
   * @param repetition depth of the innermost list that this value continues, counted from 1; 0 for
   *     the first value of a record
   * @throws Misfit if the value does not fit the schema
   * @throws org.apache.kafka.connect.errors.DataException if the record becomes too long
   */
  void write(Object value, int repetition, Rows rows);
}
