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

import io.sluice.avro.DatumLayout;
import io.sluice.format.value.Fitting;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;

/** Writes datums that are encoded already. */
final class AvroDatumWriter implements AvroValueWriter {
  private final DatumLayout layout;

  AvroDatumWriter(DatumLayout layout) {
    this.layout = layout;
  }

  /**
   * Writes the bytes as they are.
   *
   * @throws DataException if they are not exactly one datum, which would make the records behind
   *     them unreadable
   */
  @Override
  public void write(Object value, AvroOutput output) throws IOException {
    ByteBuffer datum = Fitting.as(ByteBuffer.class, value);
    layout.check(datum);
    output.encoder().writeFixed(datum);
  }
}
