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
package io.sluice.format.avro;

import io.sluice.format.value.Misfit;
import java.io.IOException;

/** Writes the values at one place of a schema; for one thread. */
@FunctionalInterface
interface AvroValueWriter {

  /**
   * Writes a value in Avro's encoding of its type.
   *
   * @throws Misfit if the value does not fit the schema
   * @throws org.apache.kafka.connect.errors.DataException if the record becomes too long
   */
  void write(Object value, AvroOutput output) throws IOException;
}
